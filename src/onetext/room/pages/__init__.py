"""The pages, one module for each; a page shows a view and nothing else."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from fastapi import APIRouter


def routers() -> tuple[APIRouter, ...]:
    """Return the router of every module here; what a route may be asked for it says itself."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(import_module(f"{__name__}.{name}").router for name in names)
