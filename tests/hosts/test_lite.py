"""xlwings Lite: what a workbook holds for it, and whether this package can be installed where it runs."""

from __future__ import annotations

import json
import tomllib
import zipfile
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

import openpyxl
import pytest
from offersheet import __version__
from offersheet.cli import app
from offersheet.worksheet import catalogue
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from typer.testing import CliRunner

ROOT = Path(__file__).parents[2]
RELATIONS = "http://schemas.microsoft.com/office/2011/relationships"
EXTENSION = "{http://schemas.microsoft.com/office/webextensions/webextension/2010/11}"


def new(out, *options):
    done = CliRunner().invoke(app, ["new", str(out), "--functions", "lite", *options])
    assert done.exit_code == 0, done.output
    return out


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    return new(tmp_path_factory.mktemp("lite") / "offers.xlsx")


def related(archive, owner, kind):
    """Return the part to which another is related in that way, as a reader of the package finds it."""
    listed = join(dirname(owner), "_rels", f"{owner.rpartition('/')[2]}.rels")
    [target] = (
        each.get("Target")
        for each in ElementTree.fromstring(archive.read(listed))
        if each.get("Type") == kind
    )
    return normpath(join(dirname(owner), target))


def types(archive):
    """Return the type of what each part holds, by its path."""
    listed = ElementTree.fromstring(archive.read("[Content_Types].xml"))
    return {each.get("PartName"): each.get("ContentType") for each in listed if each.get("PartName")}


def extension(path):
    """Find the extension of a workbook by the way that leads to it."""
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert len({*archive.namelist()}) == len(archive.namelist())
        panes = related(archive, "", f"{RELATIONS}/webextensiontaskpanes")
        part = related(archive, panes, f"{RELATIONS}/webextension")
        known = types(archive)
        assert known[f"/{panes}"] == "application/vnd.ms-office.webextensiontaskpanes+xml"
        assert known[f"/{part}"] == "application/vnd.ms-office.webextension+xml"
        assert "".join(ElementTree.fromstring(archive.read(panes)).itertext()) == ""
        return ElementTree.fromstring(archive.read(part))


def files(path):
    """Return the files that Lite shows, as it reads them."""
    properties = extension(path).iter(f"{EXTENSION}property")
    return {each.get("name"): json.loads(each.get("value")) for each in properties}


def test_the_add_in_is_the_one_of_the_store(workbook):
    [reference] = extension(workbook).iter(f"{EXTENSION}reference")
    assert reference.attrib == {
        "id": "wa200008175",
        "version": "1.0.0.0",
        "store": "en-US",
        "storeType": "OMEX",
    }


def test_its_main_file_registers_every_function(workbook, office_js):
    assert office_js.ask("registered_by", files(workbook)["main.py"]) == sorted(catalogue.functions())


def test_what_it_installs(workbook, tmp_path):
    assert files(workbook).keys() == {"main.py", "requirements.txt"}
    ours = f"xlwings=={version('xlwings')}\noffersheet=={__version__}\n"
    assert files(workbook)["requirements.txt"] == ours
    wheel = 'https://example.com/a&b"/offersheet-1-py3-none-any.whl'
    other = files(new(tmp_path / "other.xlsx", "--wheel", wheel))
    assert other["requirements.txt"] == f"xlwings=={version('xlwings')}\n{wheel}\n"


def test_each_workbook_opens_and_is_the_same_again(workbook, tmp_path):
    again = new(tmp_path / "again.xlsx")
    assert again.read_bytes() == workbook.read_bytes()
    assert "_xldudf_" in openpyxl.load_workbook(again)["Functions"]["F5"].value


def test_a_workbook_for_no_host_has_no_extension(tmp_path):
    out = tmp_path / "offers.xlsx"
    assert CliRunner().invoke(app, ["new", str(out)]).exit_code == 0
    with zipfile.ZipFile(out) as archive:
        assert not [name for name in archive.namelist() if "webextension" in name]


def test_the_package_is_python_alone():
    endings = {path.suffix for path in (ROOT / "addin" / "offersheet").rglob("*") if path.is_file()}
    assert endings - {".pyc"} <= {".py", ".pyi", ".typed", ".toml", ".csv", ".json", ".bas"}


@pytest.fixture(scope="module")
def pyodide():
    """What the Python in which Lite runs can install, as ``tests/hosts/pyodide`` recorded it."""
    return json.loads((ROOT / "tests" / "hosts" / "pyodide" / "packages.json").read_text())


def requirements(names, python):
    """Yield what packages require there, what those require, and so on."""
    there = {"sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix", "extra": ""}
    there |= {"python_version": python, "implementation_name": "cpython", "platform_machine": "wasm32"}
    waiting, seen = [*names], set()
    while waiting:
        requirement = waiting.pop()
        if requirement.marker is not None and not requirement.marker.evaluate(there):
            continue
        yield requirement
        name = canonicalize_name(requirement.name)
        if name not in seen:
            seen.add(name)
            try:
                waiting += map(Requirement, distribution(name).requires or ())
            except PackageNotFoundError:
                continue  # recorded all the same, or the test fails


def test_everything_that_it_needs_can_be_installed_there(pyodide):
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = list(requirements(map(Requirement, declared["dependencies"]), pyodide["python"]))
    assert {canonicalize_name(one.name) for one in needed} >= {"numpy", "xlwings", "et-xmlfile"}
    missing = {one.name for one in needed if canonicalize_name(one.name) not in pyodide["packages"]}
    assert not missing
    for one in needed:
        there = pyodide["packages"][canonicalize_name(one.name)]
        assert one.specifier.contains(there, prereleases=True), f"{one} is {there} there"
    assert Requirement(f"python{declared['requires-python']}").specifier.contains(pyodide["python"])
