"""What a document prints of the figures of a table: with the digits grouped and the decimals aligned as its page style
asks, else as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind, printed
from xlsreport.definition.place import Place
from xlsreport.definition.tables.labels import leaves
from xlsreport.document.page_styles.page_style import PageStyle
from xlsreport.messages.locales import number_marks
from xlsreport.messages.number_marks import NumberMarks
from xlsreport.submission.submission import Submission
from xlsreport.values import Number, decimals_of, is_number

_DECIMALS_OF_MONEY = 2


def printed_figures(
    definition: Definition, figures: Mapping[Place, Number | str | None], page_style: PageStyle
) -> Mapping[Place, str]:
    """The printed texts of the figures of one table.

    Args:
        definition: of the report.
        figures: every figure of the table; None where one is not known.
        page_style: of the report. Where it aligns figures, all numbers of a column that may have as many decimals are
            printed with as many: those of the one that has most, and at least those of money where any has some. So are
            those of a row that says itself of what kind its figures are.
    """
    kinds = {place: definition.facts(place).kind for place in figures}
    language = definition.locale
    if not page_style.aligns_figures:
        return {place: printed(figure, kinds[place], language) for place, figure in figures.items()}
    decimals = _decimals(definition, {place: one for place, one in figures.items() if is_number(one)}, kinds)
    marks = number_marks(language)

    def text(place: Place, figure: Number | str | None) -> str:
        traits = kinds[place].traits
        if not is_number(figure) or not isinstance(traits, NumberTraits):
            return printed(figure, kinds[place], language)
        shown = 0 if traits.is_count and isinstance(figure, int) else decimals[_alike(place, kinds[place])]
        return marks.with_sign(grouped(figure, shown, marks), traits.suffix)

    return {place: text(place, figure) for place, figure in figures.items()}


_Alike = tuple[Literal["column", "row"], str, int, bool]


def _decimals(
    definition: Definition, figures: Mapping[Place, Number], kinds: Mapping[Place, AnyKind]
) -> Mapping[_Alike, int]:
    """How many decimals the figures of each column have that may have as many, shares apart."""
    decimals: dict[_Alike, int] = {}
    for place, figure in figures.items():
        alike = _alike(place, kinds[place])
        decimals[alike] = max(decimals.get(alike, 0), _shown_decimals(figure, kinds[place]))
    own = _rows_with_kinds(definition, {place.table for place in figures})
    in_rows = [place for place in figures if (place.table, place.row) in own]
    is_settled = not in_rows
    while not is_settled:  # a column that has decimals by one row gives them to the next
        before = dict(decimals)
        for place in in_rows:
            both = _alike(place, kinds[place]), _alike(place, kinds[place], "row")
            decimals.update(dict.fromkeys(both, max(decimals.get(one, 0) for one in both)))
        is_settled = before == decimals
    return decimals


def _rows_with_kinds(definition: Definition, tables: Iterable[str]) -> frozenset[tuple[str, str]]:
    """The rows that say of what kind their figures are, themselves or by a heading."""
    declared = (definition.tables[table] for table in tables if table in definition.tables)
    rows = ((table.id, path) for table in declared for block in table.grids for path in leaves(block.rows))
    return frozenset((table, path[-1].id or "") for table, path in rows if any(step.kind for step in path))


def _alike(place: Place, kind: AnyKind, side: Literal["column", "row"] = "column") -> _Alike:
    """Of which figures the decimals stand below or beside each other: of those that may have as many, shares apart."""
    traits, name = kind.traits, place.column if side == "column" else place.row
    if not isinstance(traits, NumberTraits):
        return side, name, 0, False
    return side, name, traits.decimals, traits.is_share


def printed_cover(submission: Submission, page_style: PageStyle) -> Mapping[str, str]:
    """What the preamble prints of the fields of the cover: numbers as those of tables."""
    definition = submission.definition
    marks = number_marks(definition.locale)
    printed_numbers: dict[str, str] = {}
    for name, entry in submission.field_entries.items():
        traits, number = definition.field_kinds[name].traits, entry.number
        if page_style.aligns_figures and isinstance(traits, NumberTraits) and number is not None:
            shown = _shown_decimals(number, definition.field_kinds[name])
            printed_numbers[name] = marks.with_sign(grouped(number, shown, marks), traits.suffix)
    return {**submission.fields, **printed_numbers}


def _shown_decimals(number: Number, kind: AnyKind) -> int:
    """The decimals that a number asks for: its own, or those of its kind where these are as few as those of money."""
    own = decimals_of(number)
    most = kind.traits.decimals if isinstance(kind.traits, NumberTraits) else 0
    return max(own, min(most, _DECIMALS_OF_MONEY)) if own else 0


def grouped(number: Number, decimals: int, marks: NumberMarks) -> str:
    """A number with so many decimals at least, its digits in groups: ``12,345.60``."""
    return marks.grouped(f"{Decimal(number):.{max(decimals, decimals_of(number))}f}")
