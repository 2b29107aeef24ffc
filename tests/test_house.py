"""The rules of the house: imports, public names, docstrings that run, and what may be in the repository."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import io
import pkgutil
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import offersheet
import offersheet.model
import pytest
from offersheet.worksheet import catalogue

ROOT = Path(__file__).parents[1]
PACKAGE = Path(offersheet.__file__).parent

RUNS_ELSEWHERE = {"offersheet.__main__", "offersheet.hosts.libreoffice.calc"}
"""What runs on import, and what needs LibreOffice's own Python."""

MODULES = sorted(
    {"offersheet", *(module.name for module in pkgutil.walk_packages([str(PACKAGE)], "offersheet."))}
    - RUNS_ELSEWHERE
)

each_module = pytest.mark.parametrize("name", MODULES)
each_source = pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)


def imported_names(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each module from which a source file imports, and the name that it takes, or nothing."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)


# ---------------------------------------------------------------- docstrings


def assert_runs(test: doctest.DocTest) -> None:
    said = io.StringIO()
    doctest.DocTestRunner(verbose=False).run(test, out=said.write)
    assert not said.getvalue(), said.getvalue()


@each_module
def test_the_examples_of_a_module_run(name):
    for test in doctest.DocTestFinder().find(importlib.import_module(name)):
        assert_runs(test)


@pytest.mark.parametrize("function", catalogue.functions().values(), ids=catalogue.functions())
def test_the_example_of_a_worksheet_function_runs(function):
    """A decorated function is not of its module any more, so ``doctest`` does not find it by itself."""
    names = vars(inspect.getmodule(function.body))
    test = doctest.DocTestParser().get_doctest(function.documentation, names, function.name, None, None)
    assert test.examples
    assert_runs(test)


# ---------------------------------------------------------------- public names


@each_module
def test_all_names_what_is_there(name):
    module = importlib.import_module(name)
    public = getattr(module, "__all__", [])
    assert len(public) == len(set(public))
    assert [one for one in public if not hasattr(module, one)] == []


@each_source
def test_what_a_module_takes_from_another_is_public_there(path):
    for module_name, name in imported_names(path):
        if module_name in MODULES and f"{module_name}.{name}" not in MODULES:
            public = getattr(importlib.import_module(module_name), "__all__", None)
            assert public is None or name in public, f"{module_name}.{name}"


def test_python_has_every_worksheet_function_in_lower_case():
    for name, function in catalogue.functions().items():
        assert getattr(offersheet, name.lower()) is function.python
        assert name.lower() in dir(offersheet)


def test_python_has_no_other_names():
    for name in ("EQUITY_PV", "equity_pvv", "_private"):
        with pytest.raises(AttributeError, match=name):
            getattr(offersheet, name)


# ---------------------------------------------------------------- imports


def test_imports_go_one_way():
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_import_goes_in_a_circle():
    """Imports inside functions count; those for type checkers alone do not."""
    graph = grimp.build_graph("offersheet", exclude_type_checking_imports=True)
    modules = graph.modules
    assert len(modules) >= len(MODULES)
    TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in modules}).prepare()


def test_the_list_of_modules_that_declare_functions_is_complete():
    """Every module of the model is imported, so whatever declares a function has declared it."""
    for name in MODULES:
        if name.startswith("offersheet.model."):
            importlib.import_module(name)
    everything = catalogue.functions.__wrapped__()  # not as remembered from before
    assert {function.body.__module__ for function in everything.values()} == set(
        offersheet.model.FUNCTION_MODULES
    )
    assert everything.keys() == catalogue.functions().keys()


@each_source
def test_nothing_of_xlwings_with_another_licence_is_imported(path):
    other_licence = re.compile(r"xlwings\.(pro|server)\b")
    assert [names for names in imported_names(path) if other_licence.match(".".join(names))] == []


HEAVY = {
    "distributed", "numpy", "numpy_financial", "openpyxl", "pandas", "pyarrow", "python_calamine", "rich", "scipy",
    "typer", "xlwings",
}  # fmt: skip


def loaded_after(statements: str) -> set[str]:
    script = f"import sys\n{statements}\nprint(*sys.modules, file=sys.stderr)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(run.stderr.split())


def test_a_function_is_found_without_what_it_does_not_need():
    loaded = loaded_after("import offersheet.worksheet.call as door; door.call('EQUITY_PV', [400000])")
    assert "offersheet.model.equity" in loaded
    assert not {"offersheet.model.offer", "offersheet.model.tax.household"} & loaded


def test_importing_the_package_is_cheap():
    assert HEAVY & loaded_after("import offersheet") == set()


def test_help_is_cheap():
    asking = "sys.argv = ['offersheet', '--help']\ntry: main()\nexcept SystemExit: pass"
    assert HEAVY & loaded_after(f"from offersheet.cli import main\n{asking}") <= {"typer"}


# ---------------------------------------------------------------- the repository

ALLOWED_AT_THE_TOP = {
    "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md", "addin", "templates", "samples", "tests",
}  # fmt: skip


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """Name the files that are in git, as far as they are still there."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in run.stdout.split("\0") if name and (ROOT / name).exists()]


def test_the_top_level_holds_what_belongs_there(tracked):
    top = {name.split("/")[0] for name in tracked}
    assert {name for name in top if not name.startswith(".")} - ALLOWED_AT_THE_TOP == set()


def test_nothing_made_on_one_machine_is_tracked(tracked):
    made_here = re.compile(r"(^|/)(uv\.lock|\.venv|__pycache__|\.DS_Store|dist|.*\.pyc|\.~lock\..*)(/|$)")
    assert [name for name in tracked if made_here.search(name)] == []


REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "index-" + "url")
PATHS_OF_A_MACHINE = re.compile(rb"(?<![\w.])/(?:home|root|work|Users)/\w")


def contents(path: Path) -> Iterator[bytes]:
    """Yield what a file holds; of a workbook or another zip, what each of its parts holds."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(part) for part in archive.namelist())
    else:
        yield path.read_bytes()


def test_no_file_names_a_registry_or_a_path_of_a_machine(tracked):
    found = [
        name
        for name in tracked
        for content in contents(ROOT / name)
        if PATHS_OF_A_MACHINE.search(content) or any(host.encode() in content for host in REGISTRIES)
    ]
    assert found == []
