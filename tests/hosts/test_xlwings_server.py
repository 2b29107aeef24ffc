"""The real xlwings Server, on this machine alone, with the module of functions that the README has.

It stands in a dependency group of its own, for its licence: ``uv run --group server pytest`` runs these.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from importlib.util import find_spec
from pathlib import Path

import pytest
import xlwings
from offersheet.hosts.cases import cases
from offersheet.worksheet import catalogue
from offersheet.worksheet.formula import parse_arguments

pytestmark = [
    pytest.mark.skipif(find_spec("xlwings_server") is None, reason="the group server is not installed"),
    pytest.mark.timeout(300),
]

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
STARTS_WITHIN = 90


def documented():
    """Return the module of functions that the README tells people to write."""
    [section] = re.findall(r"^### With xlwings Server$(.*?)^#", README, re.MULTILINE | re.DOTALL)
    [module] = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    assert len(module.splitlines()) == 2
    return module


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Its address, for as long as the tests of this module run."""
    project = tmp_path_factory.mktemp("server")
    for name, content in (("custom_functions", documented()), ("custom_scripts", "")):
        (project / name).mkdir()
        (project / name / "__init__.py").write_text(content)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "XLWINGS_LICENSE_KEY": "noncommercial",
        "XLWINGS_SECRET_KEY": secrets.token_urlsafe(32),
        "XLWINGS_ENVIRONMENT": "prod",
    }
    command = [sys.executable, "-m", "uvicorn", "xlwings_server.main:main_app"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
    log = project / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=project, env=environment, stdout=out, stderr=out)
    try:
        address = f"http://127.0.0.1:{port}/xlwings"
        _wait(process, f"{address}/custom-functions-meta", log)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _wait(process, address, log):
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, log.read_text()
        try:
            fetched(address)
        except urllib.error.URLError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"it did not start within {STARTS_WITHIN} s: {log.read_text()}")


def fetched(address, body=None):
    """Return what the server answers to what Excel asks."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as reply:
        return json.load(reply)


def test_it_offers_every_function(server):
    offered = fetched(f"{server}/custom-functions-meta")["functions"]
    assert {each["name"] for each in offered} == set(catalogue.functions())


@pytest.mark.parametrize("sort", ["example", "text", "error", "too low"])
def test_calls_that_are_posted_to_it(server, office_js, sort):
    """Of each kind of case the first of every function."""
    tried = {}
    for case in cases():
        if case.sort == sort:
            tried.setdefault(case.function, case)
    assert len(tried) > 40
    wrong = []
    for case in tried.values():
        request = {
            "func_name": case.function,
            "args": office_js.arguments(case.function, parse_arguments(case.arguments)),
            "version": xlwings.__version__,
            "client": "Office.js",
            "runtime": "1.4",
            "caller_address": "Sheet1!A1",
            "culture_info_name": "en-US",
            "date_format": "m/d/yyyy",
        }
        shown = office_js.read(fetched(f"{server}/custom-functions-call", request)["result"])
        row, column = case.place or (1, 1)
        if not case.shows(shown[row - 1][column - 1]):
            wrong.append((case.typed, case.expected, shown))
    assert not wrong
