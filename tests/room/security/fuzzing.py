"""Requests that nobody wrote: made by schemathesis from the schema of the app's own routes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import requests
import schemathesis
from houses import BASE, Tab
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

PATHS = re.compile(r"\{(\w+)\}")
HOURS = {"enum": ["2031-03-17", "2031-04-14T10:00Z", "9999", "x"]}
WORDS = {"type": "string"}
ANYWHERE = {"at": HOURS, "q": WORDS, "a.territory": WORDS, "p.territory": WORDS}
"""What a page may be asked besides what its route declares."""
OWN = ("user-agent", "cookie")


def schema_of(app: Any, mode: GenerationMode) -> Any:
    """Return the schema of what an app serves: its routes' own, with what the guard reads added.

    The app serves no schema; this one is made from the same routes, here and now. Forms as they
    should be have their own fields alone.
    """
    told = app.openapi()
    for path, methods in told["paths"].items():
        for method, asked in methods.items():
            there = {one["name"] for one in asked.setdefault("parameters", [])}
            asked["parameters"] += [
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                for name in PATHS.findall(path)
                if name not in there
            ]
            asked["parameters"] += [
                {"name": name, "in": "query", "required": False, "schema": schema}
                for name, schema in ANYWHERE.items()
                if method == "get" and name not in there
            ]
    if mode is GenerationMode.POSITIVE:
        for body in told["components"]["schemas"].values():
            body["additionalProperties"] = False
    return schemathesis.openapi.from_dict(told)


def operations(app: Any, mode: GenerationMode = GenerationMode.POSITIVE) -> Iterator[Any]:
    """Return every operation of an app; one that schemathesis cannot read stops the test."""
    for found in schema_of(app, mode).get_all_operations():
        yield found.ok()


def made(app: Any, many: int) -> list[Any]:
    """Return so many made requests of each operation, as its schema has them and against it."""
    cases: list[Any] = []
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        for operation in operations(app, mode):

            @settings(
                max_examples=many,
                derandomize=True,
                database=None,
                deadline=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(operation.as_strategy(generation_mode=mode))
            def each(case: Any) -> None:
                cases.append(case)

            try:
                each()
            except Unsatisfiable:  # a route that takes nothing but its address
                assert mode is GenerationMode.NEGATIVE, operation.label
    return cases


def send(tab: Tab, case: Any, form: dict[str, str]) -> tuple[Any, httpx.Response] | None:
    """Send a made request from a browser, as its seat and with what its forms carry.

    None if no client could send it.
    """
    if tab.seat is not None:
        own = {"group": "1", "seat": tab.seat}
        case.path_parameters = {name: own.get(name, v) for name, v in case.path_parameters.items()}
    given = case.as_transport_kwargs(base_url=BASE)
    for part in ("data", "json"):
        if isinstance(given.get(part), dict):
            given[part] = {**given[part], **form}
    if case.method != "GET" and not any(given.get(part) for part in ("data", "json")):
        given["data"] = form
    given["headers"] = {k: v for k, v in given["headers"].items() if k.lower() not in OWN}
    given.pop("cookies", None)
    try:
        request = requests.Request(**given).prepare()
    except (ValueError, UnicodeError, requests.RequestException):
        return None
    body = request.body
    content = body.encode() if isinstance(body, str) else body
    assert request.method is not None
    assert request.url is not None
    headers = dict(request.headers)
    return request, tab.ask(request.method, request.url, content=content, headers=headers)
