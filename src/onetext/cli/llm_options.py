"""The options of ``--reader llm``: where the model is, and what it costs to wait for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onetext.cli.output import note
from onetext.errors import WrongUse

if TYPE_CHECKING:
    from onetext.press.finding.attribution import SpanFinder

ReaderName = Annotated[
    str,
    typer.Option(
        "--reader",
        metavar="NAME",
        help="Which reader: learned, rules, or llm, which sends the reports to --llm-url.",
    ),
]
Url = Annotated[
    str | None,
    typer.Option(
        "--llm-url",
        metavar="URL",
        help="A language model's address, such as http://127.0.0.1:8080/v1.",
    ),
]
Model = Annotated[
    str | None, typer.Option("--llm-model", metavar="NAME", help="What the model is called there.")
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--llm-key-file", metavar="FILE", help="Where its key is, if not in ONETEXT_LLM_KEY."
    ),
]
Cache = Annotated[
    Path | None,
    typer.Option(
        "--llm-cache",
        metavar="FOLDER",
        help="Where its answers are kept, to be used again; else your cache folder.",
    ),
]
Seconds = Annotated[
    float | None,
    typer.Option(
        "--llm-timeout",
        metavar="S",
        min=0.1,
        max=3600,
        help="Seconds to wait for an answer (120).",
    ),
]


@dataclass(frozen=True, slots=True)
class LlmGiven:
    """Hold the options as they were given."""

    url: str | None = None
    model: str | None = None
    key_file: Path | None = None
    cache: Path | None = None
    seconds: float | None = None

    def check_unused(self) -> None:
        """Refuse options that the reader chosen has no use for.

        Raises
        ------
        WrongUse
            If there are any.
        """
        if self != LlmGiven():
            raise WrongUse("--llm-… goes with --reader llm", instead="add it, or leave them out")

    def finder(self) -> SpanFinder:
        """Return the finder that asks the model.

        Raises
        ------
        WrongUse
            If the address or the model is not named, the key would be sent in the clear, or what
            asks over the network is not installed.
        BadInput
            If the key cannot be read or answers cannot be kept.
        """
        if self.url is None or self.model is None or not self.model.strip():
            raise WrongUse("--reader llm needs --llm-url and --llm-model", instead="give both")
        try:
            from onetext.press.asked.endpoint import SECONDS, Endpoint
        except ModuleNotFoundError as missing:
            if missing.name not in ("httpx2", "anyio", "platformdirs"):
                raise
            raise WrongUse(
                "--reader llm needs more than is installed", instead="install onetext[llm]"
            ) from None
        from onetext.press.asked.address import Address
        from onetext.press.asked.cache import AnswerCache
        from onetext.press.asked.finder import AskedFinder
        from onetext.press.asked.key import read_key

        address, key = Address.of(self.url), read_key(self.key_file)
        if key is not None and address.scheme == "http" and not address.is_loopback:
            raise WrongUse(
                f"the key would go to {address} in the clear", instead="use https, or no key"
            )
        seconds = SECONDS if self.seconds is None else self.seconds
        endpoint = Endpoint(address, self.model, key=key, seconds=seconds)
        return AskedFinder(endpoint, cache=AnswerCache(self.cache or _own_folder(), note))


def _own_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("onetext", appauthor=False) / "answers"
