"""Builds the consolidated submission: figures and comments in their places, other texts still to be written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from xlsreport.checking.wording import Wording
from xlsreport.definition.definition import Definition
from xlsreport.errors import RoundError
from xlsreport.round.combined_figures import significant_digits
from xlsreport.round.consolidation.agency_comments import listed_comments
from xlsreport.round.consolidation.consolidating import Consolidation
from xlsreport.round.consolidation.consolidation_sentences import incomplete_sentence
from xlsreport.round.consolidation.lists.joined_lists import joined_lines
from xlsreport.round.consolidation.lists.joined_previous import joined_previous
from xlsreport.round.consolidation.parents import own_previous
from xlsreport.round.folder import Round
from xlsreport.round.roster.cover_columns import known_fields
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.stamping import signed
from xlsreport.submission.submission import Entry, Submission, printed_fields
from xlsreport.values import SIGNIFICANT_DIGITS, Number, number_text


def consolidated_submission(round_: Round, result: Consolidation) -> Submission:
    """The report of the agency above, as far as figures can be added up.

    Where the roster has that agency, and its own figures are not among those that were added, the report is the one
    that it sends itself, and bears its identity.

    Raises:
        RoundError: a sum has more digits than a spreadsheet keeps.
    """
    figures = result.figures
    for place, number in figures.items():
        if isinstance(number, Number) and significant_digits(number) > SIGNIFICANT_DIGITS:
            words = {
                "place": Wording(result.form).place(place),
                "number": number_text(number),
                "limit": SIGNIFICANT_DIGITS,
            }
            raise RoundError(round_.messages("consolidate.too_long", **words))
    entries = {place: _entry(figure) for place, figure in figures.items()} | result.uncombined
    of_cover = {place.field: entry for place, entry in entries.items() if place.field is not None}
    lists = joined_lines(result.form, result.contributions, round_.messages)
    incomplete = incomplete_sentence(round_, result)
    submission = Submission(
        result.form,
        agency=result.scope.agency,
        year=round_.year,
        part=round_.part,
        entries={place: entry for place, entry in entries.items() if place.field is None},
        lines={name: tuple(one.line for one in joined) for name, joined in lists.items()},
        fields=listed_comments(result.form, result.contributions) | printed_fields(result.form, of_cover),
        field_entries=of_cover,
        nil_returns=frozenset() if incomplete else _empty_lists(result.form, lists.keys()),
        previous={**result.previous_figures, **joined_previous(result.form, result.contributions)},
        incomplete=incomplete,
    )
    identity, parent = _identity(round_, result), result.scope.parent
    if identity is None or parent is None:
        return submission
    if own := own_previous(round_, parent, result.form):
        submission = replace(submission, previous={**submission.previous, **own})
    known = known_fields(parent, result.form, round_.definition.declaration)
    stamped = replace(identity, from_roster=known.stamped)
    return signed(known.put_into(submission), stamped, round_.key)


def _empty_lists(form: Definition, filled: Collection[str]) -> frozenset[str]:
    """The lists of which every agency said that it has nothing to list, so that the sums say it too."""
    return frozenset(name for name, each in form.lists.items() if each.nil_return is not None and name not in filled)


def _entry(figure: Number | str) -> Entry:
    return Entry(figure, not_applicable=True) if isinstance(figure, str) else Entry(figure, figure)


def _identity(round_: Round, result: Consolidation) -> Identity | None:
    """The identity of the agency above, with its present revision, so that a file it sends later takes precedence."""
    parent = result.scope.parent
    if parent is None or result.options.count_parents:
        return None
    state = next(one for one in result.scope.parents if one.agency.code == parent.code)
    given = [state.issued.revision] if state.issued is not None else []
    revision = max([1, *given, *(one.revision or 1 for one in state.receipts)])
    return Identity(round_.id, parent.code, revision, body=round_.body_of(parent))
