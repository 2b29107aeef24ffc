"""The command ``offersheet``: which commands there are, and how it ends when something goes wrong."""

from __future__ import annotations

import os
import sys
from typing import Annotated, NoReturn

import typer

from offersheet import __version__
from offersheet.commands import addin, call, check, comps, functions, new, recalc, value
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
# What begins with a minus is a number there.
app.command(context_settings={"ignore_unknown_options": True})(call.call)
app.command()(comps.comps)
app.command()(functions.functions)
app.command()(recalc.recalc)
app.command()(check.check)
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
    """Read a job offer: what its pay and equity are worth."""


def main() -> None:
    """Run the command; what goes wrong is said in one line."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a character the terminal lacks
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except OfferSheetError as error:
        _fail(str(error))
    except BrokenPipeError:
        # Whoever read the output has enough, as in `offersheet functions | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _fail(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error))


def _fail(reason: str) -> NoReturn:
    print(f"offersheet: {reason}", file=sys.stderr)
    sys.exit(UNUSABLE)
