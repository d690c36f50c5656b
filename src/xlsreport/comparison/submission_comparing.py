"""Compares two submissions of a form, also of two editions of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.wording import Wording
from xlsreport.comparison.submission_difference import Difference, DifferenceSort, SubmissionDifferences
from xlsreport.comparison.word_differences import marked_differences, paired, word_runs
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.succession.succession import facts_in, multiplied, succession_between
from xlsreport.migration.migrating import expect_same_report
from xlsreport.migration.value_notes import label_in
from xlsreport.submission.entries_file import EXPLANATION, NIL_RETURN
from xlsreport.submission.submission import Entry, Submission
from xlsreport.values import Number, number_text, plain_number, typed_text


def diff_submissions(before: Submission, after: Submission, *, is_one_published: bool = False) -> SubmissionDifferences:
    """What two submissions of one report state differently: figures, lines, texts, and what stands on the cover.

    Where they are of two editions, the places of the first lead to those of the second as ``changes_since`` says.

    Args:
        before: the first.
        after: the second, by whose form they are compared.
        is_one_published: one of them is a published report. Then what a report does not print is no difference: reasons
            for warnings, answers about whole tables, last year's figures, and fields of the cover that it lacks.

    Raises:
        MigrationError: they are of different reports, or about periods of different lengths.
    """
    expect_same_report(before, after.definition)
    comparison = _Comparison(before, after)
    compared = [*(comparison.of_printed() if is_one_published else comparison.of_workbooks())]
    differing = tuple(one for one in compared if one.before != one.after)
    return SubmissionDifferences(before, after, differing, len(compared) - len(differing))


@dataclass(frozen=True, slots=True)
class _Stated:
    """What stands at a place: as text, and as a number where it is one."""

    text: str
    number: Number | None = None


class _Comparison:
    def __init__(self, before: Submission, after: Submission) -> None:
        self._before, self._after = before, after
        self._succession = succession_between(before.definition, after.definition)
        self._old, self._new = Values(before), Values(after)
        self._wordings = Wording(before.definition, before), Wording(after.definition, after)

    def of_printed(self) -> Iterator[Difference]:
        """What either states and reports print, the same or not."""
        yield from (one for one in self._cover() if one.before and one.after)
        yield from self._in_the_report()

    def of_workbooks(self) -> Iterator[Difference]:
        """Everything that either states, the same or not."""
        yield from self._cover()
        yield from self._in_the_report()
        yield from self._answers()
        yield from self._explanations()
        yield from self._previous()

    def _in_the_report(self) -> Iterator[Difference]:
        yield from self._figures()
        yield from self._lines()
        yield from self._texts()

    def _label(self, name: str, *, is_new: bool = True) -> str:
        return label_in(self._wordings[is_new], name)

    def _cover(self) -> Iterator[Difference]:
        agency = self._before.agency, self._after.agency
        period = self._before.period_code, self._after.period_code
        yield from self._compared(
            "cover", {"agency": agency[0], "year": period[0]}, {"agency": agency[1], "year": period[1]}
        )
        before, after = self._fields(self._before), self._fields(self._after)
        yield from self._compared("cover", before, after)

    def _fields(self, submission: Submission) -> Mapping[str, str]:
        return {name: submission.fields.get(name, "") for name in submission.definition.fields}

    def _compared(
        self, sort: DifferenceSort, before: Mapping[str, str], after: Mapping[str, str]
    ) -> Iterator[Difference]:
        """Texts by their names, of which those of the first lead to those of the second."""
        led = {self._succession.destination(name).name: name for name in before}
        for name, text in after.items():
            known = before[led[name]] if name in led else None
            if text or known:
                yield Difference(sort, name, self._label(name), known, text)
        for target, name in led.items():
            if target not in after and before[name]:
                yield Difference(sort, name, self._label(name, is_new=False), before[name], None)

    def _figures(self) -> Iterator[Difference]:
        led = set[Place]()
        for place, facts in self._after.definition.places.items():
            sources = self._succession.sources(place)
            led.update(sources)
            before = self._joined(place, sources)
            yield from self._figure(place, facts, before, _stated(self._after, self._new, place, facts))
        for place, facts in self._before.definition.places.items():
            if place not in led:
                stated = _stated(self._before, self._old, place, facts)
                if stated.text:
                    name, sort = str(place), _sort(facts)
                    yield Difference(sort, name, self._label(name, is_new=False), stated.text, None)

    def _figure(self, place: Place, facts: PlaceFacts, before: _Stated | None, after: _Stated) -> Iterator[Difference]:
        if not after.text and (before is None or not before.text):
            return
        name, known = str(place), None if before is None else before.text
        by = None
        if before is not None and before.number is not None and after.number is not None:
            by = plain_number(Decimal(after.number) - Decimal(before.number))
            known = after.text if by == 0 else known
        yield Difference(_sort(facts), name, self._label(name), known, after.text, by)

    def _joined(self, place: Place, sources: Sequence[Place]) -> _Stated | None:
        """What the first states of a place, in its present unit; the sum where several lead there."""
        if not sources:
            return None
        change = self._succession.place(sources[0]).change
        times = None if change is None else change.times
        found = []
        for source in sources:
            facts = facts_in(self._before.definition, source)
            assert facts is not None  # it is a place of this form
            found.append(_stated(self._before, self._old, source, facts))
        numbers = [one.number for one in found if one.number is not None]
        if len(numbers) < len(found) or (len(found) == 1 and times is None):
            return found[0] if len(found) == 1 else _Stated(" + ".join(filter(None, (one.text for one in found))))
        total = multiplied(plain_number(sum(map(Decimal, numbers), Decimal(0))), times)
        return _Stated(number_text(total), total)

    def _lines(self) -> Iterator[Difference]:
        for name, line in self._after.definition.lines.items():
            columns = [place for place, facts in line.places.items() if not facts.computed]
            sources = {place: self._succession.sources(place) for place in columns}
            lists = dict.fromkeys(one.table for found in sources.values() for one in found)
            before = [
                (number, tuple(self._in_line(entries, sources[place]) for place in columns))
                for other in lists
                for number, entries in _lines_of(self._before, other)
            ]
            after = [
                (number, tuple(_text(entries.get(place)) for place in columns))
                for number, entries in _lines_of(self._after, name)
            ]
            yield from self._aligned(columns, before, after)

    def _in_line(self, entries: Mapping[Place, Entry], sources: Sequence[Place]) -> str:
        return " + ".join(filter(None, (_text(entries.get(source)) for source in sources)))

    def _aligned(
        self,
        columns: Sequence[Place],
        before: Sequence[tuple[int, tuple[str, ...]]],
        after: Sequence[tuple[int, tuple[str, ...]]],
    ) -> Iterator[Difference]:
        """The lines of two lists side by side; a line that only one has stands beside a blank one."""
        keys = [" | ".join(texts) for _, texts in before], [" | ".join(texts) for _, texts in after]
        at = iter(before), iter(after)
        for one, other in paired(*keys):
            left = next(at[0]) if one else None
            right = next(at[1]) if other else None
            number = right[0] if right is not None else (left or (0, ()))[0]
            for position, place in enumerate(columns):
                old = left[1][position] if left is not None else ""
                new = right[1][position] if right is not None else ""
                if old or new:
                    name = str(place._replace(row=str(number)))
                    yield Difference("line", name, self._label(name), old, new)

    def _texts(self) -> Iterator[Difference]:
        led = {self._succession.destination(name).name: name for name in self._before.definition.narratives}
        messages = self._after.definition.messages
        for name in self._after.definition.narratives:
            before = self._before.typed_paragraphs(led[name]) if name in led else ()
            label = self._label(name)
            for one, other in paired(before, self._after.typed_paragraphs(name)):
                runs = () if one == other else word_runs(one, other)
                words = marked_differences(runs, messages)
                yield Difference("text", name, label, one, other, words=words, runs=runs)
        for target, name in led.items():
            if target not in self._after.definition.narratives:
                for one in self._before.typed_paragraphs(name):
                    yield Difference("text", name, self._label(name, is_new=False), one, None)

    def _answers(self) -> Iterator[Difference]:
        yield from self._compared("answer", _answers(self._before), _answers(self._after))

    def _explanations(self) -> Iterator[Difference]:
        before = {f"{key}.{EXPLANATION}": reason for key, reason in self._before.explanations.items()}
        after = {f"{key}.{EXPLANATION}": reason for key, reason in self._after.explanations.items()}
        for name in chain(after, (name for name in before if name not in after)):
            is_new = name in after
            label = self._label(name, is_new=is_new)
            yield Difference("explanation", name, label, before.get(name, ""), after.get(name, ""))

    def _previous(self) -> Iterator[Difference]:
        before = {str(place): typed_text(value) for place, value in self._before.previous.items()}
        after = {str(place): typed_text(value) for place, value in self._after.previous.items()}
        for name in chain(after, (name for name in before if name not in after)):
            label = self._label(name, is_new=name in after)
            yield Difference("previous", name, label, before.get(name, ""), after.get(name, ""))


def _sort(facts: PlaceFacts) -> DifferenceSort:
    return "total" if facts.computed else "figure"


def _stated(submission: Submission, values: Values, place: Place, facts: PlaceFacts) -> _Stated:
    """What a submission states at a place of a table."""
    number = values.at(place)
    entry = submission.entries.get(place)
    if facts.computed or entry is None:
        return _Stated("" if number is None else number_text(number), number)
    return _Stated(_text(entry), number)


def _text(entry: Entry | None) -> str:
    if entry is None:
        return ""
    return entry.stated if entry.number is None else number_text(entry.number)


def _lines_of(submission: Submission, name: str) -> Iterator[tuple[int, Mapping[Place, Entry]]]:
    beyond = submission.overflow[name].lines if name in submission.overflow else ()
    return ((line.number, line.entries) for line in (*submission.lines.get(name, ()), *beyond))


def _answers(submission: Submission) -> Mapping[str, str]:
    messages, definition = submission.definition.messages, submission.definition
    said = {"yes": submission.nil_returns, "no": submission.declined}
    asked = (name for name, table in {**definition.tables, **definition.lists}.items() if table.nil_return)
    return {
        f"{table}.{NIL_RETURN}": next((messages(f"table.{key}") for key, names in said.items() if table in names), "")
        for table in asked
    }
