"""Published reports that follow, as a whole or in some rows, a form of another year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlsreport.definition.definition import Definition
from xlsreport.published.audit.audit_findings import AuditFinding, PageSpot
from xlsreport.published.imported_report import ImportedReport
from xlsreport.submission.label_normalising import normalise_label
from xlsreport.submission.submission import shortened


def edition_findings(
    report: ImportedReport, year: int | None, candidates: Iterable[Definition]
) -> Iterator[AuditFinding]:
    """What is of a form of another year.

    Args:
        report: as it was read.
        year: that it is about.
        candidates: the definitions that it may follow.
    """
    others = [one for one in candidates if one.declaration.id == report.definition.declaration.id]
    whole = _old_form(report, year, others)
    if whole is not None:
        yield whole
    yield from _foreign_rows(report, [one for one in others if one.name != report.definition.name])


def _old_form(report: ImportedReport, year: int | None, candidates: Iterable[Definition]) -> AuditFinding | None:
    """That a report follows a form that another one had replaced by its year.

    An edition that is named by a year, such as 2021, is taken to be in force from the reports about that year on.
    """
    name = report.definition.name
    newer = [one for one in candidates if one.name != name and name in one.predecessors]
    in_force = [
        one for one in newer if one.declaration.edition.isdecimal() and int(one.declaration.edition) <= (year or 0)
    ]
    if not in_force:
        return None
    latest = max(in_force, key=lambda one: int(one.declaration.edition)).declaration.edition
    found = report.definition.declaration.edition
    text = report.definition.messages("audit.old_edition", found=found, year=year, expected=latest)
    return AuditFinding("edition", "published.edition", "error", text, (), latest)


def _foreign_rows(report: ImportedReport, others: Iterable[Definition]) -> Iterator[AuditFinding]:
    """Rows that the form does not have, and another edition of it has."""
    own = _row_labels(report.definition)
    theirs = {label: one.declaration.edition for one in others for label in _row_labels(one) - own}
    for row in report.figures.foreign:
        edition = next((theirs[label] for word in row.words if (label := normalise_label(word)) in theirs), None)
        if edition is not None:
            words = shortened(" ".join(row.words))
            form = report.definition.declaration.edition
            text = report.definition.messages("audit.foreign_row", row=words, other=edition, form=form)
            yield AuditFinding("edition", "published.row", "error", text, (PageSpot(words, row.spot),))


def _row_labels(definition: Definition) -> frozenset[str]:
    """The innermost labels of the rows of figures."""
    labels = (facts.row_labels[-1] for facts in definition.places.values() if facts.row_labels)
    return frozenset(filter(None, map(normalise_label, labels)))
