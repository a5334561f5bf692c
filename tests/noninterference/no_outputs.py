"""What is found and is not called as an output by itself, each with the reason."""

from __future__ import annotations

NONE = {
    "onetext.cli": "commands are run whole: test_noninterference_cli.py",
    "onetext.cases": "reads and writes case files; no view goes in",
    "onetext.record.store": "the host's own shelf; windows are read through it in every example",
    "onetext.record.record:Readable": "as the stores",
    "onetext.record.archive": "the host's whole record, handed to nobody as a seat",
    "onetext.record.hosting.closing": "the host's; what it publishes is in the bundle",
    "onetext.record.hosting.shares:Tallies": "the host's counts; answers hang on them",
    "onetext.brief.packages": "answers of a case file's sheets; no view goes in",
    "onetext.room": "served whole: see SERVED",
    "onetext.record.hosting.host:Host.close": "the host's, at its hours",
    "onetext.record.hosting.host:Host.whole": "the host's whole record, as the archive",
    "onetext.record.hosting.host:Host.open_compartment": "the host's; what it opens is seen",
    "onetext.record.wire": "writes any value it is given; bundles go through it",
    "onetext.terms.said.form:to_form": "writes a report; reports on file are public",
}
"""What is found and is no output to a seat: by module, class or full name, with the reason."""

SERVED = "tests/room/security/test_web_noninterference.py"
"""Where every route of a room on the web is fetched by each seat from two histories."""

BY_STEPS = (
    "onetext.record.hosting.host:Host.",
    "onetext.record.hosting.rules:check",
    "onetext.record.hosting.passing:",
    "onetext.record.hosting.offers:",
    "onetext.record.hosting.proposals:",
    "onetext.record.hosting.results:",
    "onetext.record.hosting.texts:check_text",
)
"""What answers a seat's acts: the steps of every history call it, and the answers are compared."""

BY_ANOTHER = ("onetext.record.verifying_",)
"""What is a step of another output, and tells nothing beside it: ``verify_bundle`` tells all."""


def reason_for_none(name: str) -> str | None:
    """Return why a found callable is no output to a seat; None if it is one."""
    for key, why in NONE.items():
        if name == key or name.startswith((f"{key}:", f"{key}.")):
            return why
    return None
