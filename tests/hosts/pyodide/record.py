"""Run by hand, with network: record what Pyodide can install of what we need, and import our wheel in it.

``uv run python -m tests.hosts.pyodide.record`` writes ``packages.json`` beside this file, which the tests read.
Versions of packages that Pyodide brings along come from its own list, those of the others from the wheels that
the index has for it. Needs ``npm``, ``node`` and ``uv``.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from offersheet.hosts.vba import argument_name
from offersheet.worksheet import catalogue
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from tests.hosts.test_lite import ROOT, requirements

HERE = Path(__file__).parent
PYODIDE = "314.0.7"
"""Of Python 3.14, for which xlwings has wheels."""


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    return subprocess.run(list(map(str, command)), cwd=cwd, check=True, stdout=-1, text=True).stdout


def fetched(requirement: Requirement, python: str, abi: str, into: Path) -> str:
    """Fetch the wheel of a package that Pyodide can install, and return its version."""
    before = {*into.iterdir()}
    run(
        *("uv", "tool", "run", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"),
        *("--platform", f"pyemscripten_{abi}_wasm32", "--implementation", "cp", "--python-version", python),
        *("--dest", into, f"{requirement.name}{requirement.specifier}"),
    )
    [wheel] = {*into.iterdir()} - before
    return str(parse_wheel_filename(wheel.name)[1])


def record(folder: Path) -> dict[str, Any]:
    """Fetch everything into a folder; return the record."""
    wheels = folder / "wheels"
    wheels.mkdir()
    (folder / "package.json").write_text("{}")
    run("npm", "install", "--no-audit", "--no-fund", f"pyodide@{PYODIDE}", cwd=folder)
    lock = json.loads((folder / "node_modules" / "pyodide" / "pyodide-lock.json").read_text())
    python = lock["info"]["python"]
    brought = {canonicalize_name(name): each["version"] for name, each in lock["packages"].items()}
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    packages: dict[str, str] = {}
    for one in requirements(map(Requirement, declared), python):
        name = canonicalize_name(one.name)
        if name not in packages:
            packages[name] = brought.get(name) or fetched(one, python, lock["info"]["abi_version"], wheels)
    return {"pyodide": PYODIDE, "python": python, "packages": dict(sorted(packages.items()))}


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        recorded = record(folder)
        (HERE / "packages.json").write_text(json.dumps(recorded, indent=2) + "\n")
        run("uv", "build", "--quiet", "--wheel", "--out-dir", folder / "wheels", ROOT)
        (folder / "wheels" / ".gitignore").unlink(missing_ok=True)
        shown = json.loads(run("node", HERE / "import_wheel.mjs", folder).splitlines()[-1])
    functions = shown.pop("functions")
    print(shown, f"{len(functions)} functions")
    if functions != {
        each.name: [argument_name(parameter.name) for parameter in each.parameters]
        for each in catalogue.functions().values()
    }:
        sys.exit("they are not those of the catalogue")


if __name__ == "__main__":
    main()
