import json
import subprocess
import sys
from pathlib import Path

import pytest

from onetext.errors import BadInput, Where
from onetext.press.lexicon.issues import IssueLexicon
from onetext.press.lexicon.parties import PartyTable
from onetext.press.lexicon.plover import TYPES, plover_of, plover_of_event
from onetext.press.lexicon.tables import (
    OURS,
    Table,
    compiled,
    main,
    ours,
    parse,
    plural,
    read,
    roles,
)
from onetext.terms.said.event import EventType
from onetext.terms.said.statement import Stance

REFUSED = Path(__file__).parent.parent / "refuse" / "tables"
FOLDER = Path(sys.modules[Table.__module__].__file__ or "").parents[1] / "tables"


@pytest.mark.parametrize("name", OURS)
def test_what_is_compiled_is_what_is_written(name):
    assert (FOLDER / f"{name}.json").read_text(encoding="utf-8") == compiled(name), (
        "run: python -m onetext.press.lexicon.tables --write"
    )


def test_the_module_tells_a_stale_table_and_writes_it(tmp_path, monkeypatch):
    monkeypatch.setattr("onetext.press.lexicon.tables._FOLDER", tmp_path)
    for name in OURS:
        (tmp_path / f"{name}.yaml").write_text("rows: [no, 1.10]\n", encoding="utf-8")
    assert main([]) == 1
    assert main(["--write"]) == 0
    assert main([]) == 0
    assert json.loads((tmp_path / "roles.json").read_text()) == {"rows": ["no", "1.10"]}


@pytest.mark.parametrize("path", sorted(REFUSED.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_wrong_table_is_refused_with_its_place(path):
    load = IssueLexicon.load if path.stem.startswith("issues") else PartyTable.load
    with pytest.raises(BadInput) as refusal:
        load(path)
    where = refusal.value.where
    assert where is not None
    refusal.value.where = Where(Path(where.file).name, where.line, where.column)
    assert str(refusal.value) == path.with_suffix(".expected").read_text(encoding="utf-8").strip()


def test_every_refused_table_has_its_message():
    assert {p.stem for p in REFUSED.glob("*.yaml")} == {p.stem for p in REFUSED.glob("*.expected")}


def test_a_table_that_cannot_be_opened_is_named(tmp_path):
    with pytest.raises(BadInput, match=r"none\.yaml: the table cannot be opened"):
        read(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes("name: Élysée".encode("latin-1"))
    with pytest.raises(BadInput, match="not UTF-8"):
        read(tmp_path / "latin.yaml")
    (tmp_path / "bell.yaml").write_text("name: \a", encoding="utf-8")
    with pytest.raises(BadInput, match="not YAML"):
        read(tmp_path / "bell.yaml")
    (tmp_path / "deep.yaml").write_text("[" * 5000, encoding="utf-8")
    with pytest.raises(BadInput, match=r"nested too deeply|not YAML"):
        read(tmp_path / "deep.yaml")


@pytest.mark.parametrize("written", ["", "# nothing yet\n", "parties:\n", "parties: []\n"])
def test_an_empty_table_changes_nothing(tmp_path, written):
    path = tmp_path / "mine.yaml"
    path.write_text(written, encoding="utf-8")
    assert PartyTable.load(path).parties == PartyTable.load().parties


def test_every_scalar_is_the_word_as_written():
    tree = parse("a: [no, yes, on, 1.10, 2031-03-02, 0x10, null, ~, 'US']", "t.yaml").tree
    assert tree == {"a": ["no", "yes", "on", "1.10", "2031-03-02", "0x10", "", "", "US"]}


@pytest.mark.parametrize("written", ["? [a]\n: b\n", "? {a: b}\n: c\n"])
def test_a_key_is_a_word(written):
    with pytest.raises(BadInput, match="this key is no word"):
        parse(written, "t.yaml")


def test_roles_are_many_lower_case_and_in_a_known_class():
    known = roles()
    assert len(ours("roles").tree["roles"]) == 7
    assert len(known) > 1000
    assert all(noun == noun.lower() for noun in known)
    words = [noun.count(" ") for noun in known]
    assert words == sorted(words, reverse=True)


@pytest.mark.parametrize(
    ("noun", "kind"),
    [
        ("president", "head"),
        ("chairwoman", "head"),
        ("chief executives", "head"),
        ("foreign ministers", "minister"),
        ("defense secretary", "minister"),
        ("defence secretary", "minister"),
        ("attorneys general", "minister"),
        ("special envoys", "negotiator"),
        ("chief negotiator", "negotiator"),
        ("spokesmen", "spokesperson"),
        ("press secretary", "spokesperson"),
        ("ministries", "institution"),
        ("embassy", "institution"),
        ("authorities", "institution"),
        ("lawmakers", "official"),
        ("mps", "official"),
        ("professor", "person"),
        ("coach", "person"),
        ("eyewitnesses", "person"),
    ],
)
def test_a_role_has_its_class(noun, kind):
    assert roles()[noun] == kind


def test_no_role_has_two_classes():
    seen: dict[str, str] = {}
    for row in ours("roles").tree["roles"]:
        for noun in row["words"]:
            assert seen.setdefault(noun, row["id"]) == row["id"], noun


def test_plurals_of_plain_nouns():
    assert [plural(n) for n in ("attaché", "ally", "boss", "coach", "head of state")] == [
        "attachés",
        "allies",
        "bosses",
        "coaches",
        "heads of state",
    ]


def test_every_stance_and_event_has_a_row_and_a_known_code():
    stances, events = ours("plover").tree["stances"], ours("plover").tree["events"]
    assert {row["id"] for row in stances} == set(Stance.__args__)
    assert {row["id"] for row in events} == set(EventType.__args__)
    for row in [*stances, *events]:
        assert row.get("code") in (None, *TYPES)
    assert plover_of("threat") == "THREATEN"
    assert plover_of("assess") is None
    assert plover_of_event("military") == "ASSAULT"
    assert plover_of_event("announcement") is None
    assert len(set(TYPES)) == 16


def test_our_tables_load_without_ruamel():
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from onetext.press.lexicon.parties import PartyTable;"
            "from onetext.press.lexicon.issues import IssueLexicon;"
            "PartyTable.load(); IssueLexicon.load(); print('ruamel.yaml' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"
