"""The tables of the ledger, as a sequence of migration steps."""

from __future__ import annotations

APPLICATION = 0x786C7372
"""``xlsr`` in ASCII: the application id by which a ledger is recognised."""

_FIRST = """
CREATE TABLE issue (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    revision INTEGER NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    previous TEXT NOT NULL,
    receipt INTEGER REFERENCES receipt (number),
    letter TEXT NOT NULL
);
CREATE INDEX issue_by_code ON issue (code, number);
CREATE INDEX issue_by_content ON issue (sha256);
CREATE TABLE receipt (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    origin TEXT NOT NULL,
    code TEXT,
    revision INTEGER,
    verdict TEXT NOT NULL CHECK (verdict IN ('clean', 'warnings', 'errors', 'refused')),
    reason TEXT NOT NULL,
    sentence TEXT NOT NULL,
    findings TEXT NOT NULL,
    explanations TEXT NOT NULL,
    content TEXT,
    UNIQUE (sha256, reason)
);
CREATE INDEX receipt_by_code ON receipt (code, number);
CREATE INDEX receipt_by_content ON receipt (content) WHERE content IS NOT NULL;
CREATE TABLE received_file (
    number INTEGER PRIMARY KEY REFERENCES receipt (number),
    data BLOB NOT NULL
);
CREATE TABLE decision (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    what TEXT NOT NULL,
    details TEXT NOT NULL
);
"""
_LAST_YEAR_TEXT = """
CREATE TABLE IF NOT EXISTS last_year_text (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    code TEXT NOT NULL,
    texts BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS last_year_text_by_code ON last_year_text (code, number);
"""
"""Some ledgers of the first version have this table, which was created on demand."""
_ARRIVAL = """
ALTER TABLE receipt ADD COLUMN arrived TEXT;
ALTER TABLE receipt ADD COLUMN stated TEXT;
CREATE TABLE collection (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    round TEXT NOT NULL,
    year INTEGER NOT NULL,
    definition TEXT NOT NULL
);
"""
"""``arrived`` is when a file arrived, if known apart from its recording; ``stated`` a digest of all figures and
paragraphs; ``collection`` says to which round the records belong."""

_LINES = """
ALTER TABLE receipt ADD COLUMN lines TEXT;
"""
"""How many lines each list of a file has; nothing where that was not counted yet."""

_FORMS = """
CREATE TABLE form (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    text BLOB NOT NULL
);
ALTER TABLE receipt ADD COLUMN form INTEGER REFERENCES form (number);
CREATE TABLE judgement (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    receipt INTEGER NOT NULL REFERENCES receipt (number),
    form INTEGER NOT NULL REFERENCES form (number),
    verdict TEXT NOT NULL CHECK (verdict IN ('clean', 'warnings', 'errors')),
    findings TEXT NOT NULL,
    explanations TEXT NOT NULL,
    stated TEXT,
    lines TEXT
);
CREATE INDEX judgement_by_receipt ON judgement (receipt, number);
CREATE VIEW judged_receipt AS
SELECT receipt.number, receipt.at, receipt.arrived, receipt.sha256, receipt.origin, receipt.code, receipt.revision,
    coalesce(last.verdict, receipt.verdict) AS verdict, receipt.reason, receipt.sentence,
    coalesce(last.findings, receipt.findings) AS findings,
    coalesce(last.explanations, receipt.explanations) AS explanations,
    coalesce(last.stated, receipt.stated, receipt.content, receipt.sha256) AS stated,
    coalesce(last.lines, receipt.lines) AS lines,
    coalesce(last.form, receipt.form, (SELECT min(number) FROM form)) AS form
FROM receipt LEFT JOIN judgement AS last
ON last.number = (SELECT max(number) FROM judgement WHERE judgement.receipt = receipt.number);
"""
"""``form`` keeps each text of the definition by which workbooks were given out or checked; ``judgement`` what became of
a file when it was checked anew by another one, since the records of receipts never change. Receipts of earlier versions
do not say by which form they were checked: by the first that is kept, since nothing was checked anew then."""


def _append_only_triggers(table: str) -> tuple[str, ...]:
    """Triggers that prevent any program from changing or deleting records."""
    return tuple(
        f"CREATE TRIGGER IF NOT EXISTS {table}_{event.lower()} BEFORE {event} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
        for event in ("UPDATE", "DELETE")
    )


def _statements(script: str) -> tuple[str, ...]:
    return tuple(statement for statement in script.split(";\n") if statement.strip())


STEPS: tuple[tuple[str, ...], ...] = (
    (
        *_statements(_FIRST),
        *(
            trigger
            for table in ("issue", "receipt", "received_file", "decision")
            for trigger in _append_only_triggers(table)
        ),
    ),
    (
        *_statements(_LAST_YEAR_TEXT),
        *_append_only_triggers("last_year_text"),
        *_statements(_ARRIVAL),
        *_append_only_triggers("collection"),
    ),
    _statements(_LINES),
    (*_statements(_FORMS), *_append_only_triggers("form"), *_append_only_triggers("judgement")),
)
"""The statements of each version's migration; a new ledger runs all of them."""
SCHEMA_VERSION = len(STEPS)
"""Increased when an older xlsreport could no longer read the ledger: one without decisions about files would publish
withdrawn figures."""
