"""Identifies the agency of a workbook by its signed identity alone, never by its file name."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from itertools import chain

from xlsreport.checking.alteration_findings import altered_finding
from xlsreport.checking.findings import Finding
from xlsreport.inspection.issuing_round import RENAMED, IssuingRound, Refusal, contradicting_covers, source_of
from xlsreport.layout.cells import CellRef
from xlsreport.messages import messages_for
from xlsreport.round.counting.roster_changes import successor
from xlsreport.round.folder import Round
from xlsreport.round.roster.agencies import Roster
from xlsreport.round.roster.name_matching import lookalike_key
from xlsreport.submission.alterations.other_form import other_form
from xlsreport.submission.lines_by_column import by_columns
from xlsreport.submission.submission import Submission
from xlsreport.tabular.body_names import normalise_name

_MIN_DISTINCT_FIGURES = 8
"""Distinct figures other than zero that make a submission unique; those of agencies without activity are alike."""


RECODED = "recoded"
"""The reason of a workbook whose agency has another code in the roster now."""
OF_ANOTHER_ROUND = {
    "edition": "edition_beside",
    "other_year": "other_year_beside",
    "other_period": "other_period_beside",
    "other_round": "other_round_beside",
}
"""Reasons for which a workbook may have been given out in another round of the office; and where that is known."""


@dataclass(frozen=True, slots=True)
class IdentityClaim:
    """The identity that a workbook claims with a valid signature: the code, and the name with which it was issued.

    ``covers`` are refusals for a cover that states another name or year. ``kinds`` are the kinds of bodies whose form
    it is, stated at the cell ``stated_at``.
    """

    code: str
    agency: str
    covers: tuple[Refusal, ...] = ()
    kinds: tuple[str, ...] = ()
    stated_at: CellRef = CellRef("", 0, 0)  # noqa: RUF009 - a tuple

    def wrong_form(self, round_: Round) -> Finding | None:
        """An error where the workbook is the form of another kind of bodies than the roster has the agency among.

        What the agency is to be asked for is then not in it, so that its figures must not count.
        """
        agency = round_.roster.get(self.code)
        found = None if agency is None else other_form(self.kinds, round_.form_for(agency), self.stated_at)
        messages = messages_for(round_.definition.language)
        return None if found is None else replace(altered_finding(found, messages), severity="error")

    def refusal(self, roster: Roster) -> Refusal | None:
        """Why the claimed identity is not one of the roster; None if it is."""
        agency = roster.get(self.code)
        if agency is None:
            return _unknown(self.agency, self.code, roster)
        for cover in self.covers:
            # A cover with the roster's present name is right: the agency was renamed, and the check gives a warning.
            if cover.reason != RENAMED or normalise_name(str(cover.values["shown"])) != normalise_name(agency.name):
                return cover
        return None


def identity_claim(submission: Submission, collected: Round) -> IdentityClaim | Refusal:
    """The identity that a workbook claims, checked without the roster; or why the round did not issue it."""
    issuing = IssuingRound(collected.id, collected.definition, collected.year, collected.part)
    source, identity = source_of(submission), submission.identity
    refusal = issuing.other_origin(submission)
    if refusal is not None or identity is None:
        return refusal or Refusal("none")
    stamp = source.stamp
    if not stamp.is_signed(collected.key):
        return Refusal("forged", {"agency": stamp.agency, "code": identity.code})
    if not issuing.is_period_of(source):  # a copied folder has the same id and key
        return issuing.wrong_period(source, identity.code)
    stated_at = source.positions.where(source.positions.layout.cover.identity)
    covers = tuple(contradicting_covers(source, identity.code))
    return IdentityClaim(identity.code, stamp.agency, covers, submission.definition.variant, stated_at)


def _unknown(name: str, code: str, roster: Roster) -> Refusal:
    """The refusal for a code that the roster no longer has, with what became of its agency."""
    values = {"agency": name, "code": code}
    now = successor(code, roster.called(name))
    if now is None:
        return Refusal("unknown_agency", values, code)
    reason = "lost_zeros" if lookalike_key(now.code) == lookalike_key(code) else RECODED
    return Refusal(reason, {**values, "now": now.code}, code)


def is_distinctive(submission: Submission) -> bool:
    """Whether a submission has enough distinct figures that no two agencies have the same by chance."""
    of_lines = (line.entries.values() for lines in submission.lines.values() for line in lines)
    entries = chain(submission.entries.values(), chain.from_iterable(of_lines))
    return len({entry.number for entry in entries if entry.number}) >= _MIN_DISTINCT_FIGURES


def content_digest(submission: Submission) -> str:
    """A digest of all figures and paragraphs."""
    figures = [entry and entry.typed for entry in map(submission.entries.get, submission.definition.places)]
    for name, lines in submission.lines.items():
        figures += by_columns(lines, submission.definition.lines[name].places).typed()
    paragraphs = [submission.paragraphs(section) for section in submission.definition.narratives]
    return hashlib.sha256(repr((figures, paragraphs)).encode("utf-8", "surrogatepass")).hexdigest()
