"""Which metro a place is in."""

from __future__ import annotations

import pytest
from offersheet.comps.metros import METROS, metro
from offersheet.facts import load

PLACES = {
    "San Francisco, CA": "bay_area", "San Jose, CA, USA": "bay_area", "mountain view,  ca": "bay_area",
    "Menlo Park, California": "bay_area", "San Francisco": "bay_area", "Bay Area": "bay_area",
    "CUPERTINO, CA": "bay_area", "bay_area": "bay_area", "Austin, TX": "austin", "Round Rock, TX": "austin",
    "Cambridge, MA": "boston", "Salem, NH": "boston", "Redmond, WA": "seattle", "Seattle": "seattle",
}  # fmt: skip
ELSEWHERE = (
    "Cambridge, England", "Cambridge, EN, United Kingdom", "San Diego, CA", "Austin, MN", "Boston, NY",
    "Seattle, CA", "Cambridge", "South Boston, VA", "Remote", "", "Richmond, VA",
)  # fmt: skip


@pytest.mark.parametrize(("place", "name"), PLACES.items())
def test_a_city_of_a_metro(place, name):
    assert metro(place) == name


@pytest.mark.parametrize("place", ELSEWHERE)
def test_a_place_elsewhere_is_its_own(place):
    assert metro(place) == place


def test_no_city_is_in_two_metros_or_stands_twice():
    facts = load("metros_cities")
    assert {*facts} == {"source", "states", *METROS}
    cities = [
        (city.casefold(), state)
        for name in METROS
        for state, cities in facts[name]["cities"].items()
        for city in cities
    ]
    assert len(cities) == len(set(cities)) > 250
    assert {state for _, state in cities} == set(facts["states"])
