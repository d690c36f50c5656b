"""Moves workbook files into another edition or version of their form, those of a round with their identity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from xlsreport.definition.definition import Definition
from xlsreport.errors import MigrationError, RejectedWorkbookError, RoundError, WorkbookError
from xlsreport.inspection.issuing_round import Refusal
from xlsreport.messages import Messages, messages_for
from xlsreport.migration.earlier_versions import EarlierVersions
from xlsreport.migration.migrated_file import MigratedFile, migrated_file
from xlsreport.migration.migrating import migrate
from xlsreport.migration.migration_result import Migration
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.parallel.ordered_map import Worker, each, map_in_order
from xlsreport.parallel.process_ended import ProcessEndedError
from xlsreport.round.folder import Round
from xlsreport.round.incoming.identification import RECODED, identity_claim
from xlsreport.round.incoming.inbox import IncomingFile
from xlsreport.round.processing.round_reader import RoundReader
from xlsreport.round.roster.cover_columns import known_fields
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.stamping import signed
from xlsreport.submission.submission import Submission
from xlsreport.workbook.workbook_file import workbook_bytes


@dataclass(frozen=True)
class MigrationOrder:
    """What workbooks are to become.

    Attributes:
        definition: the form that they are to have.
        given: definitions that they may have been made from.
        folders: where further ones are looked for.
        language: of refusals.
        round: whose workbooks they are; without one, the new ones belong to none.
        password: of the new ones' protection.
    """

    definition: Definition
    given: tuple[Definition, ...]
    folders: tuple[Path, ...]
    language: str
    round: Round | None = None
    password: str | None = None

    @property
    def messages(self) -> Messages:
        """The sentences of refusals."""
        return messages_for(self.language)


def migrate_workbooks(
    order: MigrationOrder, files: Iterable[IncomingFile], *, processes: int | None = None
) -> Iterator[MigratedFile]:
    """Move files, each by itself, in the order in which they are given.

    Args:
        order: what they are to become.
        files: workbooks; what is none is told in its place.
        processes: how many to use; by default one for each core.

    Raises:
        LedgerError: the ledger of the round cannot be read.
        RosterError: its roster has mistakes.
        RoundError: the system ended one of several processes.
    """
    try:
        yield from map_in_order(_migrator, order, files, processes, weight=lambda file: file.size)
    except ProcessEndedError:
        raise RoundError(order.messages("round.process_ended")) from None


@contextmanager
def _migrator(order: MigrationOrder) -> Iterator[Worker[IncomingFile, MigratedFile]]:
    with ExitStack() as opened:
        reader = None
        if order.round is not None:
            reader = RoundReader(order.round, opened.enter_context(order.round.open_ledger()))
        yield each(_WorkbookMigrator(order, reader).migrated)


class _RefusedError(Exception):
    """A workbook that does not belong to the round; the text says why."""


class _WorkbookMigrator:
    """Moves one file after the other."""

    def __init__(self, order: MigrationOrder, reader: RoundReader | None) -> None:
        self._order, self._reader, self._messages = order, reader, order.messages
        kept = (lambda _: None) if reader is None else reader.earlier_form
        self._versions = EarlierVersions(
            order.definition, order.given, order.folders, self._messages, ReadingCache(), kept
        )

    def migrated(self, file: IncomingFile) -> MigratedFile:
        """What became of a file."""
        try:
            return self._moved(file.origin, file.read())
        except InvalidFileError as error:
            return MigratedFile(file.origin, self._messages(f"rejected.{error.key}", **error.values))
        except (RejectedWorkbookError, MigrationError, WorkbookError, _RefusedError) as error:
            return MigratedFile(file.origin, str(error))

    def _moved(self, name: str, data: bytes) -> MigratedFile:
        read = self._versions.read(data, name)
        before = read.submission
        identity = None if self._reader is None else self._identity(before, self._reader.round)
        if self._reader is not None:
            before = self._reader.with_issued_previous(before)
        migration = migrate(before, self._order.definition)
        if identity is not None and self._reader is not None:
            migration = _signed(migration, identity, self._reader.round)
        workbook = workbook_bytes(migration.after, password=self._order.password)
        return migrated_file(name, migration, is_exact=read.is_exact, workbook=workbook)

    def _identity(self, before: Submission, round_: Round) -> Identity:
        """The identity of a workbook of the round, checked as when it is collected: nothing else may be signed anew.

        An agency that has got another code since is the same agency: what it has filled in is signed for its new code.
        """
        claim = identity_claim(before, round_)
        if isinstance(claim, Refusal) or before.identity is None:
            refused = claim if isinstance(claim, Refusal) else Refusal("none")
            raise _RefusedError(refused.sentence(round_.messages))
        refusal = claim.refusal(round_.roster)
        if refusal is not None and refusal.reason == RECODED:
            claim = replace(claim, code=str(refusal.values["now"]))
            refusal = claim.refusal(round_.roster)
        if refusal is not None:
            raise _RefusedError(refusal.sentence(round_.messages))
        agency = round_.roster.get(claim.code)
        body = "" if agency is None else round_.body_of(agency)
        return Identity(round_.id, claim.code, before.identity.revision, body=body)


def _signed(migration: Migration, identity: Identity, round_: Round) -> Migration:
    """The migration of a workbook of the round: signed, with what the roster says of its agency now."""
    agency, after = round_.roster.get(identity.code), migration.after
    if agency is not None:
        known = known_fields(agency, after.definition, round_.definition.declaration)
        after = replace(known.put_into(after, locked_only=True), agency=agency.name)
        identity = replace(identity, from_roster=known.stamped)
    return replace(migration, after=signed(after, identity, round_.key))
