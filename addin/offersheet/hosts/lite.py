"""xlwings Lite keeps its files in a workbook, as properties of a web extension: the parts that say so.

The package refers to a list of task panes, the list to the extension, and the extension names the add-in in
Office's store. Each of its properties is a file of the add-in's editor, as a text of JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

__all__ = ["MAIN", "PREFIX", "LitePart", "parts"]

PREFIX = "_xldudf_"
"""How a cell in a file begins a call of a function that is written in JavaScript, as all of Lite's are."""

MAIN = "from offersheet.hosts.excel import *\n"
"""The whole of ``main.py``: Lite registers the functions that it finds in it."""

_STORE_ID = "wa200008175"
_WEB_EXTENSIONS = "http://schemas.microsoft.com/office/webextensions"
_RELATIONS = "http://schemas.microsoft.com/office/2011/relationships"
_OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.ms-office.webextension"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FOLDER = "xl/webextensions"


class LitePart(NamedTuple):
    """A part of the file: its path, what it holds, and how the package knows it."""

    path: str
    xml: str
    content_type: str = ""
    """None for a list of relations, whose ending says what it is."""
    relation: str = ""
    """By which the package as a whole refers to it, if it does."""


def parts(requirements: str) -> list[LitePart]:
    """Return the parts that let Lite register our functions; the same for the same ``requirements.txt``."""
    files = {"main.py": MAIN, "requirements.txt": requirements}
    return [
        LitePart(
            f"{_FOLDER}/taskpanes.xml",
            _PANES,
            f"{_CONTENT}taskpanes+xml",
            f"{_RELATIONS}/webextensiontaskpanes",
        ),
        LitePart(f"{_FOLDER}/_rels/taskpanes.xml.rels", _PANES_LEAD_TO),
        LitePart(f"{_FOLDER}/webextension1.xml", _extension(files), f"{_CONTENT}+xml"),
    ]


_PANES = (
    f'{_HEAD}<wetp:taskpanes xmlns:wetp="{_WEB_EXTENSIONS}/taskpanes/2010/11">'
    '<wetp:taskpane dockstate="right" visibility="1" width="450" row="0">'
    f'<wetp:webextensionref xmlns:r="{_OFFICE_RELATIONS}" r:id="rId1"/>'
    "</wetp:taskpane></wetp:taskpanes>"
)
"""One pane, open: the functions are there once Lite has been loaded, and an open pane loads it."""

_PANES_LEAD_TO = (
    f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/webextension" Target="webextension1.xml"/></Relationships>'
)


def _extension(files: Mapping[str, str]) -> str:
    properties = "".join(
        f'<we:property name="{name}" value="{escape(json.dumps(text))}"/>' for name, text in files.items()
    )
    identity = str(uuid5(NAMESPACE_URL, properties)).upper()
    return (
        f'{_HEAD}<we:webextension xmlns:we="{_WEB_EXTENSIONS}/webextension/2010/11" id="{{{identity}}}">'
        f'<we:reference id="{_STORE_ID}" version="1.0.0.0" store="en-US" storeType="OMEX"/>'
        f"<we:alternateReferences/><we:properties>{properties}</we:properties><we:bindings/></we:webextension>"
    )
