"""Which format a file or folder is in, told by what stands in it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from onetext.cases.formats.scenario import Format
from onetext.cases.formats.score_tables import CONFIG, TABLES
from onetext.cases.including import NAME
from onetext.errors import BadInput, Where, WrongUse

Role = Literal["domain", "profile"]
HEAD = 256 * 1024
MOST_FILES = 2_000
_ENDINGS = (".xml", ".json", ".yaml", ".yml")
_XML = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE.*?(?:\[.*?\])?\s*>\s*)*<(\w+)", re.DOTALL
)
_SIGNS: tuple[tuple[str, Format, Role, str], ...] = (
    (".json", "geniusweb", "profile", r'\A\s*\{\s*"(?:\w*UtilitySpace|\w*PartialOrdering\w*)"\s*:'),
    (".json", "geniusweb", "domain", r'"issuesValues"\s*:'),
    (".json", "negolog", "profile", r'"issueWeights"\s*:'),
    (".yaml", "negmas", "profile", r"(?m)^type:\s*[\w.]*(?:UFun|UtilityFunction)\b"),
    (".yaml", "negmas", "domain", r"(?m)^type:\s*[\w.]*OutcomeSpace\b"),
    (".yaml", "negmas", "domain", r"(?m)^(?:\s|-)*type:\s*[\w.]*Issue\s*$"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """Hold a file of a scenario: its format, and whether it has the issues or one party's sheet."""

    path: Path
    format: Format
    role: Role


def recognise(path: str | Path) -> Format:
    """Return the format of a case: a file, or a folder of a scenario's files.

    Raises
    ------
    BadInput
        If it is none, or a folder holds several.
    """
    path = Path(path)
    if not path.exists():
        raise BadInput("no such file or folder", instead="check the path", where=Where(str(path)))
    if not path.is_dir():
        found = looked_at(path)
        if found is not None:
            return found.format
        if is_scenario(path):
            return "score-tables"
        if path.suffix.lower() in (".yaml", ".yml"):
            return "case"
        raise BadInput(
            "this is no case and no scenario that is read",
            instead=f"name one of {', '.join(get_args(Format))} with --as, or a case.yaml",
            where=Where(str(path)),
        )
    if (path / NAME).is_file():
        return "case"
    if (path / CONFIG).is_file() and (path / TABLES).is_dir():
        return "score-tables"
    formats = sorted({found.format for found in files_of(path)})
    if len(formats) != 1:
        what = (
            f"files of {' and '.join(formats)}" if formats else f"neither a {NAME} nor a scenario"
        )
        raise BadInput(
            f"this folder holds {what}",
            instead="say which with --as" if formats else "name a case's file or folder",
            where=Where(str(path)),
        )
    return formats[0]


def is_scenario(path: Path) -> bool:
    """Tell whether a file or folder is of another program's scenario, whole or broken."""
    if path.is_dir():
        tables = (path / CONFIG).is_file() and (path / TABLES).is_dir()
        return tables or bool(files_of(path))
    tables = path.name == CONFIG and (path.parent / TABLES).is_dir()
    return tables or looked_at(path) is not None


def as_format(given: str) -> Format:
    """Return the format of that name.

    Raises
    ------
    WrongUse
        If there is none.
    """
    for known in get_args(Format):
        if known == given:
            return known  # type: ignore[no-any-return]
    raise WrongUse(f"there is no format {given!r}", instead=f"write {', '.join(get_args(Format))}")


def looked_at(path: Path) -> Found | None:
    """Return which file of a scenario this is by its content, None if it is none."""
    ending = path.suffix.lower()
    if ending not in _ENDINGS or not path.is_file():
        return None
    head = _head(path)
    if ending == ".xml":
        root = _XML.match(head)
        tag = root[1] if root else ""
        if tag in ("negotiation_template", "utility_space"):
            return Found(path, "genius", "profile" if tag == "utility_space" else "domain")
        return None
    ending = ".yaml" if ending == ".yml" else ending
    for sign_ending, format, role, sign in _SIGNS:
        if ending == sign_ending and re.search(sign, head):
            return Found(path, format, role)
    return None


def files_of(folder: Path, format: Format | None = None) -> tuple[Found, ...]:
    """Return the files of scenarios directly in a folder, in the order that people count."""
    every = sorted((p for p in folder.iterdir() if not p.name.startswith(".")), key=counted)
    found = (looked_at(path) for path in every[:MOST_FILES])
    return tuple(one for one in found if one and format in (None, one.format))


def is_written(path: Path) -> bool:
    """Tell whether anything but blanks stands at a file's head."""
    return not path.is_file() or bool(_head(path).strip())


def counted(path: Path) -> tuple[list[tuple[int, str]], str]:
    """Return what sorts ``util2`` before ``util10``."""
    parts = re.findall(r"[0-9]+|[^0-9]+", path.name.casefold())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts], path.name


def _head(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(HEAD)
    except OSError:
        return ""
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return raw.decode("utf-16" if wide else "utf-8-sig", "replace")
