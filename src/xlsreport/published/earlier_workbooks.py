"""Reads earlier workbooks, also those of an edition that the present definition succeeds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.definition.succession.earlier_editions import find_editions, own_predecessors
from xlsreport.errors import RejectedWorkbookError
from xlsreport.messages import Messages
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.submission.submission import Submission
from xlsreport.submission.workbook_reader import read_workbook_bytes


@dataclass(frozen=True)
class EarlierWorkbooks:
    """Reads workbooks of a definition or of its earlier editions.

    Attributes:
        definition: of the present report.
        folders: where an edition is looked for that does not ship with xlsreport.
        messages: the language of refusals.
        cache: what was read before.
    """

    definition: Definition
    folders: Sequence[Path]
    messages: Messages
    cache: ReadingCache | None = None

    def read_bytes(self, data: bytes, name: str) -> Submission:
        """One workbook by the bytes of its file; ``name`` is what to call it.

        Raises:
            RejectedWorkbookError: it cannot be read, or the definition that it was made from is not found.
        """
        try:
            return self._read(data, name, self.definition)
        except RejectedWorkbookError as error:
            if error.definition is None or error.definition not in self._own:
                raise
            missing = error.definition
        edition = self._editions.get(missing)
        if edition is None:
            folders = self.messages("command.comma").join(map(str, dict.fromkeys(self.folders)))
            sentence = self.messages("previous.no_edition", name=missing, folders=folders)
            raise RejectedWorkbookError(sentence, missing) from None
        return self._read(data, name, edition)

    def _read(self, data: bytes, name: str, definition: Definition) -> Submission:
        return read_workbook_bytes(data, name, definition, self.messages, self.cache)

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(own_predecessors(self.definition))

    @cached_property
    def _editions(self) -> dict[str, Definition]:
        found = find_editions(self._own, self.folders)
        return {name: load_definition(path, self.messages) for name, path in found.items()}
