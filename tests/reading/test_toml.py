"""TOML: what is left out has its default, and scenarios are tables."""

from __future__ import annotations

from offersheet.model.assumptions import HIGH, LOW, Assumptions
from offersheet.model.offer import Offer


def test_a_name_and_a_base_are_enough(read):
    found = read("offers.toml", '[[offers]]\nname = "Acme"\nbase = 150_000')
    assert found.offers == (Offer(name="Acme", base=150_000.0),)
    assert found.assumptions == Assumptions()


def test_what_a_scenario_leaves_out_keeps_its_default(read):
    found = read("offers.toml", '[scenarios.low]\ngrowth = -0.2\n[[offers]]\nname = "Acme"\nbase = 1')
    assert found.assumptions.low.growth == -0.2
    assert found.assumptions.low.raise_rate == LOW.raise_rate
    assert found.assumptions.high == HIGH


def test_windows_line_ends_and_a_byte_order_mark(read):
    text = '[[offers]]\r\nname = "Acme"\r\nbase = 1\r\n'
    assert read("offers.TOML", b"\xef\xbb\xbf" + text.encode()).offers[0].name == "Acme"


def test_words_in_any_case(read):
    text = '[[offers]]\nname = "Acme"\nbase = 1\ntier = "FAANG"\nstate = "ny"'
    assert (read("offers.toml", text).offers[0].tier, read("offers.toml", text).offers[0].state) == (
        "faang",
        "NY",
    )
