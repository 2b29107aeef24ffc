"""The command ``offersheet``: which commands there are, and how it ends when something goes wrong."""

from __future__ import annotations

import os
import sys
from typing import Annotated, NoReturn

import typer

from offersheet import __version__
from offersheet.commands import addin, call, check, comps, functions, new, odds, recalc, upgrade, value
from offersheet.commands.output import encoded_failure
from offersheet.errors import OfferSheetError

__all__ = ["app", "main"]

UNUSABLE = 2
"""The exit code where nothing could be done: an unknown function, a file that cannot be read."""

# Without Rich's markup: its help costs 0.2 s, more than everything else together.
app = typer.Typer(
    name="offersheet",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(new.new)
# A second file is answered in words of its own.
app.command(context_settings={"allow_extra_args": True})(value.value)
app.command(context_settings={"allow_extra_args": True})(odds.odds)
# What begins with a minus is a number there.
app.command(context_settings={"ignore_unknown_options": True})(call.call)
app.command()(comps.comps)
app.command()(functions.functions)
app.command()(recalc.recalc)
app.command()(check.check)
app.command()(upgrade.upgrade)
app.add_typer(addin.app, name="addin")


def _version(asked: bool) -> None:
    if asked:
        print(f"offersheet {__version__}")
        raise typer.Exit


@app.callback()
def offersheet(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Read a job offer: what its pay and equity are worth.

    Exit codes: 0 where all went well; 1 where something was found, as an error in an answer or a change in a
    workbook; 2 where something could not be read or used. With --json, the last is one object on the standard
    output, too: {"schema": 1, "error": "..."}.
    """


def main() -> None:
    """Run the command; what goes wrong is said in one line."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a character the terminal lacks
    try:
        try:
            sys.exit(_run())
        finally:
            sys.stdout.flush()
    except OfferSheetError as error:
        _fail(str(error))
    except BrokenPipeError:
        # Whoever read the output has enough, as in `offersheet functions | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        if error.filename:
            _fail(f"{error.filename}: {error.strerror}")
        _end(error.strerror or str(error))  # the standard output itself cannot be written


def _run() -> int:
    """Run the command and return its exit code; beside JSON, wrong use is told as all errors are."""
    try:
        return int(app(standalone_mode=not _asked_for_json()) or 0)
    except Exception as error:
        # Typer keeps the class of such errors to itself.
        if isinstance(error, OfferSheetError | OSError) or not hasattr(error, "format_message"):
            raise
        _fail(error.format_message())


def _asked_for_json() -> bool:
    return "--json" in sys.argv[1:]


def _fail(reason: str) -> NoReturn:
    if _asked_for_json():
        print(encoded_failure(reason))
    _end(reason)


def _end(reason: str) -> NoReturn:
    print(f"offersheet: {reason}", file=sys.stderr)
    sys.exit(UNUSABLE)
