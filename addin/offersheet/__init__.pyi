"""Written from the functions' declarations by python -m offersheet.worksheet.stub: change those, not this.

Where all arguments are single values, so is the answer. Where one is a list or an array, it is an array.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

from offersheet import excel as excel
from offersheet.notebook import Offers as Offers
from offersheet.notebook import bands as bands
from offersheet.notebook import by_year as by_year
from offersheet.notebook import cash_flows as cash_flows
from offersheet.notebook import compare as compare
from offersheet.notebook import odds as odds
from offersheet.notebook import read_comps as read_comps
from offersheet.notebook import read_offers as read_offers
from offersheet.notebook import stress as stress
from offersheet.worksheet.shapes import Table

_Numbers: TypeAlias = Sequence[float] | Sequence[Sequence[float]] | NDArray[np.float64] | NDArray[np.int64]
_Words: TypeAlias = list[str] | tuple[str, ...] | NDArray[np.str_]
_Days: TypeAlias = Sequence[date] | list[str] | Sequence[float] | NDArray[np.datetime64] | NDArray[np.float64]
_Flags: TypeAlias = Sequence[bool] | NDArray[np.bool_]

__version__: str

@overload
def total_comp(
    base: float,
    bonus_target: float = 0,
    grant_value: float = 0,
    vest_years: float = 4,
    sign_on: float = 0,
    bonus_payout: float = 1,
    other: float = 0,
    basis: Literal['average', 'first_year', 'recurring'] = 'average',
) -> float:
    """Total compensation a year: base, bonus, a year's share of the grant, and sign-on."""

@overload
def total_comp(
    base: float | _Numbers,
    bonus_target: float | _Numbers = 0,
    grant_value: float | _Numbers = 0,
    vest_years: float | _Numbers = 4,
    sign_on: float | _Numbers = 0,
    bonus_payout: float | _Numbers = 1,
    other: float | _Numbers = 0,
    basis: Literal['average', 'first_year', 'recurring'] | _Words = 'average',
) -> NDArray[np.float64]:
    """Total compensation a year: base, bonus, a year's share of the grant, and sign-on."""

def comp_by_year(
    base: float,
    bonus_target: float = 0,
    grant_value: float = 0,
    years: float = 4,
    raise_rate: float = 0,
    growth: float = 0,
    sign_on: float = 0,
    refresh_rate: float = 0,
    bonus_payout: float = 1,
    vest_years: float = 4,
    cliff_months: float = 12,
    vests_per_year: float = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> Table[float]:
    """What an offer pays in each year, as a table: base, bonus, equity, refreshers, sign-on, total."""

@overload
def offer_npv(
    base: float,
    bonus_target: float = 0,
    grant_value: float = 0,
    years: float = 4,
    raise_rate: float = 0,
    growth: float = 0,
    sign_on: float = 0,
    refresh_rate: float = 0,
    bonus_payout: float = 1,
    vest_years: float = 4,
    cliff_months: float = 12,
    vests_per_year: float = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
    cash_rate: float = 0.05,
    discount_rate: float = 0.12,
) -> float:
    """Present value, before tax, of all that an offer pays or vests within so many years."""

@overload
def offer_npv(
    base: float | _Numbers,
    bonus_target: float | _Numbers = 0,
    grant_value: float | _Numbers = 0,
    years: float | _Numbers = 4,
    raise_rate: float | _Numbers = 0,
    growth: float | _Numbers = 0,
    sign_on: float | _Numbers = 0,
    refresh_rate: float | _Numbers = 0,
    bonus_payout: float | _Numbers = 1,
    vest_years: float | _Numbers = 4,
    cliff_months: float | _Numbers = 12,
    vests_per_year: float | _Numbers = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
    cash_rate: float | _Numbers = 0.05,
    discount_rate: float | _Numbers = 0.12,
) -> NDArray[np.float64]:
    """Present value, before tax, of all that an offer pays or vests within so many years."""

def bonus_range(
    base: float | _Numbers,
    target: float | _Numbers = 0.15,
    low: float | _Numbers = 0.08,
    high: float | _Numbers = 0.22,
) -> NDArray[np.float64]:
    """A year's bonus in money, as a row: low, on target, high."""

def base_projection(
    base: float | _Numbers,
    rate: float | _Numbers = 0.07,
    years: float = 4,
) -> NDArray[np.float64]:
    """Base salary in year 1, 2, 3, ... as a column."""

@overload
def level_salary(
    npv: float,
    years: float = 4,
    cash_rate: float = 0.05,
) -> float:
    """The plain salary, the same every year and nothing else, that is worth as much today."""

@overload
def level_salary(
    npv: float | _Numbers,
    years: float | _Numbers = 4,
    cash_rate: float | _Numbers = 0.05,
) -> NDArray[np.float64]:
    """The plain salary, the same every year and nothing else, that is worth as much today."""

@overload
def employer_match(
    base: float,
    match_rate: float,
    match_limit: float,
    year: float = 2026,
) -> float:
    """What the employer adds to a 401(k) in a year, when you pay in enough to get all of it."""

@overload
def employer_match(
    base: float | _Numbers,
    match_rate: float | _Numbers,
    match_limit: float | _Numbers,
    year: float | _Numbers = 2026,
) -> NDArray[np.float64]:
    """What the employer adds to a 401(k) in a year, when you pay in enough to get all of it."""

@overload
def espp_gain(
    base: float,
    rate: float,
    discount: float,
    price_ratio: float = 1,
) -> float:
    """A year's gain of an employee stock purchase plan, when what is bought is sold at once."""

@overload
def espp_gain(
    base: float | _Numbers,
    rate: float | _Numbers,
    discount: float | _Numbers,
    price_ratio: float | _Numbers = 1,
) -> NDArray[np.float64]:
    """A year's gain of an employee stock purchase plan, when what is bought is sold at once."""

@overload
def equity_pv(
    grant_value: float,
    growth: float = 0,
    discount_rate: float = 0.12,
    vest_years: float = 4,
    cliff_months: float = 12,
    vests_per_year: float = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> float:
    """Present value of a grant of shares that vests over time."""

@overload
def equity_pv(
    grant_value: float | _Numbers,
    growth: float | _Numbers = 0,
    discount_rate: float | _Numbers = 0.12,
    vest_years: float | _Numbers = 4,
    cliff_months: float | _Numbers = 12,
    vests_per_year: float | _Numbers = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Present value of a grant of shares that vests over time."""

def equity_by_year(
    grant_value: float | _Numbers,
    growth: float | _Numbers = 0,
    years: float = 4,
    vest_years: float | _Numbers = 4,
    cliff_months: float | _Numbers = 12,
    vests_per_year: float | _Numbers = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """What vests in each year of service, at the price of each vest date."""

def refresh_by_year(
    grant_value: float | _Numbers,
    refresh_rate: float | _Numbers,
    growth: float | _Numbers = 0,
    years: float = 4,
    first_refresh: float | _Numbers = 1,
    refresh_vest_years: float | _Numbers = 4,
    vests_per_year: float | _Numbers = 4,
) -> NDArray[np.float64]:
    """What stacked yearly refresh grants vest in each year of service, at the price of each vest date."""

@overload
def breakeven_growth(
    grant_value: float,
    target_pv: float,
    discount_rate: float = 0.12,
    vest_years: float = 4,
    cliff_months: float = 12,
    vests_per_year: float = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> float:
    """The yearly growth of the share price at which a grant is worth so much today."""

@overload
def breakeven_growth(
    grant_value: float | _Numbers,
    target_pv: float | _Numbers,
    discount_rate: float | _Numbers = 0.12,
    vest_years: float | _Numbers = 4,
    cliff_months: float | _Numbers = 12,
    vests_per_year: float | _Numbers = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """The yearly growth of the share price at which a grant is worth so much today."""

@overload
def breakeven_discount(
    grant_value: float,
    target_pv: float,
    growth: float = 0,
    vest_years: float = 4,
    cliff_months: float = 12,
    vests_per_year: float = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> float:
    """The yearly discount rate at which a grant is worth so much today: what paying that for it returns."""

@overload
def breakeven_discount(
    grant_value: float | _Numbers,
    target_pv: float | _Numbers,
    growth: float | _Numbers = 0,
    vest_years: float | _Numbers = 4,
    cliff_months: float | _Numbers = 12,
    vests_per_year: float | _Numbers = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """The yearly discount rate at which a grant is worth so much today: what paying that for it returns."""

@overload
def unvested_pv(
    value: float,
    months_left: float,
    growth: float = 0,
    discount_rate: float = 0.12,
    vests_per_year: float = 4,
) -> float:
    """Present value of what is left of a grant that you hold already, by two numbers of the broker's page."""

@overload
def unvested_pv(
    value: float | _Numbers,
    months_left: float | _Numbers,
    growth: float | _Numbers = 0,
    discount_rate: float | _Numbers = 0.12,
    vests_per_year: float | _Numbers = 4,
) -> NDArray[np.float64]:
    """Present value of what is left of a grant that you hold already, by two numbers of the broker's page."""

@overload
def liquidity_pv(
    value: float,
    probability: float,
    horizon_months: float = 24,
    growth: float = 0,
    discount_rate: float = 0.12,
) -> float:
    """Present value of equity that pays only on a liquidity event, for grants that vest wholly on it."""

@overload
def liquidity_pv(
    value: float | _Numbers,
    probability: float | _Numbers,
    horizon_months: float | _Numbers = 24,
    growth: float | _Numbers = 0,
    discount_rate: float | _Numbers = 0.12,
) -> NDArray[np.float64]:
    """Present value of equity that pays only on a liquidity event, for grants that vest wholly on it."""

@overload
def double_trigger_pv(
    grant_value: float,
    probability: float,
    horizon_months: float = 24,
    growth: float = 0,
    discount_rate: float = 0.12,
    vest_years: float = 4,
    cliff_months: float = 12,
    vests_per_year: float = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> float:
    """Present value of RSUs that need time and a liquidity event: each vest pays at the later of the two."""

@overload
def double_trigger_pv(
    grant_value: float | _Numbers,
    probability: float | _Numbers,
    horizon_months: float | _Numbers = 24,
    growth: float | _Numbers = 0,
    discount_rate: float | _Numbers = 0.12,
    vest_years: float | _Numbers = 4,
    cliff_months: float | _Numbers = 12,
    vests_per_year: float | _Numbers = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Present value of RSUs that need time and a liquidity event: each vest pays at the later of the two."""

def equity_sim(
    grant_value: float,
    growth: float = 0,
    volatility: float = 0.5,
    discount_rate: float = 0.12,
    vest_years: float = 4,
    cliff_months: float = 12,
    vests_per_year: float = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
    paths: float = 16384,
    seed: float = 1,
) -> Table[float | str]:
    """What a grant may be worth today, as a table: mean, percentiles, the chance of less than the grant."""

def vest_shares(
    shares: float,
    vest_years: float = 4,
    cliff_months: float = 12,
    vests_per_year: float = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
    rounding: Literal['cumulative_rounding', 'cumulative_round_down', 'front_loaded', 'back_loaded', 'front_loaded_to_single_tranche', 'back_loaded_to_single_tranche', 'fractional'] = 'cumulative_rounding',
) -> Table[float]:
    """How many shares vest when, as a table of month, shares and cumulative shares."""

def vest_schedule(
    vest_years: float = 4,
    cliff_months: float = 12,
    vests_per_year: float = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> Table[float]:
    """The events of a vesting schedule, as a table of month, fraction and cumulative fraction."""

@overload
def vested(
    grant_value: float,
    months: float,
    vest_years: float = 4,
    cliff_months: float = 12,
    vests_per_year: float = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> float:
    """How much of a grant has vested after so many months, at the price of the grant date."""

@overload
def vested(
    grant_value: float | _Numbers,
    months: float | _Numbers,
    vest_years: float | _Numbers = 4,
    cliff_months: float | _Numbers = 12,
    vests_per_year: float | _Numbers = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """How much of a grant has vested after so many months, at the price of the grant date."""

@overload
def option_value(
    price: float,
    strike: float,
    years: float,
    volatility: float,
    rate: float = 0.04,
    dividend_yield: float = 0,
) -> float:
    """Value of an option to buy one share, by Black, Scholes and Merton."""

@overload
def option_value(
    price: float | _Numbers,
    strike: float | _Numbers,
    years: float | _Numbers,
    volatility: float | _Numbers,
    rate: float | _Numbers = 0.04,
    dividend_yield: float | _Numbers = 0,
) -> NDArray[np.float64]:
    """Value of an option to buy one share, by Black, Scholes and Merton."""

@overload
def option_pv(
    price: float,
    strike: float,
    years: float,
    volatility: float,
    growth: float = 0,
    discount_rate: float = 0.12,
) -> float:
    """Present value of an option to buy one share, under the belief and the discounting of a share."""

@overload
def option_pv(
    price: float | _Numbers,
    strike: float | _Numbers,
    years: float | _Numbers,
    volatility: float | _Numbers,
    growth: float | _Numbers = 0,
    discount_rate: float | _Numbers = 0.12,
) -> NDArray[np.float64]:
    """Present value of an option to buy one share, under the belief and the discounting of a share."""

@overload
def dlom(
    volatility: float,
    years: float,
    method: Literal['finnerty', 'chaffe', 'longstaff'] = 'finnerty',
) -> float:
    """Discount for lack of marketability: the part of its value that a share loses by being locked up."""

@overload
def dlom(
    volatility: float | _Numbers,
    years: float | _Numbers,
    method: Literal['finnerty', 'chaffe', 'longstaff'] | _Words = 'finnerty',
) -> NDArray[np.float64]:
    """Discount for lack of marketability: the part of its value that a share loses by being locked up."""

def dilution(
    *round: float | _Numbers,
) -> float:
    """How much of today's share of a company is lost over several rounds: 1 - product(1 - round)."""

@overload
def startup_equity_pv(
    shares: float,
    strike: float,
    fully_diluted: float,
    exit_value: float,
    preferences: float = 0,
    future_dilution: float = 0,
    probability: float = 1,
    years: float = 5,
    discount_rate: float = 0.12,
    preferred_shares: float = 0,
) -> float:
    """Present value of a startup's shares or options, by what its sale would leave for them."""

@overload
def startup_equity_pv(
    shares: float | _Numbers,
    strike: float | _Numbers,
    fully_diluted: float | _Numbers,
    exit_value: float | _Numbers,
    preferences: float | _Numbers = 0,
    future_dilution: float | _Numbers = 0,
    probability: float | _Numbers = 1,
    years: float | _Numbers = 5,
    discount_rate: float | _Numbers = 0.12,
    preferred_shares: float | _Numbers = 0,
) -> NDArray[np.float64]:
    """Present value of a startup's shares or options, by what its sale would leave for them."""

@overload
def common_proceeds(
    exit_value: float,
    invested: float,
    investor_share: float,
    multiple: float = 1,
    participating: bool = False,
    cap: float | None = None,
) -> float:
    """What the sale of a company leaves for common shareholders beside one preferred investor."""

@overload
def common_proceeds(
    exit_value: float | _Numbers,
    invested: float | _Numbers,
    investor_share: float | _Numbers,
    multiple: float | _Numbers = 1,
    participating: bool | _Flags = False,
    cap: float | _Numbers | None = None,
) -> NDArray[np.float64]:
    """What the sale of a company leaves for common shareholders beside one preferred investor."""

@overload
def federal_tax(
    wages: float,
    status: str = 'single',
    year: float = 2026,
    state_tax: float = 0,
    pretax: float = 0,
    iso_spread: float = 0,
    ltcg: float = 0,
) -> float:
    """Federal income tax, with the alternative minimum tax and the net investment income tax."""

@overload
def federal_tax(
    wages: float | _Numbers,
    status: str | _Words = 'single',
    year: float | _Numbers = 2026,
    state_tax: float | _Numbers = 0,
    pretax: float | _Numbers = 0,
    iso_spread: float | _Numbers = 0,
    ltcg: float | _Numbers = 0,
) -> NDArray[np.float64]:
    """Federal income tax, with the alternative minimum tax and the net investment income tax."""

@overload
def state_tax(
    wages: float,
    state: str = '',
    status: str = 'single',
    year: float = 2026,
    pretax: float = 0,
    iso_spread: float = 0,
) -> float:
    """State income tax on wages; for NYC that of the state and of the city."""

@overload
def state_tax(
    wages: float | _Numbers,
    state: str | _Words = '',
    status: str | _Words = 'single',
    year: float | _Numbers = 2026,
    pretax: float | _Numbers = 0,
    iso_spread: float | _Numbers = 0,
) -> NDArray[np.float64]:
    """State income tax on wages; for NYC that of the state and of the city."""

@overload
def payroll_tax(
    wages: float,
    state: str = '',
    status: str = 'single',
    year: float = 2026,
) -> float:
    """What is taken from pay beside income tax: Social Security, Medicare, and the state's own."""

@overload
def payroll_tax(
    wages: float | _Numbers,
    state: str | _Words = '',
    status: str | _Words = 'single',
    year: float | _Numbers = 2026,
) -> NDArray[np.float64]:
    """What is taken from pay beside income tax: Social Security, Medicare, and the state's own."""

@overload
def take_home(
    wages: float,
    state: str = '',
    status: str = 'single',
    year: float = 2026,
    pretax: float = 0,
    extra_rate: float = 0,
) -> float:
    """What is left of wages after all taxes and what is paid into a plan."""

@overload
def take_home(
    wages: float | _Numbers,
    state: str | _Words = '',
    status: str | _Words = 'single',
    year: float | _Numbers = 2026,
    pretax: float | _Numbers = 0,
    extra_rate: float | _Numbers = 0,
) -> NDArray[np.float64]:
    """What is left of wages after all taxes and what is paid into a plan."""

def tax_table(
    wages: float,
    state: str = '',
    status: str = 'single',
    year: float = 2026,
    pretax: float = 0,
    iso_spread: float = 0,
    ltcg: float = 0,
) -> Table[float | str]:
    """Every tax on a year's income, their total, what is left, and the rates."""

@overload
def iso_amt(
    wages: float,
    iso_spread: float,
    state: str = '',
    status: str = 'single',
    year: float = 2026,
) -> float:
    """The extra tax, federal and state, that exercising incentive stock options and holding them costs."""

@overload
def iso_amt(
    wages: float | _Numbers,
    iso_spread: float | _Numbers,
    state: str | _Words = '',
    status: str | _Words = 'single',
    year: float | _Numbers = 2026,
) -> NDArray[np.float64]:
    """The extra tax, federal and state, that exercising incentive stock options and holding them costs."""

@overload
def iso_headroom(
    wages: float,
    state: str = '',
    status: str = 'single',
    year: float = 2026,
) -> float:
    """The largest spread of incentive stock options that can be exercised and held without extra tax."""

@overload
def iso_headroom(
    wages: float | _Numbers,
    state: str | _Words = '',
    status: str | _Words = 'single',
    year: float | _Numbers = 2026,
) -> NDArray[np.float64]:
    """The largest spread of incentive stock options that can be exercised and held without extra tax."""

@overload
def rsu_tax_gap(
    vest_value: float,
    wages: float,
    state: str = '',
    status: str = 'single',
    year: float = 2026,
    withheld_rate: float = 0.22,
) -> float:
    """Income tax on shares that vest less what is withheld for it: cash to set aside."""

@overload
def rsu_tax_gap(
    vest_value: float | _Numbers,
    wages: float | _Numbers,
    state: str | _Words = '',
    status: str | _Words = 'single',
    year: float | _Numbers = 2026,
    withheld_rate: float | _Numbers = 0.22,
) -> NDArray[np.float64]:
    """Income tax on shares that vest less what is withheld for it: cash to set aside."""

@overload
def gross_for_net(
    net: float,
    state: str = '',
    status: str = 'single',
    year: float = 2026,
    pretax: float = 0,
) -> float:
    """The smallest wages, to a cent, whose take-home reaches an amount."""

@overload
def gross_for_net(
    net: float | _Numbers,
    state: str | _Words = '',
    status: str | _Words = 'single',
    year: float | _Numbers = 2026,
    pretax: float | _Numbers = 0,
) -> NDArray[np.float64]:
    """The smallest wages, to a cent, whose take-home reaches an amount."""

@overload
def walk_away(
    annual_spend: float,
    savings: float = 0,
    risk_buffer: float = 0.1,
    cost_index: float = 100,
    state: str = '',
    status: str = 'single',
    year: float = 2026,
) -> float:
    """The walk-away floor: the lowest acceptable pay in cash, before tax."""

@overload
def walk_away(
    annual_spend: float | _Numbers,
    savings: float | _Numbers = 0,
    risk_buffer: float | _Numbers = 0.1,
    cost_index: float | _Numbers = 100,
    state: str | _Words = '',
    status: str | _Words = 'single',
    year: float | _Numbers = 2026,
) -> NDArray[np.float64]:
    """The walk-away floor: the lowest acceptable pay in cash, before tax."""

@overload
def market_band(
    tier: str,
    component: Literal['base', 'bonus', 'stock', 'total'] = 'total',
    bound: Literal['low', 'mid', 'high'] = 'mid',
    basis: Literal['published', 'annualised'] = 'published',
) -> float:
    """What the article's table says that a kind of company pays."""

@overload
def market_band(
    tier: str | _Words,
    component: Literal['base', 'bonus', 'stock', 'total'] | _Words = 'total',
    bound: Literal['low', 'mid', 'high'] | _Words = 'mid',
    basis: Literal['published', 'annualised'] | _Words = 'published',
) -> NDArray[np.float64]:
    """What the article's table says that a kind of company pays."""

@overload
def band_position(
    value: float,
    low: float,
    high: float,
) -> float:
    """Where a value sits in a band: 0 at its low end, 1 at its high end."""

@overload
def band_position(
    value: float | _Numbers,
    low: float | _Numbers,
    high: float | _Numbers,
) -> NDArray[np.float64]:
    """Where a value sits in a band: 0 at its low end, 1 at its high end."""

@overload
def comps_band(
    values: _Numbers,
    percentile: float = 0.5,
) -> float:
    """A percentile of pay data, inclusive: between two values it lies on the line between them."""

@overload
def comps_band(
    values: _Numbers,
    percentile: float | _Numbers = 0.5,
) -> NDArray[np.float64]:
    """A percentile of pay data, inclusive: between two values it lies on the line between them."""

@overload
def comps_rank(
    value: float,
    values: _Numbers,
) -> float:
    """The rank of a value in pay data: the part of the others that it leaves behind, from 0 to 1."""

@overload
def comps_rank(
    value: float | _Numbers,
    values: _Numbers,
) -> NDArray[np.float64]:
    """The rank of a value in pay data: the part of the others that it leaves behind, from 0 to 1."""

@overload
def geo_base(
    base: float,
    to_metro: str,
    from_metro: str = 'bay_area',
) -> float:
    """What a base salary in one place is in another, by how the article's places differ."""

@overload
def geo_base(
    base: float | _Numbers,
    to_metro: str | _Words,
    from_metro: str | _Words = 'bay_area',
) -> NDArray[np.float64]:
    """What a base salary in one place is in another, by how the article's places differ."""

@overload
def hiring_window(
    date: date | str | float,
) -> str:
    """What the article's calendar says of the quarter in which a day lies, in a sentence."""

@overload
def hiring_window(
    date: date | str | float | _Days,
) -> NDArray[np.object_]:
    """What the article's calendar says of the quarter in which a day lies, in a sentence."""

@overload
def ask(
    lever: Literal['base', 'bonus_target', 'grant_value', 'sign_on'],
    target: float,
    base: float,
    bonus_target: float = 0,
    grant_value: float = 0,
    vest_years: float = 4,
    sign_on: float = 0,
    bonus_payout: float = 1,
    other: float = 0,
) -> float:
    """The new level of one part of an offer that brings its total compensation a year to a target."""

@overload
def ask(
    lever: Literal['base', 'bonus_target', 'grant_value', 'sign_on'] | _Words,
    target: float | _Numbers,
    base: float | _Numbers,
    bonus_target: float | _Numbers = 0,
    grant_value: float | _Numbers = 0,
    vest_years: float | _Numbers = 4,
    sign_on: float | _Numbers = 0,
    bonus_payout: float | _Numbers = 1,
    other: float | _Numbers = 0,
) -> NDArray[np.float64]:
    """The new level of one part of an offer that brings its total compensation a year to a target."""

@overload
def equity_for_cash(
    annual_cash: float,
    years: float = 4,
    growth: float = 0,
    discount_rate: float = 0.12,
    cash_rate: float = 0.05,
    vest_years: float = 4,
    cliff_months: float = 12,
    vests_per_year: float = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> float:
    """The grant that is worth as much today as so much cash a year."""

@overload
def equity_for_cash(
    annual_cash: float | _Numbers,
    years: float | _Numbers = 4,
    growth: float | _Numbers = 0,
    discount_rate: float | _Numbers = 0.12,
    cash_rate: float | _Numbers = 0.05,
    vest_years: float | _Numbers = 4,
    cliff_months: float | _Numbers = 12,
    vests_per_year: float | _Numbers = 4,
    schedule: Sequence[float] | NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """The grant that is worth as much today as so much cash a year."""

@overload
def clawback(
    amount: float,
    months_served: float,
    term_months: float = 12,
    style: Literal['prorated', 'cliff'] = 'prorated',
) -> float:
    """What is owed back on leaving before a term is over."""

@overload
def clawback(
    amount: float | _Numbers,
    months_served: float | _Numbers,
    term_months: float | _Numbers = 12,
    style: Literal['prorated', 'cliff'] | _Words = 'prorated',
) -> NDArray[np.float64]:
    """What is owed back on leaving before a term is over."""

@overload
def stay_bonus_pv(
    amount: float,
    months: float = 24,
    discount_rate: float = 0.12,
    annual_leave_probability: float = 0,
) -> float:
    """Present value of a bonus for staying."""

@overload
def stay_bonus_pv(
    amount: float | _Numbers,
    months: float | _Numbers = 24,
    discount_rate: float | _Numbers = 0.12,
    annual_leave_probability: float | _Numbers = 0,
) -> NDArray[np.float64]:
    """Present value of a bonus for staying."""

@overload
def garden_leave_cost(
    new_monthly: float,
    months: float,
    pay_fraction: float = 1,
    old_monthly: float = 0,
) -> float:
    """What waiting to start a new job costs: months * (new_monthly - pay_fraction * old_monthly)."""

@overload
def garden_leave_cost(
    new_monthly: float | _Numbers,
    months: float | _Numbers,
    pay_fraction: float | _Numbers = 1,
    old_monthly: float | _Numbers = 0,
) -> NDArray[np.float64]:
    """What waiting to start a new job costs: months * (new_monthly - pay_fraction * old_monthly)."""

@overload
def offer_value(
    offer_range: Mapping[str, object] | Sequence[tuple[str, object]],
    metric: Literal['total_comp', 'first_year', 'recurring', 'equity_pv', 'market_option', 'npv', 'npv_after_tax', 'level_salary', 'level_take_home', 'hourly', 'hourly_take_home', 'event_pays', 'event_keeps', 'benefits', 'npv_low', 'npv_base', 'npv_high', 'if_leaving', 'npv_nothing', 'npv_hoped', 'ask_base', 'take_home', 'floor', 'floor_margin', 'floor_margin_no_bonus'] = 'npv',
) -> float:
    """One figure of a whole offer, whose fields and values stand in two columns."""

@overload
def offer_value(
    offer_range: Mapping[str, object] | Sequence[tuple[str, object]],
    metric: Literal['total_comp', 'first_year', 'recurring', 'equity_pv', 'market_option', 'npv', 'npv_after_tax', 'level_salary', 'level_take_home', 'hourly', 'hourly_take_home', 'event_pays', 'event_keeps', 'benefits', 'npv_low', 'npv_base', 'npv_high', 'if_leaving', 'npv_nothing', 'npv_hoped', 'ask_base', 'take_home', 'floor', 'floor_margin', 'floor_margin_no_bonus'] | _Words = 'npv',
) -> NDArray[np.float64]:
    """One figure of a whole offer, whose fields and values stand in two columns."""

@overload
def offer_odds(
    offer_range: Mapping[str, object] | Sequence[tuple[str, object]],
    other_range: Mapping[str, object] | Sequence[tuple[str, object]],
    paths: float = 16384,
    seed: float = 1,
    after_tax: bool = False,
) -> float:
    """The chance that an offer turns out worth more than another one, under what is assumed of both."""

@overload
def offer_odds(
    offer_range: Mapping[str, object] | Sequence[tuple[str, object]],
    other_range: Mapping[str, object] | Sequence[tuple[str, object]],
    paths: float | _Numbers = 16384,
    seed: float | _Numbers = 1,
    after_tax: bool | _Flags = False,
) -> NDArray[np.float64]:
    """The chance that an offer turns out worth more than another one, under what is assumed of both."""

def explain(
    function: str,
    *argument: object,
) -> str:
    """Why a call of a function gives an error, in words."""
