"""What is filled in about an offer: each thing declared once, as a field of a dataclass.

The declarations feed the readers of offer files, the rows and names of the workbook, the help and
the documentation.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, get_args

from offersheet.errors import InvalidInput, OutOfDomain
from offersheet.worksheet.kinds import Entry, Kind, spell

__all__ = ["Field", "Group", "check_fields", "field", "fields_of", "read_fields"]

Group: TypeAlias = Literal[
    "essentials",
    "cash",
    "benefits",
    "time",
    "vesting",
    "startup",
    "held",
    "context",
    "comparison",
    "tax",
    "scenario",
]
"""In the order in which they are shown."""


@dataclass(frozen=True)
class Field(Entry):
    """One thing that is known about an offer or assumed for all of them."""

    label: str
    group: Group


def field(
    kind: Kind, label: str, about: str, *, group: Group, default: Any = None, required: bool = False
) -> Any:
    """Declare a field of a dataclass; an optional one without a default may stay blank."""
    if default is not None:
        default = kind.as_default(default)
    metadata = {"kind": kind, "label": label, "help": about, "group": group, "default": default}
    if required:
        return dataclasses.field(metadata=metadata)
    return dataclasses.field(default=default, metadata=metadata)


@cache
def fields_of(declaration: type) -> tuple[Field, ...]:
    """Return the declared fields of a dataclass in the order in which they are shown."""
    declared = (
        Field(name=item.name, required=item.default is dataclasses.MISSING, **item.metadata)
        for item in dataclasses.fields(declaration)
        if item.metadata
    )
    return tuple(sorted(declared, key=lambda field: get_args(Group).index(field.group)))


def read_fields(
    declaration: type, cells: Mapping[str, Any], *, only_given: bool = False
) -> Iterator[tuple[str, Any]]:
    """Read raw cells by field name: blanks become defaults or are passed over, unknown names refused."""
    known = {field.name: field for field in fields_of(declaration)}
    for name in cells:
        if name not in known:
            raise InvalidInput(f"there is no field {spell(name)}")
    for name, field in known.items():
        cell = cells.get(name)
        if not (only_given and cell is None):
            yield name, field.read_cell(cell)


def check_fields(instance: Any) -> None:
    """Raise where a field has a value that its kind does not allow."""
    declaration: type = type(instance)
    for field in fields_of(declaration):
        value = getattr(instance, field.name)
        problem = None if value is None else field.kind.problem(value)
        if problem is not None:
            raise OutOfDomain(f"{field.name} {problem}")
