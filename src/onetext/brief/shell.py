"""The shell of every page: one file, one style allowed by its hash, no script, no request."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

import onetext
from onetext.brief.safe_text import visible

if TYPE_CHECKING:
    from jinja2 import Environment

_STYLES = ("page.css", "charts.css")


def filled(template: str, **given: Any) -> str:
    """Return a page: a template that extends ``shell.html``, filled with ``given``.

    Words are escaped, and characters that hide or turn text are spelt out; its content security
    policy allows the one inline style by its hash and images from ``data:`` addresses.
    """
    style = "".join(styled(name) for name in _STYLES)
    return (
        _environment()
        .get_template(template)
        .render(
            version=onetext.__version__,
            style=Markup(style),
            style_hash=b64encode(sha256(style.encode()).digest()).decode(),
            **given,
        )
        + "\n"
    )


def part(template: str, **given: Any) -> str:
    """Return a template that is part of somebody else's page."""
    return _environment().get_template(template).render(**given)


@cache
def styled(name: str) -> str:
    """Return one of our style sheets."""
    return (files("onetext.brief") / "templates" / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("onetext.brief", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )


def _shown(value: Any) -> Any:
    """Spell out hidden characters in everything that is not markup of our own."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value
