"""From a function's formula and its declaration to a LAMBDA, as a file spells it.

The declaration says which arguments may be left out, what they default to and may be, and which error it is
otherwise. A LAMBDA takes single values, and a schedule or pay data as a range.

In a file, every function that came after 2007 has a prefix, and so has every name that LAMBDA and LET bring
along: ``_xlop.`` where an argument is declared that may be left out, ``_xlpm.`` wherever else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from offersheet.facts.article import metros
from offersheet.hosts.lambdas.bodies import BODIES, ROUND_NAMES, RULES
from offersheet.model.tax.federal import limit
from offersheet.model.tax.jurisdictions import DEFAULT_YEAR, TAX_YEARS
from offersheet.worksheet import catalogue
from offersheet.worksheet.call import call
from offersheet.worksheet.declare import Parameter, WorksheetFunction
from offersheet.worksheet.kinds import Choice, Flag, Number, Schedule, Series, spell

__all__ = ["lambdas"]

_NEW = ("ISOMITTED", "LAMBDA", "LET", "SEQUENCE")
_WORD = re.compile(
    r'"[^"]*"|#[A-Z/0!?]+|\{(?P<braced>[a-z_0-9]+)\}|(?P<word>[A-Za-z_][A-Za-z_0-9.]*)(?P<call>\(?)'
)


def lambdas() -> dict[str, str]:
    """Return the formula of each function that is a LAMBDA, by the function's name."""
    functions = catalogue.functions()
    return {name: _lambda(function) for name, function in functions.items() if name in BODIES}


def _lambda(function: WorksheetFunction) -> str:
    """Write the whole formula: what is left out filled in, what is impossible refused, the answer."""
    if function.variadic:
        return _of_rounds(function)
    parameters = function.parameters
    *steps, answer = [line for line in BODIES[function.name].splitlines() if line]
    formula = _let([line.split(" = ", 1) for line in steps], answer)
    possible = [test for each in parameters for test in _possible(each)]
    possible += [RULES[rule.arguments] for rule in function.rules]
    if possible:
        formula = f"IF(AND({','.join(possible)}),{formula},#NUM!)"
    if known := [_known(each) for each in parameters if each.kind.looked_up]:
        formula = f"IF(AND({','.join(known)}),{formula},#N/A)"
    right = [test for each in parameters for test in _right_type(each)]
    errors = [text for each in parameters for text in _errors(each)]
    formula = f"IF(AND({','.join(right)}),{formula},SUM({','.join(errors) or 0})+#VALUE!)"
    filled = [step for each in parameters for step in _filled(each)]
    own = {each.name for each in parameters}
    names = {name: f"{name}_" for name, _ in filled if name in own}
    declared = [("_xlpm." if each.required else "_xlop.") + each.name for each in parameters]
    return f"_xlfn.LAMBDA({','.join(declared)},{_prefixed(_let(filled, formula), names)})"


def _of_rounds(function: WorksheetFunction) -> str:
    """Write the one function that takes any number of arguments, as a LAMBDA takes a few."""
    zero = [(name, f"IF(ISOMITTED({{{name}}}),0,{{{name}}})") for name in ROUND_NAMES[1:]]
    names = {name: f"{name}_" for name, _ in zero}
    each = ",".join(ROUND_NAMES)
    body = BODIES[function.name].replace("{", "").replace("}", "")
    formula = f"IF(AND(MIN({each})>=0,MAX({each})<=1),{body},#NUM!)"
    whole = f"IF(COUNT({each})=COUNTA({each}),{formula},SUM({each})+#VALUE!)"
    declared = [("_xlop." if name in names else "_xlpm.") + name for name in ROUND_NAMES]
    return f"_xlfn.LAMBDA({','.join(declared)},{_prefixed(_let(zero, whole), names)})"


def _let(steps: Sequence[Sequence[str]], answer: str) -> str:
    return f"LET({','.join(part for step in steps for part in step)},{answer})" if steps else answer


def _prefixed(formula: str, filled: Mapping[str, str]) -> str:
    """Spell the names of a formula as a file does; arguments that are filled in have names of their own."""

    def spelled(match: re.Match[str]) -> str:
        if braced := match["braced"]:
            return _LISTS[braced]() if braced in _LISTS else f"_xlpm.{braced}"
        word = match["word"]
        if word is None or word in ("TRUE", "FALSE"):
            return match[0]
        if match["call"]:
            return f"_xlfn.{match[0]}" if word in _NEW else match[0]
        return f"_xlpm.{filled.get(word, word)}"

    return _WORD.sub(spelled, formula)


def _filled(parameter: Parameter) -> Iterator[tuple[str, str]]:
    """Yield the step that fills an argument in, where there is one to take or a word to recognise."""
    name, kind = parameter.name, parameter.kind
    if isinstance(kind, Schedule):
        yield "scheduled", f"IF(ISOMITTED({{{name}}}),FALSE,COUNTA({{{name}}})>0)"
    elif not isinstance(kind, Series):
        given = f"{{{name}}}"
        if not parameter.required:
            default = '""' if parameter.default is None else spell(parameter.default)
            given = f"IF(ISOMITTED({given}),{default},IF(ISBLANK({given}),{default},{given}))"
        if isinstance(kind, Choice):
            yield f"{name}_word", given
            words, codes = zip(*_words(kind), strict=True)
            found = f'IFERROR(INDEX({_listed(codes)},MATCH(TRIM({name}_word),{_listed(words)},0)),"")'
            yield name, f"IF(ISTEXT({name}_word),{found},0)"
        elif not parameter.required:
            yield name, given


def _words(kind: Choice) -> Iterator[tuple[str, str]]:
    yield from ((option, option) for option in kind.options)
    yield from kind.aliases


def _listed(values: Iterable[str | float]) -> str:
    return "{" + ";".join(map(spell, values)) + "}"


def _right_type(parameter: Parameter) -> Iterator[str]:
    """Yield what holds where an argument is of its type: else it is #VALUE!."""
    name, kind = parameter.name, parameter.kind
    if isinstance(kind, Schedule):
        yield f"IF(scheduled,{_RIGHT_SCHEDULE.format(f'{{{name}}}')},TRUE)"
    elif isinstance(kind, Series):
        yield f"SUM(IF(ISERROR({{{name}}}),1,0))=0"
        yield f"COUNT({{{name}}})>0"
    else:
        yield f"ROWS({name})*COLUMNS({name})=1"
        if isinstance(kind, Choice):
            yield f"ISTEXT({name})"
        elif isinstance(kind, Flag):
            yield f"OR(ISLOGICAL({name}),{name}=0,{name}=1)"
        else:
            number = f"ISNUMBER({name})"
            yield f'OR({name}="",{number})' if _may_be_blank(parameter) else number


_RIGHT_SCHEDULE = (
    "AND(MIN(ROWS({0}),COLUMNS({0}))=1,COUNT({0})=COUNTA({0}),"
    "ABS(SUM(INDEX({0},SEQUENCE(MAX(1,COUNT({0})))))-SUM({0}))<1/1000000000)"
)
"""One row or column, nothing but numbers, and no blank before the last."""


def _errors(parameter: Parameter) -> Iterator[str]:
    """Yield what adds up to the first error that was handed in, before it is #VALUE! for its type."""
    name = parameter.name
    if isinstance(parameter.kind, Number):
        yield name
    elif isinstance(parameter.kind, Series):
        yield f"{{{name}}}"
    elif isinstance(parameter.kind, Choice):
        yield f"IF(ISERROR({name}_word),{name}_word,0)"


def _known(parameter: Parameter) -> str:
    """Return what holds where what is looked up is there: else it is #N/A."""
    name, kind = parameter.name, parameter.kind
    return _among(name, kind) if isinstance(kind, Number) else f'{name}<>""'


def _among(name: str, kind: Number) -> str:
    return f"ISNUMBER(MATCH({name},{_listed(kind.choices)},0))"


def _possible(parameter: Parameter) -> Iterator[str]:
    """Yield what holds where a value of the right type is possible: else it is #NUM!."""
    name, kind = parameter.name, parameter.kind
    if isinstance(kind, Choice) and not kind.looked_up:
        yield f'{name}<>""'
    if isinstance(kind, Number):
        if kind.choices and not kind.looked_up:
            yield _among(name, kind)
        if math.isfinite(kind.low):
            least = f"{name}>{'' if kind.above_low else '='}{spell(kind.low)}"
            yield f'IF({name}="",TRUE,{least})' if _may_be_blank(parameter) else least
        if math.isfinite(kind.high):
            yield f"{name}<{'' if kind.below_high else '='}{spell(kind.high)}"
        if kind.whole:
            yield f"{name}=INT({name})"


def _may_be_blank(parameter: Parameter) -> bool:
    """Say whether a number may be left out without a default."""
    return isinstance(parameter.kind, Number) and parameter.default is None and not parameter.required


def _options(parameter: Parameter) -> tuple[str, ...]:
    return parameter.kind.options if isinstance(parameter.kind, Choice) else ()


def _bands() -> Iterator[tuple[str, Any]]:
    """Yield the figures of the market's table, each under the words that ask for it."""
    asked = (_options(each) for each in catalogue.find("MARKET_BAND").parameters)
    for words in product(*asked):
        yield "".join(words), call("MARKET_BAND", words).value


_LISTS = {
    "bands": lambda: _listed(value for _, value in _bands()),
    "band_names": lambda: _listed(name for name, _ in _bands()),
    "factors": lambda: _listed(metro.factor for metro in metros().values()),
    "metro_names": lambda: _listed(metros()),
    "tax_years": lambda: _listed(TAX_YEARS),
    "compensation_limits": lambda: _listed(limit("compensation_limit", year) for year in TAX_YEARS),
    "deferral_limits": lambda: _listed(limit("deferral_limit", year) for year in TAX_YEARS),
    "purchase_limit": lambda: spell(limit("purchase_limit", DEFAULT_YEAR)),
    "levers": lambda: _listed(_options(catalogue.find("ASK").parameters[0])),
}
"""Lists that formulas bring along."""
