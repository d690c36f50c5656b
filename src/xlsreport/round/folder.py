"""The folder of a round: its settings, roster, ledger, and the key that signs its workbooks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Any, TypeGuard

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.definition.translation.translating import in_language
from xlsreport.definition.variation.variant import form_of
from xlsreport.document.site_metadata import checked_site
from xlsreport.errors import LedgerError, RoundError, SiteError
from xlsreport.messages import Messages
from xlsreport.round.ledger.conflicting_copies import conflicting_copy
from xlsreport.round.ledger.date_parsing import NoDayError, parse_day
from xlsreport.round.ledger.file_permissions import keep_private
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import RoundIdentity
from xlsreport.round.roster.agencies import Agency, Roster
from xlsreport.round.roster.agency_languages import locale_for
from xlsreport.round.roster.roster_reading import load_roster
from xlsreport.round.round_key import read_key
from xlsreport.round.round_settings import expect_known_settings, read_settings
from xlsreport.submission.typed_values.period_parsing import parse_period

ROUND_FILE, DEFINITION_FILE, KEY_FILE, LEDGER_FILE = "round.yaml", "definition.yaml", "key", "ledger.sqlite"
ROSTER_FILES = ("roster.xlsx", "roster.csv", "roster.xls", "roster.xlsb", "roster.ods")
"""Possible names of the roster, by format; a folder has one of them."""
STYLE_FILE = "style.docx"
FORMAT_VERSION = 1
"""Increased when an older xlsreport could no longer read the folder."""

_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, eq=False)
class Round:
    """One collection.

    ``id`` tells it from every other; ``key`` signs the identities of its workbooks; ``deadline`` is the last day on
    which a submission is not late. ``office`` is who collects, as letters are signed; ``stated_site`` is what the
    settings say about the site that publishes the reports. ``part`` is the number of the half year, quarter or month
    that is reported about, where that is no whole year.
    """

    folder: Path
    id: str
    name: str
    definition: Definition
    year: int
    deadline: date | None
    key: bytes = field(repr=False)
    office: str = ""
    stated_site: object = None
    part: int | None = None

    @property
    def messages(self) -> Messages:
        """The catalogue in the language of the report."""
        return self.definition.messages

    @property
    def title(self) -> str:
        """What the round is called."""
        return self.name or self.messages("status.round", year=self.in_titles, report=self.definition.declaration.name)

    @property
    def period_code(self) -> str:
        """The period, as commands and files name it."""
        return self.definition.calendar.code(self.year, self.part)

    @property
    def in_names(self) -> str:
        """The period in the name of a file."""
        return self.definition.calendar.in_names(self.year, self.part)

    @property
    def in_titles(self) -> str:
        """The period in the title of the round."""
        return self.definition.calendar.in_titles(self.year, self.part)

    @property
    def ledger_path(self) -> Path:
        """Where the ledger is kept."""
        return self.folder / LEDGER_FILE

    def open_ledger(self) -> Ledger:
        """The ledger, to be used in a ``with`` statement.

        Raises:
            LedgerError: it cannot be opened, has the records of another round, or is one of two.
        """
        of = RoundIdentity(self.id, self.year if self.part is None else self.period_code, self.definition.name)
        ledger = Ledger(self.ledger_path, self.messages, of=of)
        other = conflicting_copy(self.ledger_path, ledger)
        if other is not None:
            ledger.close()
            key, count = ("second", other.files) if other.files else ("second_decisions", other.decisions)
            raise LedgerError(self.messages(f"ledger.{key}", file=self.ledger_path, other=other.path, count=count))
        return ledger

    @property
    def definition_path(self) -> Path:
        """The round's own copy of its definition, which no later version of xlsreport changes."""
        return self.folder / DEFINITION_FILE

    @property
    def style_path(self) -> Path | None:
        """The document whose styles the reports of the round have, where the office has put one into the folder."""
        path = self.folder / STYLE_FILE
        return path if path.exists() or path.is_symlink() else None  # a dangling link is reported as a mistake

    @cached_property
    def roster(self) -> Roster:
        """The agencies, as the office's list has them now.

        Raises:
            RoundError: there is no list, or more than one.
            RosterError: it has mistakes.
        """
        path = roster_path(self.folder, self.messages)
        if path is None:
            raise RoundError(self.messages("round.no_roster", folder=self.folder))
        return load_roster(path, self.messages, language=self.definition.locale)

    def body_of(self, agency: Agency) -> str:
        """The id of the kind of body that an agency is by its category in the roster; empty where nothing tells."""
        kind = self.definition.body_kind_of(agency.name, agency.kind) if agency.kind else None
        return "" if kind is None else kind.id

    def form_for(self, agency: Agency) -> Definition:
        """What an agency is asked for: its kind's form, by the roster's category and its name, else the whole one.

        It is in the language that the roster names, else in the definition's own.

        Raises:
            RoundError: the definition is not translated into that language.
        """
        definition = in_language(self.definition, locale_for(agency, self.definition))
        return form_of(definition, definition.body_kind_of(agency.name, agency.kind))

    def __getstate__(self) -> dict[str, Any]:
        """The state for another process: without the roster, which may be large and is seldom needed there."""
        return {name: value for name, value in self.__dict__.items() if name != "roster"}

    @property
    def site(self) -> Mapping[str, str]:
        """What the web pages of the reports state about their site.

        Raises:
            SiteError: the settings have a name or value that does not fit.
        """
        if self.stated_site is None:
            return {}
        if not isinstance(self.stated_site, dict):
            raise SiteError(self.messages("site.not_names"))
        return checked_site(self.stated_site, self.definition.declaration.page_style, self.messages)

    def subfolder(self, key: str) -> Path:
        """A folder of results within the round, called by a message of the catalogue, such as ``round.distributed``."""
        return self.folder / self.messages(key)


def roster_path(folder: Path, messages: Messages) -> Path | None:
    """The roster in a round's folder, if there is one.

    Raises:
        RoundError: there are several.
    """
    found = [folder / name for name in ROSTER_FILES if (folder / name).is_file()]
    if len(found) > 1:
        raise RoundError(messages("round.two_rosters", folder=folder, one=found[0].name, other=found[1].name))
    return found[0] if found else None


def is_round(folder: Path) -> bool:
    """Whether a folder is that of a round; one that cannot be read is not."""
    try:
        return (folder / ROUND_FILE).is_file()
    except (OSError, ValueError):
        return False


def find_round(start: Path, messages: Messages) -> Round:
    """The round in a folder or in one of those above it.

    Raises:
        RoundError: there is none, or it cannot be opened.
        DefinitionError: its definition has mistakes.
    """
    try:
        folder = _round_above(start)
        if folder is not None:
            return open_round(folder, messages)
    except PermissionError as error:
        raise RoundError(messages("round.no_permission", file=error.filename)) from None
    raise RoundError(messages("round.none", folder=start))


def definition_path_at(start: Path) -> Path | None:
    """The file of the definition of the round in a folder or in one of those above it; None where there is no round."""
    try:
        folder = _round_above(start)
    except PermissionError:
        return None
    return None if folder is None else folder / DEFINITION_FILE


def _round_above(start: Path) -> Path | None:
    """The folder of a round at or above a path; None for a cycle of links or an impossible name, too."""
    try:
        return next((at for at in (start, *start.resolve().parents) if _is_regular_file(at / ROUND_FILE)), None)
    except PermissionError:
        raise
    except (OSError, RuntimeError, ValueError):  # before Python 3.13 a cycle of links is a RuntimeError
        return None


def _is_regular_file(path: Path) -> bool:
    """Whether there is a file; ``Path.is_file`` says no since Python 3.14 where one may not look."""
    try:
        return S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False


def open_round(folder: Path, messages: Messages) -> Round:
    """The round of a folder.

    Args:
        folder: as :func:`create_round` made it.
        messages: the language of errors while the round's own is not known.

    Raises:
        RoundError: the folder is no round, or its definition is gone, or its key cannot be read.
        DefinitionError: the definition has mistakes.
    """
    settings = read_settings(folder / ROUND_FILE, messages)
    tree = settings.values
    version = tree.get("version")
    if not _is_whole(version):
        raise RoundError(messages("round.settings", file=folder / ROUND_FILE))
    if version > FORMAT_VERSION:
        raise RoundError(messages("round.newer", folder=folder, version=version))
    expect_known_settings(settings, messages)
    if not _is_regular_file(folder / DEFINITION_FILE):
        raise RoundError(messages("round.no_definition", file=folder / DEFINITION_FILE))
    definition = load_definition(folder / DEFINITION_FILE, messages)
    said = definition.messages
    period, round_id = _period(tree, definition), str(tree.get("round", ""))
    if period is None or not _ID.fullmatch(round_id):
        raise RoundError(said("round.settings", file=folder / ROUND_FILE))
    keep_private(folder / KEY_FILE, folder / LEDGER_FILE)
    return Round(
        folder=folder,
        id=round_id,
        name=str(tree.get("name") or ""),
        definition=definition,
        year=period[0],
        part=period[1],
        deadline=_deadline_in(tree, folder / ROUND_FILE, definition.deadline(*period), said),
        key=read_key(folder / KEY_FILE, said),
        office=str(tree.get("office") or ""),
        stated_site=tree.get("site"),
    )


def _period(tree: Mapping[str, Any], definition: Definition) -> tuple[int, int | None] | None:
    """The year and part in the settings; None where they have none that fits the definition."""
    year = tree.get("year")
    if definition.calendar.has_parts:
        return parse_period(str(tree.get("period", "")), definition.calendar)
    return (year, None) if _is_whole(year) else None


def _is_whole(value: object) -> TypeGuard[int]:
    """Whether a setting is an integer; ``bool`` is a subclass of ``int`` in Python."""
    return isinstance(value, int) and not isinstance(value, bool)


def _deadline_in(tree: Mapping[str, Any], file: Path, of_definition: date | None, messages: Messages) -> date | None:
    """The deadline in the settings, which may also be left blank; without the setting, that of the definition."""
    if "deadline" not in tree:
        return of_definition
    if not tree["deadline"]:
        return None
    try:
        return parse_deadline(str(tree["deadline"]), messages)
    except RoundError as error:
        raise RoundError(messages("round.in_settings", file=file, setting="deadline", reason=error)) from None


def parse_deadline(text: str, messages: Messages) -> date:
    """The day that a text states, in any of the ways of :func:`parse_day`.

    Raises:
        RoundError: it states none.
    """
    try:
        return parse_day(text)
    except NoDayError as error:
        raise RoundError(messages(error.key, found=text)) from None
