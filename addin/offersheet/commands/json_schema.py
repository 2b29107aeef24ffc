"""What the published schemas of JSON answers share: a frame, an error as the answer, sorts of values."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from offersheet.commands.output import SCHEMA

__all__ = ["NUMBER", "NUMBER_OF_SCHEMA", "TEXT", "TEXTS", "object_of", "published", "write"]

NUMBER, TEXT = {"type": "number"}, {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}
NUMBER_OF_SCHEMA = {"const": SCHEMA}


def object_of(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of an object that has all of these."""
    return {"type": "object", "properties": dict(properties), "required": list(properties)}


def published(command: str, answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a command's answer, and of what stands in its place where there is none."""
    error = TEXT | {"description": "What could not be read or used, and why. The exit code is 2."}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"offersheet {command} --json",
        "description": f"Schema {SCHEMA}. Keys may be added; where one goes or changes its meaning, the "
        "number moves.",
        "oneOf": [answer, object_of({"schema": NUMBER_OF_SCHEMA, "error": error})],
    }


def write(schema: Mapping[str, Any]) -> None:
    """Write a schema into the file that the command line names."""
    Path(sys.argv[1]).write_text(json.dumps(schema, indent=2) + "\n", "utf-8")
