"""What stands beside the letter: benefits, the hours that the job takes, and grants held already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from offersheet.errors import OutOfDomain
from offersheet.model.fields import field
from offersheet.worksheet.kinds import (
    COMMUTE_HOURS,
    DAYS_OFF,
    FRACTION,
    MONEY,
    MONTHS,
    MONTHS_LEFT,
    PRICE_DISCOUNT,
    SHARE_OF_PAY,
    VESTS_PER_YEAR,
    WEEKLY_HOURS,
    spell,
)

__all__ = ["WEEKS", "WORKDAYS", "Beside", "Held"]

WEEKS, WORKDAYS = 52, 5
"""Weeks of a year, and working days of a week."""


class Held(NamedTuple):
    """A grant that is held already: plain shares, vesting in equal parts up to a last month."""

    value: float
    months_left: float
    vests_per_year: float


def _held_value(number: int) -> Any:
    about = "What has not vested yet of a grant that you hold already is worth, at today's price."
    return field(MONEY, f"Held {number}, not vested", about, group="held", default=0)


def _held_months(number: int) -> Any:
    about = "Months until the last of it vests; 0: it is paid in the first year."
    return field(MONTHS_LEFT, f"Held {number}, months left", about, group="held", default=48)


def _held_vests(number: int) -> Any:
    about = "1 yearly, 2 half-yearly, 4 quarterly, 12 monthly, in equal parts."
    return field(VESTS_PER_YEAR, f"Held {number}, vests a year", about, group="held", default=4)


@dataclass(frozen=True, kw_only=True)
class Beside:
    """What an employer gives and a job takes beside pay, and what is held already."""

    match_rate: float = field(
        SHARE_OF_PAY,
        "401(k) match",
        "What the employer adds to each dollar that you pay in: 0.5 is half of it. Taxed when drawn.",
        group="benefits",
        default=0,
    )
    match_limit: float = field(
        FRACTION,
        "Matched up to",
        "The fraction of base up to which it is matched. It counts as if you paid in enough.",
        group="benefits",
        default=0,
    )
    espp_rate: float = field(
        FRACTION,
        "Paid into the ESPP",
        "An employee stock purchase plan: the fraction of base that you buy shares with, sold at once.",
        group="benefits",
        default=0,
    )
    espp_discount: float = field(
        PRICE_DISCOUNT,
        "ESPP discount",
        "How far below the price you buy; 0.15 is the most by law.",
        group="benefits",
        default=0,
    )
    espp_lookback_months: float = field(
        MONTHS,
        "ESPP look-back",
        "Months back to the price that counts where it is lower; 0: the price at purchase alone.",
        group="benefits",
        default=0,
    )
    health_premium: float = field(
        MONEY,
        "Health premium",
        "What you pay for health insurance in a year, before tax.",
        group="benefits",
        default=0,
    )
    hours_per_week: float = field(
        WEEKLY_HOURS, "Hours a week", "Hours that you will really work.", group="time", default=40
    )
    commute_hours: float = field(
        COMMUTE_HOURS, "Commute, hours a week", "On the way, both ways.", group="time", default=0
    )
    days_off: float = field(
        DAYS_OFF,
        "Days off",
        "Working days off in a year, public holidays included.",
        group="time",
        default=25,
    )
    commute_cost: float = field(
        MONEY,
        "Commute, cost",
        "What the way costs in a year, paid from what is left after tax.",
        group="time",
        default=0,
    )
    held1_value: float = _held_value(1)
    held1_months_left: float = _held_months(1)
    held1_vests_per_year: float = _held_vests(1)
    held2_value: float = _held_value(2)
    held2_months_left: float = _held_months(2)
    held2_vests_per_year: float = _held_vests(2)
    held3_value: float = _held_value(3)
    held3_months_left: float = _held_months(3)
    held3_vests_per_year: float = _held_vests(3)

    def __post_init__(self) -> None:
        hours = self.hours_per_week + self.commute_hours
        if hours > WEEKLY_HOURS.high:
            raise OutOfDomain(
                f"hours_per_week and commute_hours must together be at most {spell(WEEKLY_HOURS.high)}, "
                f"got {spell(hours)}"
            )

    @property
    def held(self) -> tuple[Held, ...]:
        """The grants held already that are worth something."""
        grants = (
            Held(self.held1_value, self.held1_months_left, self.held1_vests_per_year),
            Held(self.held2_value, self.held2_months_left, self.held2_vests_per_year),
            Held(self.held3_value, self.held3_months_left, self.held3_vests_per_year),
        )
        return tuple(grant for grant in grants if grant.value)

    @property
    def hours_a_year(self) -> float:
        """Hours given to the job in a year: at work and on the way, in all weeks but those off."""
        return (self.hours_per_week + self.commute_hours) * (WEEKS - self.days_off / WORKDAYS)
