"""What axe finds serious on the page that a tab shows, with all that is folded away opened."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe

_SERIOUS = ("serious", "critical")


def found_serious(tab: Any) -> list[str]:
    """Return the faults of a page, and whether it is wider than the screen."""
    tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = [
        f"{one['id']}: {one['nodes'][0]['html'][:160]}"
        for one in Axe().run(tab, options={"resultTypes": ["violations"]}).response["violations"]
        if one["impact"] in _SERIOUS
    ]
    wide = tab.evaluate("document.documentElement.scrollWidth > innerWidth")
    return [*found, *(["wider than the screen"] if wide else [])]
