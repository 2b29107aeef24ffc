"""``offersheet call``: one call typed by a person, or one after another over a pipe."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from offersheet.commands.output import aligned, encoded, exact, readable, tabbed
from offersheet.errors import CellError, InvalidInput
from offersheet.worksheet.spelling import printable

if TYPE_CHECKING:
    from json import JSONDecoder

    from offersheet.worksheet.call import Answer

__all__ = ["call"]


def call(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A function, or a whole formula: '=VESTED(360000, 18)'.")
    ] = "",
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ARG", help="Values as typed into a cell: -0.2, 15%, TRUE, '{1,2;3,4}'; '' for none."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
    batch: Annotated[
        bool, typer.Option("--batch", help="Answer calls from standard input, in JSON, line by line.")
    ] = False,
) -> None:
    """Compute a worksheet function.

    offersheet call EQUITY_PV 400000 -0.2

    offersheet call '=EQUITY_PV(EQUITY_FOR_CASH(30000), 15%)'

    With --batch, each line such as {"function": "EQUITY_PV", "args": [400000, null, 0.12]} is
    answered at once by {"value": ...} or {"error": "#NUM!", "why": "..."}.

    Exits with 1 where the answer is or holds an error, with 2 where the call cannot be read.
    """
    if batch:
        if name:
            raise InvalidInput("--batch reads its calls from standard input and takes no function")
        _answer_lines()
    elif name:
        _show(_compute(name, arguments or []), as_json)
    else:
        raise InvalidInput("name a function, as in: offersheet call EQUITY_PV 400000")


def _compute(name: str, arguments: list[str]) -> Answer:
    from offersheet.worksheet import catalogue
    from offersheet.worksheet.call import call
    from offersheet.worksheet.formula import evaluate_formula

    if "(" in name or name.startswith("="):
        if arguments:
            raise InvalidInput("a formula holds its arguments itself; put it between single quotes")
        return evaluate_formula(name)
    function = catalogue.find(name)
    return call(function.name, [_cell(text, place) for place, text in enumerate(arguments, start=1)])


def _cell(text: str, place: int) -> Any:
    from offersheet.worksheet.formula import parse_literal

    if text.startswith("--"):
        raise InvalidInput(f"there is no option {text}")
    if text[:1].isalpha() and text.upper() not in ("TRUE", "FALSE"):
        return text  # the shell has taken the quotes away
    try:
        return parse_literal(text)
    except InvalidInput as error:
        raise InvalidInput(f"argument {place}, {text[:30]}: {error}") from error


def _show(answer: Answer, as_json: bool) -> None:
    if as_json:
        print(encoded(answer))
    elif isinstance(answer.value, CellError):
        print(f"{answer.value}: {answer.why}", file=sys.stderr)
    elif isinstance(answer.value, list):
        print(aligned(answer.value) if sys.stdout.isatty() else tabbed(answer.value))
        if answer.why:
            print(answer.why, file=sys.stderr)
    else:
        print(readable(answer.value) if sys.stdout.isatty() else exact(answer.value))
    if answer.why:
        raise typer.Exit(1)


def _answer_lines() -> None:
    """Answer each line as soon as it is there: the other side may wait for it."""
    from offersheet.worksheet.call import Answer

    answers = sys.stdout.buffer
    for line in sys.stdin.buffer:
        if line.isspace():
            continue
        try:
            answer = _answer(line)
        except Exception as error:  # whatever is wrong with a line, the lines after it are answered
            answer = Answer(CellError.VALUE, printable(f"this line is no call: {error}"))
        answers.write(encoded(answer).encode() + b"\n")
        answers.flush()


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


@cache
def _decoder() -> JSONDecoder:
    """Return the one reader of JSON; whoever only asks for help does not wait for its library."""
    from json import JSONDecoder

    return JSONDecoder(parse_constant=_no_number)


def _answer(line: bytes) -> Answer:
    from offersheet.worksheet.call import call

    try:
        request = _decoder().decode(line.decode("utf-8-sig"))
    except ValueError as error:
        raise InvalidInput(f"not JSON, {error}") from error
    match request:
        case {"function": str(name), "args": list(cells), **others} if not others:
            return call(name, _with_errors(cells) if b'"#' in line else cells)
    raise InvalidInput('expected {"function": NAME, "args": [VALUE, ...]} and nothing else')


_ERRORS = {str(error): error for error in CellError}


def _with_errors(cell: Any) -> Any:
    """Take the text of an error for the error, so that answers can be arguments again."""
    if isinstance(cell, list):
        return [_with_errors(element) for element in cell]
    return _ERRORS.get(cell, cell) if isinstance(cell, str) else cell
