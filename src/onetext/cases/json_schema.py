"""The form of a case file as JSON Schema, for editors; it lies beside this file.

After changing the form run::

    python -m onetext.cases.json_schema --write

A test holds the two equal. What the schema cannot say (ids that exist, conditions that can be read)
``onetext check`` says.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("case.schema.json")


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a case file.

    Examples
    --------
    >>> schema()["required"]
    ['format', 'id', 'title']
    """
    from onetext.cases.schema.case import CaseFile

    found = CaseFile.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_plain(found)}


def written() -> str:
    """Return the text of the file."""
    return json.dumps(schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the file (``--write``), or tell by the exit code whether it is stale."""
    parser = argparse.ArgumentParser(prog="python -m onetext.cases.json_schema")
    parser.add_argument("--write", action="store_true", help="write the file")
    if parser.parse_args(arguments).write:
        FILE.write_text(written(), encoding="utf-8")
        return 0
    return int(FILE.read_text(encoding="utf-8") != written())


def _plain(part: Any) -> Any:
    """Return the schema without titles made from field names, and without null for left out."""
    if isinstance(part, list):
        return [_plain(one) for one in part]
    if not isinstance(part, dict):
        return part
    if "anyOf" in part:
        ways = [way for way in part["anyOf"] if way != {"type": "null"}]
        rest = {key: value for key, value in part.items() if key not in ("anyOf", "default")}
        part = {**rest, **ways[0]} if len(ways) == 1 else {**rest, "anyOf": ways}
    return {
        key: {name: _plain(one) for name, one in value.items()}
        if key in ("properties", "$defs") and isinstance(value, dict)
        else _plain(value)
        for key, value in part.items()
        if key not in ("title", "default")
    }


if __name__ == "__main__":
    sys.exit(main())
