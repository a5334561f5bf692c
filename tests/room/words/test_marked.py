"""Every word that a template shows of its own is marked for translation."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from jinja2 import Environment, PackageLoader, nodes

ENVIRONMENT = Environment(
    loader=PackageLoader("onetext.room", "templates"),
    autoescape=True,
    extensions=["jinja2.ext.i18n"],
)
TEMPLATES = tuple(sorted(ENVIRONMENT.list_templates()))
SAID = ("aria-label", "placeholder", "title", "alt", "aria-description")
WORD = re.compile(r"[^\W\d_]{2,}")
ADDRESS = re.compile(r"[?&][a-z]+=|[\w-]+=\"\"")
NAMES = frozenset({"onetext", "UTC"})


class Words(HTMLParser):
    """Gather the words between tags, and those in attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in SAID]

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def bare(source: str) -> list[str]:
    """Return the words of a template that stand in it unmarked."""
    tree = ENVIRONMENT.parse(source)
    html = "".join(
        one.data if isinstance(one, nodes.TemplateData) else " ".join(shows(one))
        for out in tree.find_all(nodes.Output)
        for one in out.nodes
    )
    reader = Words()
    reader.feed(html)
    reader.close()
    return [
        said.strip() for said in reader.found if set(WORD.findall(ADDRESS.sub("", said))) - NAMES
    ]


def shows(node: nodes.Node) -> list[str]:
    """Return the constants that an expression may come to; what is marked is none."""
    if isinstance(node, nodes.Const):
        return [str(node.value)]
    if isinstance(node, nodes.CondExpr):
        return [*shows(node.expr1), *(shows(node.expr2) if node.expr2 else [])]
    if isinstance(node, nodes.Or | nodes.Concat | nodes.Add):
        return [one for part in node.iter_child_nodes() for one in shows(part)]
    return []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_shows_no_unmarked_word(name: str) -> None:
    loader = ENVIRONMENT.loader
    assert loader is not None
    source, _, _ = loader.get_source(ENVIRONMENT, name)
    assert bare(source) == []


def test_the_check_sees_what_is_unmarked() -> None:
    assert bare('<p>{{ _("Board") }} · <bdi>{{ name }}</bdi> UTC</p>') == []
    assert bare("<p>Board{% if x %}, and more{% endif %}</p>") == ["Board, and more"]
    assert bare('<input placeholder="Name" value="name">') == ["Name"]
    assert bare("<p>{{ 'yes' if x else _('No') }}</p>") == ["yes"]
