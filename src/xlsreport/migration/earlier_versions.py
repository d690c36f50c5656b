"""Reads workbooks of earlier editions and earlier versions of a form, each by the definition that it was made from.

A workbook does not hold its definition, only the name and the fingerprint of it. So the definition has to be there: it
ships with xlsreport, or lies beside the workbook or the present definition, or is given. Where only another version is
there, the workbook can be read by it as far as all labels of the form are where this version has them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.shipped_definitions import shipped_path
from xlsreport.definition.succession.earlier_editions import definitions_beside
from xlsreport.errors import RejectedWorkbookError
from xlsreport.messages import Messages
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.spreadsheet.reading_limits import limits_of
from xlsreport.submission.alteration import AlterationKind
from xlsreport.submission.identity.stamp import Stamp
from xlsreport.submission.identity.stamped_definition import shipped_definition
from xlsreport.submission.intake.open_file import open_stamped
from xlsreport.submission.submission import Submission
from xlsreport.submission.workbook_reader import read_workbook_bytes


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """A workbook that was read; ``is_exact``: by the very definition that it was made from."""

    submission: Submission
    is_exact: bool


class EarlierVersions:
    """Reads workbooks of any edition and version of the form that is present now.

    Args:
        present: the form that they are to have.
        given: definitions that they may have been made from.
        folders: where further ones are looked for.
        messages: the language of refusals.
        cache: for whoever reads many workbooks.
        kept: gives the definition with a fingerprint that a round has kept, or None.
    """

    def __init__(
        self,
        present: Definition,
        given: Sequence[Definition],
        folders: Iterable[Path],
        messages: Messages,
        cache: ReadingCache | None = None,
        kept: Callable[[str], Definition | None] = lambda _: None,
    ) -> None:
        self._present, self._given = present, tuple(given)
        self._folders, self._messages, self._cache = tuple(folders), messages, cache
        self._kept = kept

    def read(self, data: bytes, name: str) -> ReadVersion:
        """One workbook by the bytes of its file; ``name`` is what to call it.

        Raises:
            RejectedWorkbookError: it cannot be read, or no definition is there by which it can be.
        """
        _, _, stamp = open_stamped(data, self._messages, self._cache, limits_of(self._present))
        known = [one for one in self._known(stamp.definition) if one.name == stamp.definition]
        for definition in known:
            if definition.fingerprint == stamp.fingerprint:
                return ReadVersion(self._read(data, name, definition), is_exact=True)
        issued = self._kept(stamp.fingerprint)
        if issued is not None and issued.name == stamp.definition:
            return ReadVersion(self._read(data, name, issued), is_exact=True)
        return ReadVersion(self._by_labels(data, name, stamp, known), is_exact=False)

    def _by_labels(self, data: bytes, name: str, stamp: Stamp, known: Sequence[Definition]) -> Submission:
        """The workbook by the first version whose labels it has, rather by one with the lines of its checks sheet."""
        found: list[Submission] = []
        reason = ""
        for definition in known:
            try:
                found.append(self._read(data, name, definition))
            except RejectedWorkbookError as error:
                reason = reason or str(error.__cause__ or error)  # without what to do, which is said here
        if not found:
            folders = self._messages("command.comma").join(map(str, dict.fromkeys(self._folders)))
            key = "no_version" if known else "no_edition"
            sentence = self._messages(f"migrate.{key}", name=stamp.definition, folders=folders, reason=reason)
            raise RejectedWorkbookError(sentence, stamp.definition)
        complete = (one for one in found if AlterationKind.CHECKS_LOST not in {each.kind for each in one.alterations})
        return next(complete, found[0])

    def _read(self, data: bytes, name: str, definition: Definition) -> Submission:
        return read_workbook_bytes(data, name, definition, self._messages, self._cache)

    def _known(self, name: str) -> Iterator[Definition]:
        """The definitions that may be meant by a name, the likeliest first."""
        yield from self._given
        yield self._present
        yield from self._beside
        if shipped_path(name) is not None:
            yield shipped_definition(name)

    @cached_property
    def _beside(self) -> tuple[Definition, ...]:
        return tuple(definitions_beside(self._present.declaration.id, self._folders))
