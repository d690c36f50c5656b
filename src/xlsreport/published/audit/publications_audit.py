"""The audit as a function of the library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xlsreport.definition.definition import Definition
from xlsreport.messages import DEFAULT_LANGUAGE, Messages, messages_for
from xlsreport.published.audit.audited_reports import Audit
from xlsreport.published.audit.auditing import audit
from xlsreport.published.candidate_definitions import shipped_candidates


def audit_publications(
    paths: Sequence[str | Path],
    definitions: Sequence[Definition] | None = None,
    messages: Messages | None = None,
    *,
    processes: int | None = None,
) -> Audit:
    """Find what is wrong in published reports, each by itself and with last year's and others'.

    Args:
        paths: published reports, archives and mails with such, folders with all of these, and lists of agencies.
        definitions: the editions that they may follow; their labels decide. By default all that ship with xlsreport.
        messages: the sentences of the user's language; Chinese by default.
        processes: how many to use; by default one for each core.

    Raises:
        PublicationError: a path does not exist, or there is no file in any.
        RosterError: a list of agencies cannot be read.
        OutputError: the system ended one of the processes.
    """
    messages = messages or messages_for(DEFAULT_LANGUAGE)
    return audit(paths, definitions or shipped_candidates(messages), messages.language, processes=processes)
