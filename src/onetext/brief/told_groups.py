"""The groups of a brief beyond the reports: the table of a room, and a case on file."""

from __future__ import annotations

from onetext.brief.case_told import case_groups
from onetext.brief.sections import Brief
from onetext.brief.table_told import Group, groups


def told_table(brief: Brief) -> tuple[Group, ...]:
    """Return what a brief tells of the table; nothing outside a room."""
    return groups(brief.table, brief.view) if brief.table is not None else ()


def told_case(brief: Brief) -> tuple[Group, ...]:
    """Return what a brief tells of the case on file; nothing without one."""
    return case_groups(brief.case, brief.view.at) if brief.case is not None else ()
