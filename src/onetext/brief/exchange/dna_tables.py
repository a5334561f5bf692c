"""The tables of a database of Discourse Network Analyzer, version 3.0, as SQLite has them.

Names, types, keys and limits are those that DNA 3.0.8 (16 June 2022, ``sql/Sql.java``,
github.com/leifeld/dna) gives a new SQLite database; the statements here are our own.
"""

from __future__ import annotations

VERSION = ("3.0.8", "2022-06-16")
LONGEST = 190
"""How many characters a title, a name or a value may have."""

_ID = "ID INTEGER NOT NULL PRIMARY KEY"
_SWITCHES = (
    "AddDocuments EditDocuments DeleteDocuments ImportDocuments AddStatements EditStatements"
    " DeleteStatements EditAttributes EditRegex EditStatementTypes EditCoders EditCoderRelations"
    " ViewOthersDocuments EditOthersDocuments ViewOthersStatements EditOthersStatements".split()
)


def _short(name: str, default: str = "") -> str:
    return f"{name} TEXT NOT NULL{default} CHECK (LENGTH({name}) < {LONGEST + 1})"


def _colours(least: str = "NOT NULL DEFAULT 0 ") -> str:
    parts = (f"{c} INTEGER {least}CHECK ({c} BETWEEN 0 AND 255)" for c in ("Red", "Green", "Blue"))
    return ", ".join(parts)


def _switch(name: str, default: int) -> str:
    return f"{name} INTEGER NOT NULL DEFAULT {default} CHECK ({name} BETWEEN 0 AND 1)"


def _link(name: str, table: str) -> str:
    return f"FOREIGN KEY ({name}) REFERENCES {table} (ID) ON DELETE CASCADE"


def _values(column: str) -> str:
    """Return the columns of a table that holds the values of one kind of variable."""
    return (
        f"{_ID}, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL, {column},"
        " UNIQUE (StatementId, VariableId),"
        f" {_link('StatementId', 'STATEMENTS')}, {_link('VariableId', 'VARIABLES')}"
    )


TABLES = {
    "SETTINGS": "Property TEXT PRIMARY KEY, Value TEXT NOT NULL",
    "CODERS": ", ".join(
        [
            _ID,
            _short("Name"),
            _colours(),
            "Refresh INTEGER NOT NULL DEFAULT 0 CHECK (Refresh BETWEEN 0 AND 9999)",
            "FontSize INTEGER NOT NULL DEFAULT 14 CHECK (FontSize BETWEEN 1 AND 99)",
            _short("Password"),
            "PopupWidth INTEGER DEFAULT 300 CHECK (PopupWidth BETWEEN 100 AND 9999)",
            _switch("ColorByCoder", 0),
            _switch("PopupDecoration", 0),
            _switch("PopupAutoComplete", 1),
            *(_switch(f"Permission{name}", 1) for name in _SWITCHES),
        ]
    ),
    "DOCUMENTS": ", ".join(
        [
            _ID,
            _short("Title"),
            "Text TEXT NOT NULL",
            "Coder INTEGER",
            *(_short(name, " DEFAULT ''") for name in ("Author", "Source", "Section")),
            "Notes TEXT NOT NULL DEFAULT ''",
            _short("Type", " DEFAULT ''"),
            "Date INTEGER NOT NULL",
            _link("Coder", "CODERS"),
        ]
    ),
    "STATEMENTTYPES": f"{_ID}, {_short('Label')}, {_colours()}",
    "VARIABLES": ", ".join(
        [
            _ID,
            _short("Variable"),
            "DataType TEXT NOT NULL DEFAULT 'short text' CHECK"
            " (DataType IN ('boolean', 'integer', 'long text', 'short text'))",
            "StatementTypeId INTEGER",
            "UNIQUE (Variable, StatementTypeId)",
            _link("StatementTypeId", "STATEMENTTYPES"),
        ]
    ),
    "VARIABLELINKS": ", ".join(
        [
            _ID,
            "SourceVariableId INTEGER",
            "TargetVariableId INTEGER",
            "CHECK (TargetVariableId != SourceVariableId)",
            _link("SourceVariableId", "VARIABLES"),
            _link("TargetVariableId", "VARIABLES"),
        ]
    ),
    "REGEXES": f"Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < {LONGEST + 1}), {_colours()}",
    "CODERRELATIONS": ", ".join(
        [
            _ID,
            *(f"{name} INTEGER CHECK ({name} > 0)" for name in ("Coder", "OtherCoder")),
            *(
                _switch(name, 1)
                for name in ("viewStatements", "editStatements", "viewDocuments", "editDocuments")
            ),
            "CHECK (Coder != OtherCoder)",
            _link("Coder", "CODERS"),
            _link("OtherCoder", "CODERS"),
        ]
    ),
    "STATEMENTS": ", ".join(
        [
            _ID,
            "StatementTypeId INTEGER",
            "DocumentId INTEGER",
            *(f"{name} INTEGER NOT NULL CHECK ({name} >= 0)" for name in ("Start", "Stop")),
            "Coder INTEGER",
            "CHECK (Start < Stop)",
            _link("StatementTypeId", "STATEMENTTYPES"),
            _link("Coder", "CODERS"),
            _link("DocumentId", "DOCUMENTS"),
        ]
    ),
    "DATABOOLEAN": _values("Value INTEGER NOT NULL DEFAULT 1"),
    "DATAINTEGER": _values("Value INTEGER NOT NULL DEFAULT 0"),
    "ENTITIES": ", ".join(
        [
            _ID,
            "VariableId INTEGER NOT NULL",
            _short("Value", " DEFAULT ''"),
            _colours(""),
            "ChildOf INTEGER CHECK (ChildOf > 0)",
            "UNIQUE (VariableId, Value)",
            _link("ChildOf", "ENTITIES"),
            _link("VariableId", "VARIABLES"),
        ]
    ),
    "DATASHORTTEXT": _values("Entity INTEGER NOT NULL") + f", {_link('Entity', 'ENTITIES')}",
    "DATALONGTEXT": _values("Value TEXT DEFAULT ''"),
    "ATTRIBUTEVARIABLES": ", ".join(
        [
            _ID,
            "VariableId INTEGER NOT NULL",
            _short("AttributeVariable"),
            "UNIQUE (VariableId, AttributeVariable)",
            _link("VariableId", "VARIABLES"),
        ]
    ),
    "ATTRIBUTEVALUES": ", ".join(
        [
            _ID,
            "EntityId INTEGER NOT NULL",
            "AttributeVariableId INTEGER NOT NULL",
            _short("AttributeValue", " DEFAULT ''"),
            "UNIQUE (EntityId, AttributeVariableId)",
            _link("EntityId", "ENTITIES"),
            _link("AttributeVariableId", "ATTRIBUTEVARIABLES"),
        ]
    ),
}
"""The columns of each table, in an order in which they can be made."""
