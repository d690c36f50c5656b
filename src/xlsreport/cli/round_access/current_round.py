"""The round in which a command works, with all that came in checked by its definition as it is now."""

from __future__ import annotations

from pathlib import Path

from xlsreport.cli.common_options import user_messages
from xlsreport.cli.printable import echo_line
from xlsreport.cli.progress import progress
from xlsreport.errors import LedgerError
from xlsreport.round.folder import Round, find_round
from xlsreport.round.processing.issued_forms import files_to_recheck
from xlsreport.round.synchronised_copies import copied_files


def current_round(folder: str, *, processes: int | None = None) -> Round:
    """The round in or above a folder, with what came in checked by its definition as it is now.

    Raises:
        LedgerError: the ledger cannot be read.
        RoundError: there is no round, or it cannot be opened.
        DefinitionError: its definition has mistakes.
        RosterError: the roster has mistakes.
    """
    round_ = opened_round(folder)
    recheck_changed(round_, processes)
    return round_


def opened_round(folder: str) -> Round:
    """The round in or above a folder; that conflicting copies lie beside its files, which do not count, is said.

    Raises:
        RoundError: there is no round, or it cannot be opened.
        DefinitionError: its definition has mistakes.
    """
    round_ = find_round(Path(folder), user_messages())
    for file, copies in copied_files(round_.folder):
        names = round_.messages("command.comma").join(copy.name for copy in copies)
        echo_line(round_.messages("round.copies", file=file.name, copies=names, count=len(copies)), err=True)
    return round_


def recheck_changed(round_: Round, processes: int | None = None) -> None:
    """Check the files anew that came in before the definition was changed, and say it.

    Raises:
        LedgerError: the ledger cannot be read.
        RosterError: the roster has mistakes.
    """
    count = files_to_recheck(round_)
    if count:
        try:
            _recheck(round_, count, processes)
        except LedgerError as error:  # on a disk that can only be read, whoever looks at the round still can
            echo_line(round_.messages("recheck.not_recorded", count=count, reason=error), err=True)


def _recheck(round_: Round, count: int, processes: int | None) -> None:
    from xlsreport.round.incoming.rechecking import recheck  # a definition is seldom changed

    messages, changed = round_.messages, 0
    done = recheck(round_, processes=processes)
    for one in progress(done, length=lambda: count, label=messages("recheck.progress")):
        changed += one.has_changed
        if one.sentence:
            values = {"number": one.receipt.number, "file": one.receipt.origin, "reason": one.sentence}
            echo_line(messages("recheck.kept", **values), err=True)
    echo_line(messages("recheck.done", count=count, changed=changed), err=True)
