"""What a form sent, as plain fields; the guard has read it and checked its token by then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import RedirectResponse, Response

from onetext.errors import BadInput
from onetext.room.web.guard import Visit


@dataclass(frozen=True, slots=True)
class Sent:
    """Hold the fields of a form: ``one`` has the last value of each, ``all`` every value."""

    one: Mapping[str, str]
    every: Mapping[str, tuple[str, ...]]

    def must(self, name: str) -> str:
        """Return a field that has to be there.

        Raises
        ------
        BadInput
            If it is not.
        """
        found = self.one.get(name, "").strip()
        if not found:
            raise BadInput(f"this form does not fit: {name}", instead="fill it in")
        return found

    def may(self, name: str) -> str | None:
        """Return a field without the space round it, None if it is empty or not there."""
        return self.one.get(name, "").strip() or None

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a field that can be ticked several times."""
        return self.every.get(name, ())


async def sent(request: Request) -> Sent:
    """Return the fields of a form, files left out."""
    form = await request.form()
    every: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            every.setdefault(name, []).append(value)
    return Sent(
        {name: values[-1] for name, values in every.items()},
        {name: tuple(values) for name, values in every.items()},
    )


Fields = Annotated[Sent, Depends(sent)]


def asked(request: Request) -> Sent:
    """Return the fields of a form that asks a question: they stand in the address."""
    every: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        every.setdefault(name, []).append(value)
    return Sent(
        {name: values[-1] for name, values in every.items()},
        {name: tuple(values) for name, values in every.items()},
    )


Asked = Annotated[Sent, Depends(asked)]


def back(visit: Visit, page: str) -> Response:
    """Lead back to a page after something was entered, so that a reload enters nothing again."""
    return RedirectResponse(visit.path(page), 303)
