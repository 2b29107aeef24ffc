"""The declaration of a worksheet function: its signature and docstring, read once, are all there is.

``@worksheet_function`` turns a Python function into a :class:`WorksheetFunction` in the catalogue and
leaves behind a function for Python that checks its arguments and raises. The parameters of the
signature carry ``Annotated[type, kind, help]``; a ``Literal`` type is its own kind.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Annotated, Any, Literal, ParamSpec, TypeVar, get_args, get_origin

from offersheet.worksheet import catalogue
from offersheet.worksheet.catalogue import Category
from offersheet.worksheet.evaluate import evaluate
from offersheet.worksheet.kinds import Choice, Entry, Kind, spell
from offersheet.worksheet.shapes import Shape, Table, Words

__all__ = ["Example", "Parameter", "Rule", "WorksheetFunction", "worksheet_function"]

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True)
class Example:
    """A worked value: the arguments as typed into a cell, and what the cell then shows."""

    arguments: str
    value: float | str | tuple[tuple[float | str, ...], ...]
    """A number or a text; for a row, column or table its rows, without the header."""
    tolerance: float = 5e-7
    source: str = ""


@dataclass(frozen=True)
class Parameter(Entry):
    """One argument of a worksheet function."""

    variadic: bool = False
    """Whether it takes all arguments from its place on, as many as are given."""

    def read_python(self, value: Any) -> Any:
        """Read what Python hands over for it: one value, an array, or all values of a variadic one."""
        if self.variadic:
            return self.kind.read_python_rest(self, value)
        return self.blank() if value is None else self.kind.read_python(self, value)

    @property
    def spelled(self) -> str:
        """The argument as a signature shows it: ``[growth]=0``."""
        if self.variadic:
            return f"{self.name}, ..."
        if self.required:
            return self.name
        return f"[{self.name}]" + ("" if self.default is None else f"={spell(self.default)}")

    @property
    def described(self) -> str:
        """What a function wizard says of the argument: its help, the words that it takes, its default."""
        words = f" Takes {self.kind.domain}." if any(isinstance(one, str) for one in self.kind.listed) else ""
        default = "" if self.default in (None, "") else f" Default {spell(self.default)}."
        if len(self.help) + len(words) + len(default) > LONGEST_HELP:
            words = (
                f" Takes one of {len(self.kind.listed)} words; one that is none is answered by all of them."
            )
        return f"{self.help}{words}{default}"


LONGEST_HELP = 255
"""Characters that a function wizard shows of an argument."""


@dataclass(frozen=True)
class Rule:
    """A condition on several arguments together."""

    arguments: tuple[str, ...]
    faulty: Callable[..., Any]
    """Takes those arguments, numbers or arrays, and says where they are impossible."""
    problem: str
    """A sentence with the arguments' names in braces."""


@dataclass(frozen=True)
class WorksheetFunction:
    """A function that can be typed into a cell, as every host needs to know it."""

    name: str
    category: Category
    parameters: tuple[Parameter, ...]
    shape: Shape
    body: Callable[..., Any]
    """Computes, and takes for granted that its arguments are possible."""
    python: Callable[..., Any]
    """The same for Python: checks its arguments and raises."""
    documentation: str
    examples: tuple[Example, ...]
    rules: tuple[Rule, ...]

    @cached_property
    def summary(self) -> str:
        """What the function does: the first sentence of its docstring, as plain text."""
        return " ".join(self.documentation.split("\n\n")[0].replace("``", "").split())

    @cached_property
    def signature(self) -> str:
        """The call as documentation shows it: ``EQUITY_PV(grant_value, [growth]=0, ...)``."""
        return f"{self.name}({', '.join(parameter.spelled for parameter in self.parameters)})"

    @cached_property
    def variadic(self) -> bool:
        """Whether the last argument takes as many as are given; then no other takes a range."""
        return self.parameters[-1].variadic

    @cached_property
    def fewest(self) -> int:
        """How many arguments are required."""
        return sum(parameter.required for parameter in self.parameters)

    @cached_property
    def defaults(self) -> tuple[Any, ...]:
        """What each parameter is where it is left out."""
        return tuple(parameter.default for parameter in self.parameters)

    def spread(self, values: Sequence[Any]) -> Sequence[Any]:
        """Return the values, one for each parameter, as the body takes them."""
        return (*values[:-1], *values[-1]) if self.variadic else values

    @cached_property
    def rule_positions(self) -> tuple[tuple[Rule, tuple[int, ...]], ...]:
        """Each rule with the positions of its arguments."""
        names = [parameter.name for parameter in self.parameters]
        return tuple((rule, tuple(map(names.index, rule.arguments))) for rule in self.rules)


def worksheet_function(
    *, category: Category, examples: tuple[Example, ...], rules: tuple[Rule, ...] = ()
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare the decorated function as a worksheet function under its name in capitals."""

    def decorate(body: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(body, eval_str=True)

        function: WorksheetFunction

        @wraps(body)
        def checked(*args: P.args, **kwargs: P.kwargs) -> R:
            given: Sequence[Any] = args
            if kwargs or function.variadic or not function.fewest <= len(args) <= len(function.parameters):
                bound = signature.bind(*args, **kwargs)
                bound.apply_defaults()
                given = [bound.arguments[parameter.name] for parameter in function.parameters]
            values = [one.read_python(value) for one, value in zip(function.parameters, given, strict=False)]
            values += function.defaults[len(given) :]
            answer, faults = evaluate(function, values)
            if faults is not None:
                raise faults.first
            return typing.cast(R, answer)

        function = WorksheetFunction(
            name=body.__name__.upper(),
            category=category,
            parameters=tuple(map(_parameter, signature.parameters.values())),
            shape=_shape(signature.return_annotation),
            body=body,
            python=checked,
            documentation=inspect.cleandoc(body.__doc__ or ""),
            examples=examples,
            rules=rules,
        )
        catalogue.add(function)
        return checked

    return decorate


def _parameter(parameter: inspect.Parameter) -> Parameter:
    required = parameter.default is inspect.Parameter.empty
    annotated, *metadata = get_args(parameter.annotation)
    if get_origin(parameter.annotation) is not Annotated:  # pragma: no cover - a slip of the programmer
        raise TypeError(f"{parameter.name} needs Annotated[type, kind, help]")
    kind: Kind
    if get_origin(annotated) is Literal:
        kind, (help_text,) = Choice(get_args(annotated)), metadata
    else:
        kind, help_text = metadata
    if not isinstance(kind, Kind):  # pragma: no cover - likewise
        raise TypeError(f"{parameter.name} has no kind")
    default = None if required else parameter.default
    if default is not None:
        default = kind.as_default(default)
    variadic = parameter.kind is inspect.Parameter.VAR_POSITIONAL
    return Parameter(parameter.name, kind, help_text, default, required, variadic)


def _shape(annotation: Any) -> Shape:
    if get_origin(annotation) is Table:
        return Shape.TABLE
    if annotation in (str, Words):
        return Shape.TEXT
    metadata = get_args(annotation)[1:] if get_origin(annotation) is Annotated else ()
    return next((item for item in metadata if isinstance(item, Shape)), Shape.NUMBER)
