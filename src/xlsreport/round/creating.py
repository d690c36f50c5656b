"""Makes the folder of a new round."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import load_definition, self_contained_text
from xlsreport.definition.loading.shipped_definitions import shipped_path
from xlsreport.definition.succession.earlier_editions import find_editions, own_predecessors
from xlsreport.document.site_metadata import checked_site
from xlsreport.errors import RoundError
from xlsreport.messages import Messages
from xlsreport.round.files.atomic_write import write_atomically, write_error
from xlsreport.round.files.safe_filenames import safe_name
from xlsreport.round.folder import (
    DEFINITION_FILE,
    FORMAT_VERSION,
    KEY_FILE,
    LEDGER_FILE,
    ROSTER_FILES,
    ROUND_FILE,
    Round,
    open_round,
)
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.roster.agency_languages import locale_for
from xlsreport.round.roster.roster_reading import RosterReading, read_roster
from xlsreport.round.round_key import new_id, new_key, write_key


@dataclass(frozen=True, slots=True)
class RoundOptions:
    """What a new round collects, and from whom.

    Attributes:
        definition: the name of a shipped report definition, or the path of one.
        year: the year that is reported about.
        part: the number of the half year, quarter or month, where the definition has such periods.
        roster: the office's list of agencies, in any format that :func:`read_roster` reads.
        name: what the round is called; by default the report and the year.
        deadline: the last day on which a submission is not late.
        office: who collects, as letters are signed.
        site: what the reports' web pages state about the site that publishes them, by name.
        encoding: that of a list which is kept as text; by default it is detected.
    """

    definition: str
    year: int
    roster: Path
    name: str = ""
    deadline: date | None = None
    office: str = ""
    site: Mapping[str, object] = field(default_factory=dict)
    encoding: str = ""
    part: int | None = None


def create_round(folder: Path, options: RoundOptions, messages: Messages) -> Round:
    """Make the folder of a round with its settings, roster, key and empty ledger.

    Args:
        folder: must not exist, or be empty.
        options: what is collected, and from whom.
        messages: the language of errors; what is written into the folder is in the definition's.

    Raises:
        DefinitionError: the definition has mistakes.
        RosterError: the roster has mistakes.
        SiteError: what is to be stated about the site does not fit.
        RoundError: the folder holds something, or cannot be written.
    """
    definition = load_definition(options.definition, messages)
    reading = read_roster(options.roster, messages, encoding=options.encoding, language=definition.locale)
    for agency in reading.roster:
        locale_for(agency, definition)
    checked_site(options.site, definition.declaration.page_style, messages)
    try:
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise RoundError(messages("round.exists", folder=folder))
        with _whole_or_not_at_all(folder, is_new):
            _write_parts(folder, options, definition, reading, messages)
            # Written last: this file makes the folder a round.
            write_atomically(folder / ROUND_FILE, _settings(options, definition).encode(), messages)
    except OSError as error:
        raise write_error(Path(error.filename2 or error.filename or folder), error, messages) from None
    return open_round(folder, messages)


def _write_parts(
    folder: Path, options: RoundOptions, definition: Definition, reading: RosterReading, messages: Messages
) -> None:
    _keep_definition(folder / DEFINITION_FILE, options.definition, definition.messages)
    for name, path in _earlier_editions(options.definition, definition).items():
        _keep_definition(folder / _EARLIER.format(safe_name(name.partition("/")[2])), str(path), definition.messages)
    _keep_roster(folder / f"roster.{reading.form}", options, reading)
    write_key(folder / KEY_FILE, new_key())
    with Ledger(folder / LEDGER_FILE, messages, new=True):
        pass


def _earlier_editions(source: str, definition: Definition) -> Mapping[str, Path]:
    """The files of earlier editions beside the definition's own, by which last year's workbooks can be read."""
    return find_editions(own_predecessors(definition), [] if shipped_path(source) else [Path(source).parent])


def _keep_definition(path: Path, source: str, messages: Messages) -> None:
    """Copy a definition; one that extends others is written out, so that the round does not change with them."""
    text = self_contained_text(source, messages)
    if text is None:
        shutil.copyfile(shipped_path(source) or Path(source), path)
    else:
        path.write_bytes(messages("round.definition_written_out", definition=source).encode() + text.encode())


def _keep_roster(path: Path, options: RoundOptions, reading: RosterReading) -> None:
    """Copy the list; a text is stored as UTF-8 with a byte order mark, so that its encoding is certain."""
    if reading.text is None:
        shutil.copyfile(options.roster, path)
    else:
        path.write_bytes(reading.text.encode("utf-8-sig"))


@contextmanager
def _whole_or_not_at_all(folder: Path, is_new: bool) -> Iterator[None]:
    """Restore the folder after an error, so that the same command can be run again."""
    try:
        yield
    except BaseException:
        copies = (*folder.glob(f"{LEDGER_FILE}*"), *folder.glob(_EARLIER.format("*")))
        for path in (*copies, *(folder / name for name in _PARTS)):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        if is_new:
            with suppress(OSError):
                folder.rmdir()
        raise


_EARLIER = "definition-{}.yaml"
"""The copy of an earlier edition, beside that of the present one."""
_PARTS = (DEFINITION_FILE, KEY_FILE, *ROSTER_FILES)


def _period(options: RoundOptions, definition: Definition) -> Mapping[str, int | str]:
    if options.part is None:
        return {"year": options.year}
    return {"period": definition.calendar.code(options.year, options.part)}


def _settings(options: RoundOptions, definition: Definition) -> str:
    deadline = options.deadline.isoformat() if options.deadline else ""
    settings = {
        "version": FORMAT_VERSION,
        "round": new_id(),
        "definition": definition.name,
        **_period(options, definition),
        "name": options.name,
        "office": options.office,
        "deadline": deadline,
        "site": dict(options.site),
    }
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in settings.items())
    return f"# {definition.messages('round.file')}\n" + "\n".join(lines) + "\n"
