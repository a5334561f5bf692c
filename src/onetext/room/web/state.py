"""What all requests to one app share: its rooms, its settings, and what it counts of late."""

from __future__ import annotations

from fastapi import Request

from onetext.room.access.challenges import Challenges
from onetext.room.access.guesses import Guesses
from onetext.room.room import Room
from onetext.room.settings import Settings
from onetext.room.web.turns import Turns


def rooms_of(request: Request) -> dict[int, Room]:
    """Return the rooms that are served, by number."""
    found: dict[int, Room] = request.app.state.rooms
    return found


def settings_of(request: Request) -> Settings:
    """Return how they are served."""
    found: Settings = request.app.state.settings
    return found


def guesses_of(request: Request) -> Guesses:
    """Return the count of tries at passwords."""
    found: Guesses = request.app.state.guesses
    return found


def challenges_of(request: Request) -> Challenges:
    """Return what passkeys are asked to sign."""
    found: Challenges = request.app.state.challenges
    return found


def turns_of(request: Request) -> Turns:
    """Return the queue for what costs much."""
    found: Turns = request.app.state.turns
    return found
