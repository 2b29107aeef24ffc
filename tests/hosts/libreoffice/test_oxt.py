"""The extension's file."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from offersheet import __version__
from offersheet.hosts.libreoffice.oxt import extension
from offersheet.worksheet import catalogue

MANIFEST = "{http://openoffice.org/2001/manifest}"
NAME = "{http://openoffice.org/2001/registry}name"


@pytest.fixture
def files(oxt):
    with zipfile.ZipFile(io.BytesIO(oxt)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_the_same_bytes_every_time(oxt):
    assert extension(catalogue.functions().values(), __version__) == oxt


def test_what_the_manifest_names_is_there(files):
    entries = ElementTree.fromstring(files["META-INF/manifest.xml"])
    named = {entry.get(f"{MANIFEST}full-path") for entry in entries}
    assert named == {"Functions.idl", "calc.py", "CalcAddIns.xcu"}
    assert named <= set(files)


def test_every_function_is_declared_with_all_its_arguments(files):
    tree = ElementTree.fromstring(files["CalcAddIns.xcu"])
    [functions] = [node for node in tree.iter("node") if node.get(NAME) == "AddInFunctions"]
    for node, function in zip(functions, catalogue.functions().values(), strict=True):
        assert node.get(NAME) == function.name
        [parameters] = [child for child in node if child.get(NAME) == "Parameters"]
        assert len(parameters) == len(function.parameters) + 1  # and the document that calls
        declared = files["Functions.idl"].split(f" {function.name}(")[1].split(");")[0]
        assert declared.count("[in]") == len(parameters)


def test_it_names_no_place_and_no_machine(files):
    assert not [name for name, text in files.items() if str(Path.home()) in text]
