"""Turns at what costs much: comparing a password takes 64 MiB, so only a few are at it at once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

import anyio
from anyio.to_thread import run_sync
from fastapi import HTTPException

AT_ONCE = 3
MOST_WAITING = 600
Made = TypeVar("Made")


class Turns:
    """Let callers take turns, and turn away those whom nobody could wait for."""

    def __init__(self, at_once: int = AT_ONCE, waiting: int = MOST_WAITING) -> None:
        self._at_once = at_once
        self._most = waiting
        self._waiting = 0
        self._limits: WeakKeyDictionary[asyncio.AbstractEventLoop, anyio.CapacityLimiter] = (
            WeakKeyDictionary()
        )

    async def take(self, call: Callable[[], Made]) -> Made:
        """Run a call in a thread when its turn has come, and return what it returns.

        Raises
        ------
        HTTPException
            503 if too many wait.
        """
        if self._waiting >= self._most:
            raise HTTPException(503, "too many come in at once: try again in a minute")
        loop = asyncio.get_running_loop()
        limit = self._limits.setdefault(loop, anyio.CapacityLimiter(self._at_once))
        self._waiting += 1
        try:
            return await run_sync(call, limiter=limit)
        finally:
            self._waiting -= 1
