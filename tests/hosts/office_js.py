"""A child in which xlwings runs as on its server: requests and replies of Office.js, through real JSON."""

from __future__ import annotations

import os

os.environ["XLWINGS_ON_SERVER"] = "true"
os.environ["XLWINGS_LICENSE_KEY"] = "noncommercial"

import asyncio
import io
import json
import logging
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any
from unittest import mock

import xlwings
from offersheet.hosts import excel
from xlwings.server import custom_functions_call, custom_functions_meta

from tests.hosts.child import serve


class JsNull:
    """Pyodide's null."""


sys.modules["pyodide"], sys.modules["pyodide.ffi"] = ModuleType("pyodide"), ModuleType("pyodide.ffi")
sys.modules["pyodide.ffi"].JsNull = JsNull


def call(name: str, *arguments: Any, received: Callable[[Any], Any] = lambda request: request) -> Any:
    """Call a function as Excel does: each argument rows of cells, or ``None`` where it is left out."""
    request = {
        "func_name": name,
        "args": arguments,
        "version": xlwings.__version__,
        "client": "Office.js",
        "runtime": "1.4",
        "caller_address": "Sheet1!A1",
        "culture_info_name": "en-US",
        "date_format": "m/d/yyyy",
    }
    request = received(json.loads(json.dumps(request)))
    reply = asyncio.run(custom_functions_call(request, excel))
    return json.loads(json.dumps(reply, allow_nan=False))


def call_in_lite(name: str, *arguments: Any) -> Any:
    """Call a function as xlwings Lite does, where each null of JavaScript is an object."""

    def nulls(value: Any) -> Any:
        if isinstance(value, list):
            return [nulls(element) for element in value]
        return JsNull() if value is None else value

    return call(name, *arguments, received=lambda request: {**request, "args": nulls(request["args"])})


def call_nested(name: str, depth: int) -> Any:
    """Call a function with rows within rows, so many deep."""
    cell: Any = 1.0
    for _ in range(depth):
        cell = [[cell, 1.0]]
    return call(name, [[1.0]], cell)


def call_failing(name: str, *arguments: Any) -> tuple[Any, str]:
    """Call a function while the model is broken; return what shows, and what is logged."""
    handler = logging.StreamHandler(io.StringIO())
    logging.getLogger("offersheet").addHandler(handler)
    with mock.patch.object(excel, "call", side_effect=ZeroDivisionError):
        shown = call(name, *arguments)
    return shown, handler.stream.getvalue()


def registered_by(main: str) -> list[str]:
    """Run a ``main.py`` of xlwings Lite, and name what xlwings would register."""
    namespace: dict[str, Any] = {}
    exec(main, namespace)
    return sorted(name for name, member in namespace.items() if hasattr(member, "__xlfunc__"))


def meta() -> Any:
    return json.loads(json.dumps(custom_functions_meta(excel)))


if __name__ == "__main__":
    serve(
        {
            "call": call,
            "call_failing": call_failing,
            "call_in_lite": call_in_lite,
            "call_nested": call_nested,
            "meta": meta,
            "registered_by": registered_by,
        }
    )
