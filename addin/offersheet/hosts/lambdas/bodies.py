"""The functions as formulas of a spreadsheet: steps, a line each, and the answer in the last line.

Arguments stand under their names, with their defaults filled in; a name in braces is an argument as it was
handed in, such as a range, or a list of words or numbers that ``spelling`` brings along. These are a second
spelling of what the model computes in closed form: event by event, and by other means.
"""

from __future__ import annotations

from collections.abc import Mapping

from offersheet.model.options import RISK_FREE_RATE
from offersheet.model.vesting import LONGEST_VESTING
from offersheet.worksheet.kinds import SCHEDULE

__all__ = ["BODIES", "LEFT_OUT", "ROUND_NAMES", "RULES"]

ROUNDS = 6
"""How many rounds ``DILUTION`` takes as a LAMBDA, which cannot take any number."""

ROUND_NAMES = ("round", *(f"round_{number}" for number in range(2, ROUNDS + 1)))
"""The arguments of ``DILUTION``."""

LEFT_OUT = {
    "COMP_BY_YEAR": "a table",
    "VEST_SCHEDULE": "a table",
    "VEST_SHARES": "a table",
    "EQUITY_SIM": "a simulation",
    "BREAKEVEN_GROWTH": "a search",
    "BREAKEVEN_DISCOUNT": "a search",
    "FEDERAL_TAX": "tax law",
    "STATE_TAX": "tax law",
    "PAYROLL_TAX": "tax law",
    "TAKE_HOME": "tax law",
    "TAX_TABLE": "tax law",
    "ISO_AMT": "tax law",
    "ISO_HEADROOM": "tax law",
    "RSU_TAX_GAP": "tax law",
    "GROSS_FOR_NET": "tax law",
    "WALK_AWAY": "tax law",
    "HIRING_WINDOW": "a text",
    "OFFER_VALUE": "the whole model, in one range",
    "OFFER_ODDS": "a simulation",
    "EXPLAIN": "a text",
}
"""The functions that are no LAMBDA, and what each needs or gives that stands in the way."""

_EVENTS = """
count = IF(scheduled,COUNT({schedule}),vest_years)*vests_per_year
event = SEQUENCE(ROUND(count,0))
month = IF(event*12/vests_per_year<cliff_months,cliff_months,event*12/vests_per_year)
part = IF(scheduled,INDEX({schedule},ROUNDUP(event/vests_per_year,0))/vests_per_year,1/count)
"""
_A_SHARE = "ratio = (1+growth)/(1+discount_rate)\n"
_YEARS_ACROSS = "year = SEQUENCE(1,years)\n"
_CALL = """
apart = IF(uncertain,LN(share/IF(cost>0,cost,1))/IF(uncertain,deviation,1)+deviation/2,0)
MAX(share-cost,0,IF(uncertain,share*NORMSDIST(apart)-cost*NORMSDIST(apart-deviation),0))
"""
"""The right to get ``share`` for ``cost``, both in today's money."""
_UNCERTAIN = "uncertain = AND(deviation>0,share>0,cost>0)"

BODIES: Mapping[str, str] = {
    "TOTAL_COMP": """
counted = IF(basis="average",1/vest_years,IF(basis="first_year",1,0))
base*(1+bonus_target*bonus_payout)+grant_value/vest_years+other+sign_on*counted
""",
    "OFFER_NPV": f"""
{_EVENTS}{_A_SHARE}
year = SEQUENCE(years)
salary = SUM(base*(1+raise_rate)^(year-1)/(1+cash_rate)^(year-1/2))
bonus = SUM(base*bonus_target*bonus_payout*(1+raise_rate)^(year-1)/(1+cash_rate)^year)
equity = grant_value*SUM(part*(month<=12*years)*ratio^(month/12))
age = SEQUENCE(4*vests_per_year)/vests_per_year
granted = SEQUENCE(1,years)
within = granted+age<=years
each = (1+growth)^age/(1+discount_rate)^(granted+age)/(4*vests_per_year)
salary+bonus+sign_on+equity+grant_value*refresh_rate*SUM(within*each)
""",
    "BONUS_RANGE": "base*CHOOSE({1,2,3},low,target,high)",
    "BASE_PROJECTION": "base*(1+rate)^(SEQUENCE(years)-1)",
    "EMPLOYER_MATCH": """
counted = MIN(base,INDEX({compensation_limits},MATCH(year,{tax_years},0)))
match_rate*MIN(match_limit*counted,INDEX({deferral_limits},MATCH(year,{tax_years},0)))
""",
    "ESPP_GAIN": """
paid_in = MIN(rate*base,{purchase_limit}*(1-discount))
paid_in*(MAX(price_ratio,1)/(1-discount)-1)
""",
    "EQUITY_PV": f"{_EVENTS}{_A_SHARE}grant_value*SUM(part*ratio^(month/12))",
    "EQUITY_BY_YEAR": f"""
{_EVENTS}{_YEARS_ACROSS}
worth = part*(1+growth)^(month/12)
grant_value*MMULT(TRANSPOSE(worth),IF(ROUNDUP(month/12,0)=year,1,0))
""",
    "REFRESH_BY_YEAR": f"""
{_YEARS_ACROSS}
count = refresh_vest_years*vests_per_year
age = SEQUENCE(ROUND(count,0))/vests_per_year
worth = (1+growth)^age/count
grant_value*refresh_rate*MMULT(TRANSPOSE(worth),IF(ROUNDUP(age,0)<=year-first_refresh,1,0))
""",
    "UNVESTED_PV": f"""
{_A_SHARE}
count = ROUNDUP(months_left*vests_per_year/12-1/1000000000,0)
left = SEQUENCE(MAX(count,1),1,0)
due = months_left/12-left/vests_per_year
IF(count>0,value*SUM(ratio^due)/MAX(count,1),value)
""",
    "LEVEL_SALARY": "npv/SUM(1/(1+cash_rate)^(SEQUENCE(years)-1/2))",
    "VESTED": f"{_EVENTS}grant_value*SUM(part*(month<=months))",
    "LIQUIDITY_PV": """
span = horizon_months/12*LN((1+discount_rate)/(1+growth))
small = ABS(span)<1/10000
mean = IF(small,1-span/2+span^2/6-span^3/24,(1-EXP(0-span))/IF(small,1,span))
value*probability*mean
""",
    "DOUBLE_TRIGGER_PV": f"""
{_EVENTS}{_A_SHARE}
horizon = horizon_months/12
wait = IF(month/12<horizon,horizon-month/12,0)
span = 0-LN(ratio)*wait
small = ABS(span)<1/10000
mean = IF(small,1-span/2+span^2/6-span^3/24,(1-EXP(0-span))/IF(small,1,span))
later = IF(wait>0,(month/12+wait*mean)/IF(horizon>0,horizon,1),1)
grant_value*probability*SUM(part*ratio^(month/12)*later)
""",
    "OPTION_VALUE": f"""
deviation = volatility*SQRT(years)
share = price*EXP(0-dividend_yield*years)
cost = strike*EXP(0-rate*years)
{_UNCERTAIN}{_CALL}""",
    "OPTION_PV": f"""
deviation = volatility*SQRT(years)
share = price*((1+growth)/(1+discount_rate))^years
cost = strike/(1+discount_rate)^years
{_UNCERTAIN}{_CALL}""",
    "DLOM": f"""
variance = volatility^2*years
deviation = SQRT(variance)
small = variance<1/200
above = variance*(1/3+variance*(1/12+variance*(1/60+variance/360)))
below = variance*(1/2+variance*(1/6+variance*(1/24+variance/120)))
large = IF(small,1,variance)
averaged = IF(small,LN(1+above)-2*LN(1+below),LN(2*(EXP(large)-large-1))-2*LN(EXP(large)-1))
finnerty = 2*NORMSDIST(SQRT(MAX(variance+averaged,0))/2)-1
share = EXP(0-{RISK_FREE_RATE}*years)
apart = LN(share)/IF(deviation>0,deviation,1)+deviation/2
chaffe = MAX(share*NORMSDIST(apart)-NORMSDIST(apart-deviation),0)
looking = (2+variance/2)*NORMSDIST(deviation/2)-1
longstaff = MIN(1,looking+SQRT(variance/(2*PI()))*EXP(0-variance/8))
IF(variance>0,IF(method="finnerty",finnerty,IF(method="chaffe",chaffe,longstaff)),0)
""",
    "STARTUP_EQUITY_PV": """
kept = 1-future_dilution
all_converted = exit_value*kept/fully_diluted
rest = MAX(exit_value-preferences,0)*kept/(fully_diluted-kept*preferred_shares)
price = IF(all_converted*preferred_shares>preferences,all_converted,rest)
probability*shares*MAX(price-strike,0)*EXP(0-years*LN(1+discount_rate))
""",
    "COMMON_PROCEEDS": """
common = 1-investor_share
rest = exit_value-MIN(multiple*invested,exit_value)
capped = IF(cap="",rest*common,MAX(rest*common,exit_value-IF(cap="",0,cap)*invested))
MIN(exit_value*common,IF(participating,capped,rest))
""",
    "MARKET_BAND": "INDEX({bands},MATCH(tier&component&bound&basis,{band_names},0))",
    "BAND_POSITION": "(value-low)/(high-low)",
    "COMPS_BAND": "PERCENTILE({values},percentile)",
    "COMPS_RANK": """
counted = COUNT({values})
fewer = SUM(IF(ISNUMBER({values}),IF({values}<value,1,0),0))
upto = SUM(IF(ISNUMBER({values}),IF({values}<=value,1,0),0))
below = SMALL({values},MAX(upto,1))
next = SMALL({values},MIN(upto+1,counted))
between = IF(upto>fewer,0,IF(next>below,(value-below)/IF(next>below,next-below,1),0))
place = IF(upto>fewer,fewer,upto-1+between)
IF(counted=1,IF(upto>0,1,0),MIN(1,MAX(0,place/MAX(counted-1,1))))
""",
    "GEO_BASE": """
to_factor = INDEX({factors},MATCH(to_metro,{metro_names},0))
from_factor = INDEX({factors},MATCH(from_metro,{metro_names},0))
base*to_factor/from_factor
""",
    "ASK": """
cash = 1+bonus_target*bonus_payout
gap = target-base*cash-(grant_value+sign_on)/vest_years-other
place = MATCH(lever,{levers},0)
level = CHOOSE(place,base,bonus_target,grant_value,sign_on)
unit = CHOOSE(place,cash,base*bonus_payout,1/vest_years,1/vest_years)
IF(unit=0,#NUM!,level+gap/IF(unit=0,1,unit))
""",
    "EQUITY_FOR_CASH": f"""
{_EVENTS}{_A_SHARE}
cash = annual_cash*SUM(1/(1+cash_rate)^(SEQUENCE(years)-1/2))
cash/SUM(part*ratio^(month/12))
""",
    "CLAWBACK": """
left = MAX(term_months-months_served,0)
amount*IF(left>0,IF(style="cliff",1,left/IF(left>0,term_months,1)),0)
""",
    "DILUTION": "1-" + "*".join(f"PRODUCT(1-{{{name}}})" for name in ROUND_NAMES),
    "STAY_BONUS_PV": "amount*((1-annual_leave_probability)/(1+discount_rate))^(months/12)",
    "GARDEN_LEAVE_COST": "months*(new_monthly-pay_fraction*old_monthly)",
}
"""Each function's formula."""


def _whole_vests(years: str) -> str:
    """Return what holds where so many years have a whole number of vests."""
    vests = f"{years}*vests_per_year"
    return f"ABS({vests}-ROUND({vests},0))<1/1000000000,{vests}>1/2,{years}<={LONGEST_VESTING}"


RULES: Mapping[tuple[str, ...], str] = {
    ("vest_years", "vests_per_year", "schedule"): (
        f"IF(scheduled,AND(COUNT({{schedule}})<={SCHEDULE.longest},MIN({{schedule}})>=0,"
        f"ABS(SUM({{schedule}})-1)<=1/{1 / SCHEDULE.tolerance:.0f}),AND({_whole_vests('vest_years')}))"
    ),
    ("refresh_vest_years", "vests_per_year"): f"AND({_whole_vests('refresh_vest_years')})",
    ("fully_diluted", "future_dilution", "preferred_shares"): (
        "fully_diluted>(1-future_dilution)*preferred_shares"
    ),
    ("cap", "multiple"): 'IF(cap="",TRUE,cap>=multiple)',
    ("high", "low"): "high>low",
}
"""Conditions on several arguments, by these: what holds where they are possible."""
