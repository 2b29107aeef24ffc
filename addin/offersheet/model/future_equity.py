"""Equity in many futures: what each kind of it pays, draw by draw, today.

Everything comes in two rows, before tax and after. Prices are multiples of the expected price on their date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from offersheet.model.assumptions import Assumptions
from offersheet.model.grants import SPARE_MONTHS
from offersheet.model.joint_prices import motion_between
from offersheet.model.offer import Offer
from offersheet.model.startup import common_price
from offersheet.model.vesting import force_of

__all__ = ["Course", "Exit", "Liquidity", "Options", "Part", "Shares", "Vests"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Course:
    """The course of one share price, of its event and of one's staying, in a block of draws."""

    years: Floats
    """The dates on which the price is read."""
    motion: Floats
    """Its Brownian motion, by date and draw."""
    prices: Floats
    """As multiples of what is expected, by date and draw."""
    event: Floats
    """By draw; the event comes where this is below its probability. Any numbers where none is waited for."""
    between: Floats
    """Normal variables for the price on the day of the event, by draw."""
    left: Floats | None
    """After how many months one leaves, by draw; none where nobody does."""

    def on(self, months: Floats) -> Floats:
        """Return the prices on some of the dates."""
        return self.prices if months.size == self.years.size else self.prices[self.rows(months)]

    def rows(self, months: Floats) -> NDArray[np.intp]:
        """Return the places of some of the dates."""
        return np.searchsorted(self.years, months / 12)

    def still_there(self, months: Floats) -> Floats | NDArray[np.bool_]:
        """Say, by month and draw, who is still there."""
        if self.left is None:
            return np.ones((months.size, 1))
        return np.asarray(self.left >= months[:, None])


@dataclass(frozen=True, eq=False)
class Vests:
    """What vests in which month, and what it is worth today at its expected price."""

    months: Floats
    worth: Floats
    keeps: Floats | float
    """The share that tax leaves of each."""
    granted: float = 0.0
    """The year in which it was granted: its value then is known, and moves with the price from then on."""

    @property
    def both(self) -> Floats:
        """What it is worth before tax and after."""
        return np.stack([self.worth, self.worth * self.keeps])


class Part(Protocol):
    """Equity of one kind."""

    @property
    def months(self) -> Floats:
        """When its price is read."""

    def swayed(self, years: Floats) -> Floats:
        """Return by about how much a step of the price to each date moves it."""

    def draw(self, course: Course) -> Floats:
        """Return what it pays."""


def _after(years: Floats, months: Floats, worth: Floats, granted: float = 0.0) -> Floats:
    """Return what is worth something from each date's step on."""
    due = worth @ (months[:, None] / 12 >= years)
    return np.asarray(np.where(years > granted, due, 0.0))


@dataclass(frozen=True, eq=False)
class Shares:
    """Shares that pay as they vest: of one grant or several."""

    grants: Sequence[Vests]
    chance: float = 1.0
    """Of the event without which they pay nothing; ``worth`` is if it comes."""
    _rooms: dict[int, Floats] = field(default_factory=dict)

    @property
    def months(self) -> Floats:
        """When they vest, and when they were granted."""
        granted = {12 * grant.granted for grant in self.grants if grant.granted}
        return np.unique(np.concatenate([*(grant.months for grant in self.grants), list(granted)]))

    def _room(self, draws: int) -> Floats:
        """Return the same memory for every block: asking for more each time takes longer than to compute."""
        if draws not in self._rooms:
            self._rooms[draws] = np.empty((len(self.grants), 2, draws))
        return self._rooms[draws]

    def swayed(self, years: Floats) -> Floats:
        """Return by about how much a step of the price to each date moves them."""
        each = (_after(years, grant.months, grant.worth, grant.granted) for grant in self.grants)
        return np.asarray(self.chance * sum(each))

    def draw(self, course: Course) -> Floats:
        """Return what they pay."""
        weights = np.zeros((len(self.grants), 2, course.years.size))
        for weight, grant in zip(weights, self.grants, strict=True):
            weight[:, course.rows(grant.months)] = grant.both
        prices = course.prices
        if course.left is not None:
            prices = prices * course.still_there(12 * course.years)
        each = self._room(prices.shape[1])
        np.matmul(weights.reshape(-1, course.years.size), prices, out=each.reshape(-1, prices.shape[1]))
        for paid, grant in zip(each, self.grants, strict=True):
            if grant.granted:
                paid /= course.prices[course.rows(np.array([12 * grant.granted]))]
        paid = each.sum(axis=0)
        return np.asarray(paid if self.chance == 1.0 else paid * (course.event < self.chance))


@dataclass(frozen=True, eq=False)
class Options:
    """Options, exercised and sold as they vest."""

    vests: Vests
    """At the expected price of their shares."""
    cost: Floats
    """Of exercising each, today."""

    @property
    def months(self) -> Floats:
        """When they vest."""
        return self.vests.months

    def swayed(self, years: Floats) -> Floats:
        """Return by about how much a step of the price to each date moves them."""
        return _after(years, self.months, self.vests.worth)

    def draw(self, course: Course) -> Floats:
        """Return what they pay."""
        paid = course.on(self.months) * self.vests.worth[:, None]
        paid -= self.cost[:, None]
        np.maximum(paid, 0.0, out=paid)
        if course.left is not None:
            paid *= course.still_there(self.months)
        return np.stack([np.ones(self.months.size), self.vests.keeps]) @ paid


@dataclass(frozen=True, eq=False)
class Liquidity:
    """Shares that need time and an event: each vest pays at the later of the two."""

    vests: Vests
    """As if each paid when it vests."""
    force: float
    """By which a share is expected to gain on discounting, in a year."""
    volatility: float
    chance: float
    window: float
    """Years within which the event comes, equally likely at any time."""

    @property
    def months(self) -> Floats:
        """When they vest, and the end of the window."""
        return np.union1d(self.vests.months, [12 * self.window])

    def swayed(self, years: Floats) -> Floats:
        """Return by about how much a step of the price to each date moves them."""
        later = np.maximum(self.vests.months, 6 * self.window)
        return self.chance * _after(years, later, self.vests.worth)

    def draw(self, course: Course) -> Floats:
        """Return what they pay."""
        comes = course.event < self.chance
        when = np.where(comes, self.window * course.event / (self.chance or 1.0), 0.0)
        price = np.exp(self.force * when) * self._price_at(course, when)
        years = self.vests.months[:, None] / 12
        waiting = years <= when
        at_once = self.vests.worth * np.exp(-self.force * years[:, 0])
        paid = np.where(waiting, at_once[:, None] * price, self._on_their_day(course))
        paid = paid * course.still_there(self.vests.months) * comes
        return np.asarray(np.stack([np.ones(self.vests.months.size), self.vests.keeps]) @ paid)

    def _on_their_day(self, course: Course) -> Floats:
        return self.vests.worth[:, None] * course.on(self.vests.months)

    def _price_at(self, course: Course, when: Floats) -> Floats:
        """Return the price on the day of the event as a multiple of what is expected then."""
        motion = motion_between(course.years, course.motion, when, course.between)
        return np.asarray(np.exp(self.volatility * motion - self.volatility**2 * when / 2))


@dataclass(frozen=True, eq=False)
class Exit:
    """A startup's shares: what has vested by the exit is worth what that leaves for common."""

    offer: Offer
    assumptions: Assumptions
    keeps: float

    @property
    def months(self) -> Floats:
        """The day of the exit."""
        return np.array([12 * self.offer.exit_years])

    def swayed(self, years: Floats) -> Floats:
        """Return by about how much a step of the price to each date moves them."""
        return np.asarray(np.where(years <= self.offer.exit_years, 1.0, 0.0))

    def draw(self, course: Course) -> Floats:
        """Return what they pay."""
        offer = self.offer
        exit_value = (offer.exit_value or 0.0) * course.on(self.months)[0]
        price = common_price(
            exit_value,
            offer.fully_diluted or np.inf,
            offer.preferences,
            offer.future_dilution,
            offer.preferred_shares,
        )
        each = np.maximum(price - (offer.strike or 0.0), 0.0)
        today = np.exp(force_of(0.0, self.assumptions.discount_rate) * offer.exit_years)
        paid = (offer.shares or 0.0) * self._vested(course.left) * each * today
        paid = paid * (course.event < offer.exit_probability)
        return np.stack([paid, paid * self.keeps])

    def _vested(self, left: Floats | None) -> Floats:
        """Return which part of the grant has vested by the exit, within the horizon, and by leaving."""
        months, fractions = self.offer.vesting.as_arrays()
        by = 12 * min(self.offer.exit_years, self.assumptions.horizon_years) + SPARE_MONTHS
        vested = np.concatenate(([0.0], np.cumsum(np.where(months <= by, fractions, 0.0))))
        return np.asarray(vested[-1] if left is None else vested[np.searchsorted(months, left, side="right")])
