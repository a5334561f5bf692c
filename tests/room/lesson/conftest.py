from lessons import browser, enacted, room

__all__ = ["browser", "enacted", "room"]
