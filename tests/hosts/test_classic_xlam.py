"""The add-in for Excel on Windows, read back by tools that did not write it. Excel was not run."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from importlib.metadata import version
from xml.etree import ElementTree

import pytest
from offersheet.cli import app
from offersheet.errors import InvalidInput
from offersheet.hosts.classic.modules import category
from offersheet.hosts.classic.xlam import addin
from offersheet.hosts.intellisense import SHEET, lines
from offersheet.hosts.vba import RESERVED, argument_name
from offersheet.worksheet import catalogue
from typer.testing import CliRunner

FUNCTIONS = catalogue.functions()
LONGEST_LINE, MOST_IN_PROCEDURE = 1023, 65_536
"""What VBA takes: characters of a line, and bytes of a procedure."""
every_function = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=list(FUNCTIONS))


@pytest.fixture(scope="module")
def xlam():
    return addin(FUNCTIONS.values())


@pytest.fixture(scope="module")
def parts(xlam):
    with zipfile.ZipFile(io.BytesIO(xlam)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def vba(xlam):
    """The source of each module, as olevba finds it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the parser that olevba rests on
        from oletools.olevba import VBA_Parser

        parser = VBA_Parser("offersheet.xlam", data=xlam)
        try:
            macros = list(parser.extract_macros())
        finally:
            parser.close()
    return {file.rpartition(".")[0]: source.replace("\r\n", "\n") for _, _, file, source in macros}


def test_the_modules(vba):
    assert set(vba) == {
        "ThisWorkbook", "Configuration", "IntelliSense", "xlwings", "OffersheetErrors", "OffersheetCalling",
        "OffersheetFunctions", "OffersheetHelp",
    }  # fmt: skip
    for source in vba.values():
        assert max(map(len, source.splitlines())) <= LONGEST_LINE
        assert max(map(len, source.split("\nEnd "))) < MOST_IN_PROCEDURE
        assert source.isascii()
    ours = [source for name, source in vba.items() if name != "xlwings"]
    assert not re.search(r"\{\w+\}", "\n".join(ours).replace("0{000208", ""))


def test_its_code_for_xlwings_is_of_the_version_that_is_pinned(vba):
    assert f'XLWINGS_VERSION As String = "{version("xlwings")}"' in vba["xlwings"]
    assert f"xlwings64-{version('xlwings')}.dll" in vba["xlwings"]
    assert 'PROJECT_NAME As String = "offersheet"' in vba["xlwings"]


def test_the_same_bytes_every_time(xlam):
    assert addin(FUNCTIONS.values()) == xlam


@every_function
def test_the_wrapper_of_a_function(vba, function):
    names = [argument_name(each.name) for each in function.parameters]
    code = vba["OffersheetFunctions"]
    [(declared, body)] = re.findall(
        rf"^Public Function {function.name}\((.*?)\) As Variant\n(.*?)^End Function$",
        code,
        re.MULTILINE | re.DOTALL,
    )
    expected = [
        f"ParamArray {name}() As Variant" if each.variadic
        else f"{name} As Variant" if each.required
        else f"Optional {name} As Variant"
        for name, each in zip(names, function.parameters, strict=True)
    ]  # fmt: skip
    assert declared.split(", ") == expected
    *before, asked = body.splitlines()
    if function.variadic:
        assert before == ["    Dim others As Variant", f"    others = {names[-1]}"]
        given = f"Joined(Array({', '.join(names[:-1])}), others)"
    else:
        assert before == []
        given = f"Array({', '.join(names)})"
    assert asked == f'    {function.name} = AskPython("{function.name}", {given})'
    assert not {name.lower() for name in names} & (RESERVED | {"others", "askpython", "joined"})


def test_no_other_function_is_public_to_cells(vba):
    functions = re.findall(r"^Public Function (\w+)", vba["OffersheetFunctions"], re.MULTILINE)
    assert functions == list(FUNCTIONS)


@every_function
def test_help_in_the_function_wizard(vba, function):
    [body] = re.findall(
        rf"^Private Sub Describe{function.name}\(\)\n(.*?)^End Sub$",
        vba["OffersheetHelp"],
        re.MULTILINE | re.DOTALL,
    )
    texts = [text.replace('""', '"') for text in re.findall(r'"((?:[^"]|"")*)"', body)]
    told = [each.described for each in function.parameters]
    assert texts == [*told, function.name, function.summary, category(function)]
    assert f"Dim told(1 To {len(told)}) As String" in body
    assert f"\n    Describe{function.name}\n" in vba["OffersheetHelp"]


def test_it_gives_help_when_it_is_opened(vba):
    assert "Private Sub Workbook_Open()" in vba["ThisWorkbook"]
    assert "!DescribeFunctions" in vba["ThisWorkbook"]
    assert "Application.MacroOptions" in vba["OffersheetHelp"]


def cells(part):
    namespace = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    rows = ElementTree.fromstring(part).iter(f"{namespace}row")
    return [["".join(cell.itertext()) for cell in row] for row in rows]


def test_the_sheets(parts):
    book = parts["xl/workbook.xml"].decode()
    assert re.findall(r'<sheet name="([^"]+)"', book) == ["offersheet.conf", SHEET]
    assert cells(parts["xl/worksheets/sheet1.xml"]) == [["UDF MODULES", "offersheet.hosts.excel"]]
    expected = [list(line) for line in lines(FUNCTIONS.values())]
    assert cells(parts["xl/worksheets/sheet2.xml"]) == expected
    assert len(expected) == len(FUNCTIONS) + 1


def test_the_parts_know_each_other(parts):
    types = parts["[Content_Types].xml"].decode()
    assert "application/vnd.ms-excel.addin.macroEnabled.main+xml" in types
    assert 'PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"' in types
    assert 'Target="vbaProject.bin"' in parts["xl/_rels/workbook.xml.rels"].decode()
    assert 'Target="customUI/customUI.xml"' in parts["_rels/.rels"].decode()
    for sheet, name in ((1, "Configuration"), (2, "IntelliSense")):
        assert f'<sheetPr codeName="{name}"/>' in parts[f"xl/worksheets/sheet{sheet}.xml"].decode()


def test_the_button_calls_what_is_there(parts, vba):
    ribbon = ElementTree.fromstring(parts["customUI/customUI.xml"])
    [button] = ribbon.iter("{http://schemas.microsoft.com/office/2006/01/customui}button")
    module, _, macro = button.attrib["onAction"].partition(".")
    assert f"Public Sub {macro}(ByVal control As IRibbonControl)" in vba[module]


def build(*arguments):
    return CliRunner().invoke(app, ["addin", "build", "classic", *map(str, arguments)])


def test_the_command(xlam, tmp_path):
    out = tmp_path / "offersheet.xlam"
    assert build(out).exit_code == 0
    assert out.read_bytes() == xlam
    assert isinstance(build(out).exception, InvalidInput)
    assert isinstance(build(tmp_path / "offersheet.xlsm").exception, InvalidInput)


def test_an_interpreter_is_kept(tmp_path):
    out = tmp_path / "offersheet.xlam"
    assert build(out, "--interpreter", r"C:\env\python.exe").exit_code == 0
    with zipfile.ZipFile(out) as archive:
        assert cells(archive.read("xl/worksheets/sheet1.xml")) == [
            ["UDF MODULES", "offersheet.hosts.excel"],
            ["INTERPRETER_WIN", r"C:\env\python.exe"],
        ]


def test_on_windows_it_is_the_python_that_builds_it(tmp_path, monkeypatch):
    monkeypatch.setattr("offersheet.commands.addin._on_windows", lambda: True)
    monkeypatch.setattr("sys.executable", r"C:\mine\python.exe")
    out = tmp_path / "offersheet.xlam"
    assert build(out).exit_code == 0
    with zipfile.ZipFile(out) as archive:
        assert r"C:\mine\python.exe" in archive.read("xl/worksheets/sheet1.xml").decode()


def test_libreoffice_takes_no_interpreter(tmp_path):
    done = CliRunner().invoke(
        app, ["addin", "build", "libreoffice", str(tmp_path / "a.oxt"), "--interpreter", "python"]
    )
    assert isinstance(done.exception, InvalidInput)


def test_without_what_writes_it_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyopenvba", None)
    done = build(tmp_path / "offersheet.xlam")
    assert "offersheet[classic]" in str(done.exception)
    assert not list(tmp_path.iterdir())
