"""The groups of a brief beyond the reports: the table of a room, and a case on file."""

from __future__ import annotations

from onetext.brief.case_told import case_groups
from onetext.brief.packages.agreeable_told import told_agreeable
from onetext.brief.sections import Brief
from onetext.brief.table_told import Group, groups


def told_table(brief: Brief) -> tuple[Group, ...]:
    """Return what a brief tells of a room: its table, and what could be agreed; else nothing."""
    told = groups(brief.table, brief.view) if brief.table is not None else ()
    if brief.agreeable is None:
        return told
    return (*told, told_agreeable(brief.agreeable))


def told_case(brief: Brief) -> tuple[Group, ...]:
    """Return what a brief tells of the case on file; nothing without one."""
    return case_groups(brief.case, brief.view.at) if brief.case is not None else ()
