"""Binds the names in expressions to places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from xlsreport.definition.figure_kinds.kind_traits import OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.kinds import is_calculable, is_date
from xlsreport.definition.place import Place
from xlsreport.definition.problems import near_miss
from xlsreport.definition.rule_language.contrary import contrary
from xlsreport.definition.rule_language.date_arithmetic import (
    check_comparison,
    sort_of,
    span_of,
    uses_dates,
    with_dates,
)
from xlsreport.definition.rule_language.expression import (
    Answered,
    Arithmetic,
    Begun,
    Call,
    Comparison,
    Condition,
    Every,
    Expression,
    ExpressionError,
    Figure,
    Figures,
    Filled,
    Function,
    LineFigures,
    Name,
    Negative,
    Not,
    NumberLiteral,
    Parts,
    Rounded,
    Some,
)
from xlsreport.definition.rule_language.look_up_keys import LABELS, THIS, check_names, family
from xlsreport.definition.rule_language.name_look_up import PREVIOUS, NameLookUp, Scope, kind_at, unknown
from xlsreport.definition.rule_language.table_names import TableNames
from xlsreport.definition.tables.table_declaration import LINE


class Binder:
    """Replaces names by figures, within one scope."""

    def __init__(self, tables: Mapping[str, TableNames], scope: Scope) -> None:
        self._tables = tables
        self._scope = scope
        self._names = NameLookUp(tables, scope)

    def comparison(self, tree: Comparison) -> Comparison:
        """The same comparison over figures.

        Raises:
            ExpressionError: a name is unknown, or stands where it cannot.
        """
        bound = Comparison(tree.comparator, self._bound(tree.left), self._bound(tree.right))
        if not uses_dates(bound, self._is_date):
            return bound
        check_comparison(bound, tree, self._is_date)
        return Comparison(bound.comparator, *(with_dates(side, self._is_date) for side in (bound.left, bound.right)))

    def expression(self, tree: Expression) -> Expression:
        """The same expression over figures, which must be a number.

        Raises:
            ExpressionError: a name is unknown, or stands where it cannot; or it is a date.
        """
        bound = self._bound(tree)
        if not uses_dates(bound, self._is_date):
            return bound
        if sort_of(bound, tree, self._is_date) == "date":
            raise ExpressionError("date_result", *span_of(tree))
        return with_dates(bound, self._is_date)

    def _is_date(self, place: Place) -> bool:
        return is_date(kind_at(self._tables, place))

    def _bound(self, tree: Expression, *, as_argument: bool = False) -> Expression:
        """An expression over figures; only an argument of a function may name a group."""
        match tree:
            case Name() if tree.selects:
                raise ExpressionError("list_alone", tree.start, tree.end, name=".".join(tree.parts))
            case Name():
                figures, heading = self._figures(tree)
                if as_argument and len(figures) > 1:
                    return Figures(figures, heading)
                if len(figures) != 1:
                    raise ExpressionError("group", tree.start, tree.end, name=".".join(tree.parts))
                return figures[0]
            case Negative(operand):
                return Negative(self._bound(operand))
            case Arithmetic(operator, left, right):
                return Arithmetic(operator, self._bound(left), self._bound(right))
            case Call(function, arguments):
                return Call(function, tuple(self._argument(argument, function) for argument in arguments))
            case Rounded(operand, decimals, declared):
                return Rounded(self._bound(operand), decimals, declared)
            case Parts(name=Name() as name):
                return replace(tree, figure=Figure(self._text(name)), name=None)
            case NumberLiteral() | Figure() | Figures() | LineFigures() | Parts():
                return tree

    def condition(self, tree: Condition) -> Condition:
        """The same condition over figures.

        Raises:
            ExpressionError: a name is unknown, or stands where it cannot.
        """
        match tree:
            case Comparison():
                return self.comparison(tree)
            case Filled(names=names):
                return Filled(tuple(figure for name in names for figure in self._names.figures(name)[0]))
            case Answered(name=name):
                return replace(tree, figure=None if name is None else self.answer(name, tree), name=None)
            case Begun():
                return tree
            case Not(operand):
                return contrary(self.condition(operand))
            case Every(operands):
                return Every(tuple(map(self.condition, operands)))
            case Some(operands):
                return Some(tuple(map(self.condition, operands)))
            case _:
                assert_never(tree)

    def _argument(self, tree: Expression, function: Function) -> Expression:
        """An argument of a function, which may name a group, or a column of a list with what is selected of it."""
        if isinstance(tree, Name) and (names := self._list_of(tree)) is not None:
            return self._lines(tree, names, function)
        return self._bound(tree, as_argument=True)

    def _list_of(self, name: Name) -> TableNames | None:
        """The list whose column a name means: one that it names, or where it selects lines that of the present line."""
        if not name.selects and self._names.is_group(name.parts):
            return None
        for table in (name.parts[0], (self._scope.table or "") if name.selects else ""):
            if (names := self._tables.get(table)) is not None and names.is_list:
                return names
        return None

    def _lines(self, name: Name, names: TableNames, function: Function) -> LineFigures:
        """A column of a list with what is selected of it."""
        parts, written = list(name.parts), ".".join(name.parts)
        if parts[0] == names.id:
            parts.pop(0)
        if len(parts) > 1 or (not parts and function != "count") or function == "abs":
            raise ExpressionError("list_column", name.start, name.end, name=written)
        if name.same and function not in ("sum", "count"):
            raise ExpressionError("same_function", name.start, name.end, name=function)
        if name.same and self._scope.table != names.id:
            raise ExpressionError("same_alone", name.same[0].start, name.same[0].end)
        if name.keys and function not in ("sum", "count"):
            raise ExpressionError("same_function", name.start, name.end, name=function)
        line = Binder(self._tables, Scope(names.id, "rows", LINE, is_any_line=True))
        column = line.column(Name(tuple(parts), name.start, name.end)) if parts else None
        if column is not None and function != "count" and not is_calculable(names.grid[LINE, column.column]):
            raise ExpressionError("not_numeric", name.start, name.end, name=written)
        if name.where is not None:
            present = self._tables.get(self._scope.table or "")
            check_names(name.where, names.id, names.columns, () if present is None else present.columns)
        where = None if name.where is None else line.condition(name.where)
        first = Place(names.id, LINE, names.leaf_ids("columns")[0])
        same = tuple(map(line.column, name.same))
        own = tuple(self._own(other, line.column(one)) for one, other in name.keys)
        if own:
            own = (*(place._replace(table=self._scope.table or "") for place in same), *own)
        found_by = (*same, *(line.column(one) for one, _ in name.keys))
        own_whose = self._agency_here() if names.agency and found_by else None
        if names.agency is None or own_whose is None:
            return LineFigures(names.id, first, column, where, found_by, own)
        return LineFigures(
            names.id, first, column, where, found_by, own, Place(names.id, LINE, names.agency), own_whose
        )

    def _agency_here(self) -> Place | None:
        """Where it stands whose the present line is, or the line of a list that a table's row is for."""
        scope, names = self._scope, self._tables.get(self._scope.table or "")
        if names is None:
            return None
        if names.is_list:
            return None if names.agency is None else Place(names.id, LINE, names.agency)
        row = scope.cell[0] if scope.cell is not None else scope.member if scope.along == "rows" else None
        line = names.lines.get(row or "")
        agency = None if line is None else self._tables[line.table].agency
        return None if line is None or agency is None else line._replace(column=agency)

    def _own(self, name: Name, compared: Place) -> Place | str:
        """What a column of a list is compared with: a place of the present line or row, or the words of its label."""
        prefix, part = name.parts[0], ".".join(name.parts[1:])
        traits = self._tables[compared.table].grid[compared.row, compared.column].traits
        if prefix == THIS:
            place = self.column(Name(name.parts[1:], name.start, name.end))
            kind = kind_at(self._tables, place)
            if family(kind.traits) != family(traits):
                raise ExpressionError("other_family", name.start, name.end, name=part, column=compared.column)
            return place
        text = self._words(name, LABELS[prefix], part)
        if family(traits) != "text":
            raise ExpressionError("other_family", name.start, name.end, name=part, column=compared.column)
        return (isinstance(traits, OptionTraits) and traits.option_of(text)) or text

    def _words(self, name: Name, along: str, part: str) -> str:
        """The words of the row or column for which the expression stands."""
        position, scope = ("rows", "columns").index(along), self._scope
        member = scope.cell[position] if scope.cell is not None else scope.member if scope.along == along else None
        if scope.table is None or member is None or member == LINE:
            raise ExpressionError("no_label_here", name.start, name.end, name=".".join(name.parts), along=along)
        words = self._tables[scope.table].words[along][member]
        if part not in words:
            raise unknown(name, part, words)
        if not words[part]:
            raise ExpressionError("blank_label", name.start, name.end, name=".".join(name.parts), member=member)
        return words[part]

    def column(self, name: Name) -> Place:
        """The one place that a name stands for, whatever is entered there.

        Raises:
            ExpressionError: the name is unknown, or stands for several.
        """
        figures, _ = self._names.figures(name)
        if len(figures) != 1:
            raise ExpressionError("group", name.start, name.end, name=".".join(name.parts))
        return figures[0].place

    def _text(self, name: Name) -> Place:
        """The place of a text in a table or list."""
        place = self.column(name)
        is_text = isinstance(kind_at(self._tables, place).traits, TextTraits) and place.field is None
        if not is_text or name.parts[0] == PREVIOUS:
            raise ExpressionError("parts_of_text", name.start, name.end, name=".".join(name.parts))
        return place

    def answer(self, name: Name, asked: Answered) -> Figure:
        """The place of a text, or of a choice that has an option.

        Raises:
            ExpressionError: the name is unknown, is neither, or has no such option.
        """
        written, place, option = ".".join(name.parts), self.column(name), asked.option
        traits = kind_at(self._tables, place).traits
        is_text = isinstance(traits, TextTraits) and place.field is None
        if not option.strip():
            raise ExpressionError("empty_text", name.start, name.end, name=written)
        if asked.begins and not is_text:
            raise ExpressionError("starts", name.start, name.end, name=written)
        if is_text:
            return Figure(place, previous=name.parts[0] == PREVIOUS)
        if not isinstance(traits, OptionTraits):
            raise ExpressionError("no_choice", name.start, name.end, name=written)
        if option.lower() not in map(str.lower, traits.options):
            error = ExpressionError("no_such_option", name.start, name.end, name=written, option=option)
            if (meant := near_miss(option, traits.options)) is not None:
                error.values["suggestion"] = meant
            raise error
        return Figure(place, previous=name.parts[0] == PREVIOUS)

    def _figures(self, name: Name) -> tuple[tuple[Figure, ...], str | None]:
        """The figures that a name stands for, and the heading of the group where it names one."""
        figures, heading = self._names.figures(name)
        if not all(is_calculable(kind_at(self._tables, figure.place)) for figure in figures):
            if any(figure.place.field is not None for figure in figures):
                raise ExpressionError("cover_in_expression", name.start, name.end, name=".".join(name.parts))
            raise ExpressionError("not_numeric", name.start, name.end, name=".".join(name.parts))
        if any(
            figure.previous and (figure.place.field is not None or self._is_date(figure.place)) for figure in figures
        ):
            raise ExpressionError("previous_not_kept", name.start, name.end, name=".".join(name.parts))
        return figures, heading
