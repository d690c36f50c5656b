"""Expressions, places and numbers in the words of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import zip_longest
from typing import assert_never

from xlsreport.checking.evaluation.figure_values import FigureValues
from xlsreport.checking.line_names import name_of_row
from xlsreport.checking.number_suffix import is_a_date, suffix_of
from xlsreport.definition.declared_report import comment_name
from xlsreport.definition.definition import Definition, LineDefinition
from xlsreport.definition.figure_kinds.kinds import shown_word
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import Total
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Expression,
    Figure,
    Figures,
    LineFigures,
    Name,
    Negative,
    NumberLiteral,
    Parts,
    Rounded,
    figures_in,
)
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.messages import Messages
from xlsreport.messages.locales import number_marks
from xlsreport.messages.written_dates import printed_date
from xlsreport.submission.submission import Submission
from xlsreport.values import Number, date_of, number_text

_MAX_SPELLED_OUT = 6
"""Members up to which a group is spelled out figure by figure; a larger one is named by its heading."""

_SIGNS = {"+": " + ", "-": " - ", "*": " × ", "/": " ÷ "}


class Wording:
    """Says things about one definition in its own language.

    Args:
        definition: what is spoken of.
        submission: a report, by which rows for the lines of a list have the names of these.
    """

    def __init__(self, definition: Definition, submission: Submission | None = None) -> None:
        self.definition = definition
        self._submission = submission
        self.messages: Messages = definition.messages

    def place(self, place: Place) -> str:
        """A place by its labels: row and column, as short as they are unambiguous; a field of the cover by its own."""
        if place.field is not None:
            return self.definition.cover_fields[place.field].label
        row, column = self._row_name(place), self.definition.facts(place).column_name
        return self.messages("checks.place", row=row, column=column) if row else column

    def row(self, place: Place) -> str:
        """The row of a place, or its column where the row has no words."""
        return self._row_name(place) or self.definition.facts(place).column_name

    def _row_name(self, place: Place) -> str:
        """A row by its label; one for a line of a list by the name of this, or else by its number."""
        at = self.definition.line_of(place)
        if at is None or place.table in self.definition.lists:
            return self.definition.facts(place).row_name
        name = "" if self._submission is None else name_of_row(self._submission, place)
        return name or self.messages("rows.line", number=at[1])

    def member(self, case: RuleCase) -> str:
        """What a rule's case is about: its column or row by name; empty for a rule without members."""
        if case.along != "rows" or case.member is None or case.table is None:
            return self.definition.member_name(case)
        place = Place(case.table, case.member, "")
        return self.definition.member_name(case) if self.definition.line_of(place) is None else self._row_name(place)

    def column(self, place: Place) -> str:
        """The column of a place."""
        return self.definition.facts(place).column_name

    def text(self, name: str) -> str:
        """A section of paragraphs by its heading, or a comment by its table and label."""
        narrative = self.definition.narratives.get(name)
        return self.comment(name) if narrative is None else narrative.heading

    def comment(self, name: str) -> str:
        """A comment by the title of its table, or the heading above it, and its label."""
        label = self.definition.comments[name].label
        heading, table = next(
            (section.heading, table)
            for section in self.definition.sections
            for table in section.tables
            if comment_name(table.id) == name
        )
        return self.messages("checks.place", row=table.title or heading, column=label)

    def nothing_written(self, name: str) -> str:
        """What the checks sheet says of a section, or a comment, without text."""
        return self.messages(
            "checks.comment_statement" if name in self.definition.comments else "checks.text_statement"
        )

    def _group(self, members: Sequence[Figure], label: str) -> str:
        """A group by its heading, with the row or column that all its members have in common."""
        facts = [self.definition.facts(member.place) for member in members]
        if len({fact.place.row for fact in facts}) == 1 and (row := self._row_name(members[0].place)):
            return self.messages("checks.place", row=row, column=label)
        if len({fact.place.column for fact in facts}) == 1:
            return self.messages("checks.place", row=label, column=facts[0].column_name)
        return label

    def in_line(self, place: Place) -> str:
        """What a figure is called in a sentence about a line of a list: its column; of another table, in full."""
        own = isinstance(self.definition, LineDefinition) and place.table == self.definition.list
        return self.column(place) if own else self.place(place)

    def total(self, total: Total) -> str:
        """How a computed place comes about: ``总计 = 自然人 + “法人或其他组织”各项之和``."""
        names = _names(self, total.along)
        parts = self.spell(total.expression, names)
        return self.messages("checks.total_statement", total=names(total.place), parts=parts)

    def spell(
        self,
        tree: Expression,
        names: Callable[[Place], str],
        value_of: Callable[[Expression], Number | None] | None = None,
    ) -> str:
        """An expression with names for places; with ``value_of``, each name is followed by its value."""

        def named(figure: Figure) -> str:
            name = names(figure.place)
            return self.messages("wording.previous", name=name) if figure.previous else name

        def valued(name: str, part: Expression) -> str:
            if value_of is None:
                return name
            value = value_of(part)
            shown = "?" if value is None else self.value(part, value)
            return self.messages("wording.valued", name=name, value=shown)

        spelled = partial(self.spell, names=names, value_of=value_of)  # a function that calls itself would live on
        match tree:
            case NumberLiteral(value):
                return self.number(value)
            case Figure():
                return valued(named(tree), tree)
            case Negative(operand):
                return f"-{spelled(operand)}"
            case Arithmetic(operator, left, right):
                before = self._bracketed(left, operator in "*/", spelled(left))
                return _SIGNS[operator].join((before, self._bracketed(right, operator != "+", spelled(right))))
            case Call("sum", (Figures(members),)) if value_of and len(members) <= _MAX_SPELLED_OUT:
                own = _distinguished([named(member) for member in members])
                return " + ".join(map(valued, own, members))
            case Call("sum", (Figures(members, label),)) if label:
                group = self._group(members, label) if names == self.place else label
                return valued(self.messages("wording.sum_of", group=group), tree)
            case Rounded(operand, decimals, True):
                return self.messages("wording.round", argument=spelled(operand), decimals=decimals)
            case Rounded(operand):
                return spelled(operand)
            case Parts(separator, Figure(place)):
                said = self.messages("wording.parts", name=names(place), separator=separator)
                return valued(said, tree)
            case Call("count", (LineFigures(column=None) as lines,)):
                return self._number_of_lines(lines)
            case Call(function, arguments):
                inner = self.messages("wording.comma").join(spelled(argument) for argument in arguments)
                return self.messages(f"wording.{function}", arguments=inner)
            case Figures(members, label):
                return label or self.messages("wording.comma").join(names(member.place) for member in members)
            case LineFigures():
                return self._lines(tree)
            case Name() | Parts():
                raise TypeError(f"not bound: {tree}")

    def number(self, number: Number) -> str:
        """A number in a sentence."""
        return self.messages.number(number_text(number))

    def distance(self, difference: Number) -> str:
        """The size of a difference in a sentence."""
        return self.number(max(difference, -difference))

    def value(self, tree: Expression, value: Number) -> str:
        """The value of an expression: a number with what stands behind it, or a date."""
        day = date_of(value) if is_a_date(self.definition, tree) else None
        if day is not None:
            return printed_date(day, self.definition.locale)
        return self.signed(self.number(value), suffix_of(self.definition, tree))

    def signed(self, number: str, sign: str) -> str:
        """A written number with the sign of its figure, as the language of the report has it."""
        return number_marks(self.definition.locale).with_sign(number, sign)

    def _lines(self, lines: LineFigures) -> str:
        """A column of a list by its heading, with the list's name; whether only some of its lines are meant."""
        table = self.definition.lists[lines.list]
        name = table.title or self.definition.sheet_of_list(table.id)
        if lines.column is not None:
            name = self.messages("checks.place", row=name, column=self.definition.facts(lines.column).column_name)
        if lines.same:
            keys = self.messages("wording.comma").join(self._keys(lines))
            return self.messages("wording.looked_up", lines=name, keys=keys)
        return name if lines.where is None else self.messages("wording.some_lines", lines=name)

    def _number_of_lines(self, lines: LineFigures) -> str:
        table = self.definition.lists[lines.list]
        name = table.title or self.definition.sheet_of_list(table.id)
        if lines.same:
            keys = self.messages("wording.comma").join(self._keys(lines))
            return self.messages("wording.count_looked_up", lines=name, keys=keys)
        return self.messages("wording.count_lines" if lines.where is None else "wording.count_some", lines=name)

    def _keys(self, lines: LineFigures) -> Iterator[str]:
        """What the lines that are meant have in common with the present line or row."""
        for column, own in zip_longest(lines.same, lines.own):
            facts = self.definition.facts(column)
            if isinstance(own, str):
                yield self.messages("wording.key", column=facts.column_name, text=shown_word(own, facts.kind))
            else:
                yield self.messages("wording.same_key", column=facts.column_name)

    def _bracketed(self, side: Expression, binds: bool, text: str) -> str:
        """Brackets around a sum that stands beside an operator which binds more tightly."""
        is_sum = (isinstance(side, Arithmetic) and side.operator in "+-") or " + " in text
        return self.messages("wording.bracketed", text=text) if is_sum and binds else text


def _distinguished(names: Sequence[str]) -> Sequence[str]:
    """The innermost labels alone, where they are unambiguous."""
    innermost = [name.rsplit(" / ", 1)[-1] for name in names]
    return innermost if len(set(innermost)) == len(names) else names


def spelled_with_values(wording: Wording, tree: Expression, along: str | None, values: FigureValues) -> str:
    """An expression in words, each figure with its value.

    ``along`` is the direction in which the places differ: along columns they are named by column, along rows by row.
    """
    return wording.spell(tree, _names(wording, along), values.of)


def names_along(wording: Wording, case: RuleCase) -> Callable[[Place], str]:
    """What the places of a rule's case are called: in a case for a column they differ by row, and conversely."""
    return names_across(wording, case.along)


def names_across(wording: Wording, along: str | None) -> Callable[[Place], str]:
    """What places are called that differ across a direction: along columns they differ by row, and conversely."""
    return _names(wording, {"columns": "rows", "rows": "columns"}.get(along or ""))


def _names(wording: Wording, along: str | None) -> Callable[[Place], str]:
    if isinstance(wording.definition, LineDefinition):
        return wording.in_line
    return {"columns": wording.column, "rows": wording.row}.get(along or "", wording.place)


def stated(
    wording: Wording, tree: Expression, along: str | None, values: FigureValues, compared: Expression | None = None
) -> str:
    """An expression in words with its value; one that is a single name or number has its value in it already.

    ``compared`` is what it is compared with, from which a plain number has its sign.
    """
    terms, value = spelled_with_values(wording, tree, along, values), values.of(tree)
    signed = tree if compared is None or any(figures_in(tree)) else compared
    if isinstance(tree, NumberLiteral):
        return wording.signed(terms, suffix_of(wording.definition, signed))
    if value is None or _is_one_term(tree):
        return terms
    return wording.messages("finding.side", terms=terms, value=wording.value(signed, value))


def _is_one_term(tree: Expression) -> bool:
    match tree:
        case NumberLiteral() | Figure() | Parts():
            return True
        case Call("sum", (Figures(members, label),)):
            return bool(label) and len(members) > _MAX_SPELLED_OUT
        case Rounded(operand, _, False):
            return _is_one_term(operand)
        case Name() | Figures() | LineFigures() | Negative() | Arithmetic() | Call() | Rounded():
            return False
        case _:
            assert_never(tree)


_MAX_LISTED = 30


def unended(text: str) -> str:
    """What the form's author wrote, without a full stop at its end: the sentence in which it stands has one."""
    return text.rstrip().removesuffix(".").removesuffix("。")


def area_list(areas: Sequence[CellRange], messages: Messages) -> str:
    """Areas of one sheet as a list, cut off after _MAX_LISTED."""
    listed = messages("finding.cells").join(area.a1 for area in areas[:_MAX_LISTED])
    return listed if len(areas) <= _MAX_LISTED else messages("finding.cells_more", cells=listed)


def cell_list(cells: Sequence[CellRef], sheet: str, comma: str) -> str:
    """Cells as a list; the sheet is named only where it is not ``sheet``."""
    return comma.join(cell.a1 if cell.sheet == sheet else str(cell) for cell in cells)
