"""What an argument or a field may be: kinds of value, each with its unit and its domain, declared once."""

from offersheet.worksheet.kinds.day_and_flag import Day, Flag
from offersheet.worksheet.kinds.number import Number
from offersheet.worksheet.kinds.protocol import Appearance, CellRule, Entry, Kind
from offersheet.worksheet.kinds.single import Single
from offersheet.worksheet.kinds.whole import Anything, Pairs, Schedule, Series
from offersheet.worksheet.kinds.words import Choice, Text
from offersheet.worksheet.spelling import LONGEST_SPELLED, printable, spell

__all__ = [
    "BUFFER",
    "CLAWBACK_MONTHS",
    "CLIFF_MONTHS",
    "COMMUTE_HOURS",
    "COST_INDEX",
    "DAYS_OFF",
    "FRACTION",
    "FULLY_DILUTED",
    "GROWTH",
    "HORIZON",
    "LONGEST_SPELLED",
    "MONEY",
    "MONTHS",
    "MONTHS_LEFT",
    "PAYOUT",
    "PRICE_DISCOUNT",
    "PRICE_RATIO",
    "PROBABILITY",
    "RATE",
    "SCHEDULE",
    "SHARES",
    "SHARE_OF_PAY",
    "SIGNED_MONEY",
    "VESTS_PER_YEAR",
    "VEST_YEARS",
    "VOLATILITY",
    "WEEKLY_HOURS",
    "WHOLE_YEAR",
    "YEARS",
    "Anything",
    "Appearance",
    "CellRule",
    "Choice",
    "Day",
    "Entry",
    "Flag",
    "Kind",
    "Number",
    "Pairs",
    "Schedule",
    "Series",
    "Single",
    "Text",
    "printable",
    "spell",
]

_FRACTION = "a rate is a fraction: 0.12, not 12"

SIGNED_MONEY = Number("money")
MONEY = Number("money", low=0)
RATE = Number("rate a year", low=-1, above_low=True, high=2, hint=_FRACTION)
GROWTH = Number("rate a year", low=-1, above_low=True, high=10, hint=_FRACTION)
SHARE_OF_PAY = Number("fraction", low=0, high=2, hint=_FRACTION)
PAYOUT = Number("times target", low=0, high=10, hint="a payout is a multiple of the target: 0.8, not 80")
MONTHS = Number("months", low=0)
CLIFF_MONTHS = Number("months", low=0, high=120, whole=True)
CLAWBACK_MONTHS = CLIFF_MONTHS
YEARS = Number("years", low=0)
VEST_YEARS = Number("years", low=0, above_low=True)
HORIZON = Number("years", low=1, high=40, whole=True, sizes=True)
WHOLE_YEAR = Number("years", low=0, whole=True)
SHARES = Number("shares", low=0)
FULLY_DILUTED = Number("shares", low=0, above_low=True)
PROBABILITY = Number("probability", low=0, high=1)
FRACTION = Number("fraction", low=0, high=1)
PRICE_DISCOUNT = Number("fraction", low=0, high=1, below_high=True, hint=_FRACTION)
PRICE_RATIO = Number("times the price", low=0)
VOLATILITY = Number("rate a year", low=0, high=10, hint=_FRACTION)
BUFFER = Number("fraction", low=0, high=2, hint=_FRACTION)
COST_INDEX = Number("index", low=0, high=1000)
MONTHS_LEFT = Number("months", low=0, high=120)
WEEKLY_HOURS = Number("hours a week", low=0, above_low=True, high=168)
COMMUTE_HOURS = Number("hours a week", low=0, high=168)
DAYS_OFF = Number("days a year", low=0, high=260, below_high=True)
VESTS_PER_YEAR = Number("times a year", choices=(1, 2, 4, 12))
SCHEDULE = Schedule()
