"""Fields of the cover that the round had filled in and locked, and that say something else now."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.submission.alteration import Alteration, AlterationKind
from xlsreport.submission.identity.roster_fields import RosterField
from xlsreport.submission.identity.stamp import Stamp
from xlsreport.submission.submission import Submission, shortened


def changed_fields(stamp: Stamp, submission: Submission) -> Iterator[Alteration]:
    """One alteration for each of them."""
    fields = submission.definition.cover_fields
    for given in () if stamp.identity is None else stamp.identity.from_roster:
        text = submission.fields.get(given.name, "")
        if given.name in fields and RosterField.of(given.name, text) != given:
            cell = submission.positions.cover_field(given.name)
            words = {"field": fields[given.name].label, "text": shortened(text)}
            yield Alteration(AlterationKind.COVER, cell.to(cell), words)
