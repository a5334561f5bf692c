"""Rooms to be asked from outside."""

from conftest_rooms import begun, house, live_house, own_house, talked

__all__ = ["begun", "house", "live_house", "own_house", "talked"]
