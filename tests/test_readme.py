"""The README's tables: every sheet and every command that there is, in their order, and no other."""

from __future__ import annotations

import re
from pathlib import Path

from offersheet.cli import app
from offersheet.hosts.lambdas import LEFT_OUT
from offersheet.workbook.sheets import declare_sheets
from typer.main import get_command

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def first_cells(head: str) -> list[str]:
    """Return the first cell of each line of the table whose first column is headed so."""
    _, _, table = README.partition(f"| {head} |")
    lines = table.partition("\n\n")[0].splitlines()[2:]
    return [line.split("|")[1].strip() for line in lines]


def test_the_table_of_sheets_names_each_in_tab_order():
    named = [name for cell in first_cells("sheet") for name in re.findall("`(.+?)`", cell)]
    assert named == [sheet.name for sheet in declare_sheets()]


def test_the_table_of_commands_names_each():
    named = [re.match(r"`offersheet (\w+)", cell)[1] for cell in first_cells("command")]
    assert {*named} == {*get_command(app).commands}


def test_the_table_of_functions_that_are_no_lambda_names_each():
    named = [name for cell in first_cells("function") for name in re.findall("`(.+?)`", cell)]
    assert sorted(named) == sorted(LEFT_OUT)
