"""What an offer may say, over the whole domain, with the awkward places often."""

from __future__ import annotations

from hypothesis import strategies as st

PER_YEAR = (1, 2, 4, 12)

money = st.floats(0, 1e7) | st.integers(0, 10**9).map(float)
shares_of_pay = st.floats(0, 2)
payouts = st.floats(0, 10)
horizons = st.integers(1, 40)
cliffs = st.sampled_from((0, 1, 3, 6, 11, 12, 13, 18, 24, 120)) | st.integers(0, 120)
_awkward = (-0.999999, -0.99, -0.5, -1e-9, -1e-14, 0.0, 1e-17, 1e-12, 1e-7, 0.05, 0.12)
rates = st.sampled_from((*_awkward, 2.0)) | st.floats(-0.99, 2)
growths = st.sampled_from((*_awkward, 10.0)) | st.floats(-0.99, 10)


@st.composite
def growth_and_discount(draw):
    """A growth and a discount rate, often all but equal: where a closed form may lose its digits."""
    discount = draw(rates)
    beside = st.sampled_from((0.0, 1e-16, -1e-13, 1e-11, -1e-9, 1e-7, 1e-5)).map(lambda by: discount + by)
    return draw(growths | beside), discount


@st.composite
def schedules(draw):
    """Fractions a year that add to 1, some of them nothing."""
    weights = draw(st.lists(st.integers(0, 100) | st.just(0), min_size=1, max_size=10).filter(any))
    return tuple(weight / sum(weights) for weight in weights)


@st.composite
def even_terms(draw):
    """Years, cliff and vests a year of a grant without a schedule; the years may be fractions."""
    per_year = draw(st.sampled_from(PER_YEAR))
    return draw(st.integers(1, 10 * per_year)) / per_year, draw(cliffs), per_year


@st.composite
def terms(draw):
    """Years, cliff, vests a year and schedule of a grant."""
    vest_years, cliff_months, per_year = draw(even_terms())
    return vest_years, cliff_months, per_year, draw(st.none() | schedules())
