"""What a type checker knows of the package is what the declarations say; ``tests/typing`` holds it to calls."""

from __future__ import annotations

import ast
from pathlib import Path

import offersheet
import pytest
from offersheet.worksheet import catalogue
from offersheet.worksheet.stub import stub

STUB = Path(offersheet.__file__).with_suffix(".pyi")
REBUILD = "uv run python -m offersheet.worksheet.stub addin/offersheet/__init__.pyi"


def test_the_committed_stub_is_not_stale():
    if STUB.read_text("utf-8") != stub():
        pytest.fail(f"addin/offersheet/__init__.pyi is stale; write it anew with: {REBUILD}", pytrace=False)


@pytest.fixture(scope="module")
def signatures() -> dict[str, list[ast.FunctionDef]]:
    found: dict[str, list[ast.FunctionDef]] = {}
    for node in ast.parse(stub()).body:
        if isinstance(node, ast.FunctionDef):
            found.setdefault(node.name, []).append(node)
    return found


def test_it_has_every_function_and_no_other(signatures):
    assert set(signatures) == set(map(str.lower, catalogue.functions()))


@pytest.mark.parametrize("function", catalogue.functions().values(), ids=catalogue.functions())
def test_arguments_and_defaults_are_those_of_the_function(function, signatures):
    for signature in signatures[function.name.lower()]:
        arguments = signature.args
        rest = [arguments.vararg] if arguments.vararg else []
        assert [one.arg for one in (*arguments.args, *rest)] == [one.name for one in function.parameters]
        defaults = [ast.literal_eval(default) for default in arguments.defaults]
        assert defaults == [one.default for one in function.parameters if not (one.required or one.variadic)]


def test_nothing_is_of_any_type():
    assert "Any" not in {node.id for node in ast.walk(ast.parse(stub())) if isinstance(node, ast.Name)}
