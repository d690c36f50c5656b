"""The forms in which a round gave out workbooks: the present one, and those before it was changed."""

from __future__ import annotations

from functools import cached_property

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition, self_contained_text
from xlsreport.definition.loading.regular_file import MAX_TEXT_MEGABYTES, UnreadFileError, read_regular_file
from xlsreport.definition.problems import DefinitionError
from xlsreport.errors import RoundError
from xlsreport.round.folder import Round
from xlsreport.round.ledger.ledger import Ledger


def keep_present_form(round_: Round, ledger: Ledger) -> int:
    """Keep the definition of a round in its ledger, before workbooks are given out or checked by it.

    Returns:
        The number of the form.

    Raises:
        LedgerError: the ledger cannot be written.
        RoundError: the file of the definition cannot be read any more.
    """
    return present_form(round_, ledger) or ledger.keep_form(round_.definition.fingerprint, _self_contained(round_))


def present_form(round_: Round, ledger: Ledger) -> int | None:
    """The number of the round's definition in its ledger; None where it is not kept yet.

    Raises:
        LedgerError: the ledger cannot be read.
        RoundError: the file of the definition cannot be read any more.
    """
    known = ledger.number_of_form(_written(round_))  # most definitions extend no other, and need not be parsed
    return known or ledger.number_of_form(_self_contained(round_))


def files_to_recheck(round_: Round) -> int:
    """How many received files were last checked by a definition other than the present one.

    Nothing is written, so that it can be asked of a round on a disk that can only be read.

    Raises:
        LedgerError: the ledger cannot be read.
        RoundError: the file of the definition cannot be read any more.
    """
    with round_.open_ledger() as ledger:
        return len(ledger.checked_by_other_forms(present_form(round_, ledger))) if ledger.forms() else 0


def _written(round_: Round) -> str:
    try:
        return read_regular_file(round_.definition_path, MAX_TEXT_MEGABYTES).decode("utf-8-sig")
    except (UnreadFileError, UnicodeDecodeError):
        raise RoundError(round_.messages("round.no_definition", file=round_.definition_path)) from None


def _self_contained(round_: Round) -> str:
    try:
        return self_contained_text(round_.definition_path, round_.messages) or _written(round_)
    except DefinitionError:
        raise RoundError(round_.messages("round.no_definition", file=round_.definition_path)) from None


class IssuedForms:
    """The earlier forms of a round, as its ledger keeps them; they are loaded when a workbook needs them."""

    def __init__(self, round_: Round, ledger: Ledger) -> None:
        self._round, self._ledger = round_, ledger
        self._loaded: dict[str, Definition | None] = {}

    def earlier(self, fingerprint: str) -> Definition | None:
        """The form with a fingerprint, where it is kept and not the present one.

        Raises:
            LedgerError: the ledger cannot be read.
        """
        if fingerprint == self._round.definition.fingerprint or fingerprint not in self._texts:
            return None
        if fingerprint not in self._loaded:
            self._loaded[fingerprint] = self._load(fingerprint)
        return self._loaded[fingerprint]

    def has_earlier(self) -> bool:
        """Whether any form but the present one is kept."""
        return bool(self._texts.keys() - {self._round.definition.fingerprint})

    @cached_property
    def _texts(self) -> dict[str, str]:
        """By fingerprint the newest text that has it: what the fingerprint leaves out moves no cell."""
        return {form.fingerprint: form.text for form in reversed(self._ledger.forms())}

    def _load(self, fingerprint: str) -> Definition | None:
        try:
            return parse_definition(self._texts[fingerprint], str(self._round.definition_path))
        except DefinitionError:  # a later xlsreport may ask more of definitions
            return None
