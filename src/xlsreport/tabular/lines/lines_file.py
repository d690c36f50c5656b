"""Reads the lines of a list from a file of another program, to be written into a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, TextTraits
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.problems import near_miss
from xlsreport.errors import EntriesError
from xlsreport.layout.cells import column_letters
from xlsreport.messages import Messages
from xlsreport.submission.submission import shortened
from xlsreport.submission.typed_values.entry_parsing import may_be_two_dates
from xlsreport.tabular.formula_guard import unguarded
from xlsreport.tabular.lines.column_habits import ColumnHabits, habits_of
from xlsreport.tabular.lines.exported_values import cell_value, spoils
from xlsreport.tabular.lines.line_columns import FoundColumns, LineColumns
from xlsreport.tabular.list_file import ListFormat, UnreadListError, list_format, parse_list, read_list_bytes
from xlsreport.tabular.listed_sheets import CellOddity, ListedFile, ListedSheet, ListLine
from xlsreport.tabular.total_lines import is_total
from xlsreport.values import Number, typed_text

_MAX_LISTED = 20
"""Values that are not of their kind, each told by its line and column; of more their number is told."""


@dataclass(frozen=True, slots=True)
class LoadedLines:
    """The lines of a list as an entries file has them, and what a person should know about how they were read.

    Attributes:
        lines: by column, what :func:`xlsreport.new_submission` takes below the id of the list.
        remarks: sentences: what was left out, what is missing, what is not of its kind.
    """

    lines: tuple[Mapping[str, Number | str], ...]
    remarks: tuple[str, ...]


def load_lines(
    definition: Definition, name: str, path: str | Path, *, encoding: str = "", messages: Messages | None = None
) -> LoadedLines:
    """Read the lines of a list from a table of another program, for :func:`xlsreport.new_submission`.

    Columns are found by the id of the list's column or by its label, in any language of the report, whatever their
    order; what is above the headings is passed over. Of several sheets the one with most columns of the list is read.

    Args:
        definition: what is reported.
        name: the id of the list.
        path: a CSV text, or an .xlsx, .xls, .et, .xlsb or .ods workbook; what it is called does not matter.
        encoding: that of a text, where the file does not say so and it cannot be told.
        messages: the language of errors and remarks; by default the definition's.

    Raises:
        EntriesError: there is no such list, the file cannot be read or has no column of the list, or it has more lines
            than the list has room for, of which none is read then.
    """
    messages = messages or definition.messages
    if name not in definition.lists:
        meant = near_miss(name, definition.lists)
        hint = messages("problem.suggestion", suggestion=meant) if meant else ""
        raise EntriesError([messages("lines.no_list", list=name) + hint])
    return _LinesReader(LineColumns(definition, name), Path(path), messages).load(encoding)


class _LinesReader:
    def __init__(self, columns: LineColumns, path: Path, messages: Messages) -> None:
        self._columns, self._path, self._messages = columns, path, messages
        self._called = columns.definition.lists[columns.list].title or columns.list
        self._remarks: list[str] = []
        self._unfit: list[str] = []
        self._rewritten: dict[str, list[tuple[int, str, Number | str]]] = {}
        self._spoilt: dict[tuple[str, CellOddity], list[tuple[int, str]]] = {}
        self._habits: dict[str, ColumnHabits] = {}
        self._beyond: list[tuple[int, str]] = []
        self._hidden = 0
        self._form: ListFormat = "csv"

    def load(self, encoding: str) -> LoadedLines:
        """The lines, and what a person should know about them."""
        listed = self._opened(encoding)
        sheet, found = self._sheet(listed)
        self._expect_each_once(found)
        lines = list(self._lines(sheet, found, is_text_file=listed.decoding is not None))
        most = self._columns.definition.lines[self._columns.list].shape.most
        if len(lines) > most:
            raise self._error("too_many", count=len(lines), most=most)
        self._tell_of_reading(listed)
        self._tell_of_columns(found)
        self._tell_of_values()
        return LoadedLines(tuple(lines), (self._sentence("read", count=len(lines)), *self._remarks))

    def _opened(self, encoding: str) -> ListedFile:
        messages, path = self._messages, self._path
        try:
            data = read_list_bytes(path, messages)
            self._form = list_format(data, path, messages)
            language = self._columns.definition.locale
            return parse_list(data, self._form, path, encoding, messages, self._columns.heading_cells, language)
        except UnreadListError as error:
            raise EntriesError([messages(f"lines.{error.key}", **{"list": self._called, **error.values})]) from None

    def _sheet(self, listed: ListedFile) -> tuple[ListedSheet, FoundColumns]:
        """The sheet with most columns of the list, and its headings."""
        shown = [sheet for sheet in listed.sheets if sheet.visible and any(line.text for line in sheet.lines)]
        found = [(sheet, one) for sheet in shown if (one := self._columns.found(sheet.lines)) is not None]
        most = max((len(one.positions) for _, one in found), default=0)
        best = [(sheet, one) for sheet, one in found if len(one.positions) == most]
        if not best:
            raise self._error("no_headings", columns=self._listed(list(self._columns.facts)))
        if len(best) > 1:
            names = self._messages("wording.comma").join(sheet.name for sheet, _ in best)
            raise self._error("several_sheets", sheets=names)
        if len(shown) > 1:
            self._say("sheet", sheet=best[0][0].name)
        return best[0]

    def _expect_each_once(self, found: FoundColumns) -> None:
        for column, positions in found.positions.items():
            if len(positions) > 1:
                letters = self._messages("wording.comma").join(map(column_letters, positions))
                raise self._error("twice", column=self._label(column), letters=letters)

    def _lines(
        self, sheet: ListedSheet, found: FoundColumns, *, is_text_file: bool
    ) -> Iterator[Mapping[str, Number | str]]:
        facts = {
            column: (one, found.positions[column][0])
            for column, one in self._columns.facts.items()
            if column in found.positions and not one.computed
        }
        lines = self._without_footers(sheet.lines[found.index + 1 :], len(found.positions))
        for column, (one, position) in facts.items():
            texts = [line.cell(position) for line in lines]
            self._habits[column] = habits_of(texts, one.kind, is_text_file=is_text_file)
        width = max(len(line.cells) for line in sheet.lines[: found.index + 1])
        for line in lines:
            if is_text_file and (beyond := [text for cell in line.cells[width:] if (text := cell.strip())]):
                self._beyond.append((line.number, beyond[0]))
            first = next((text for cell in line.cells if (text := cell.strip())), "")
            if is_total(first):
                self._say("total", line=line.number, text=first)
                continue
            values = {
                column: value
                for column, (one, position) in facts.items()
                if (value := self._value(line, one, position, is_text_file=is_text_file)) is not None
            }
            if values:
                self._hidden += line.hidden
                yield values

    def _without_footers(self, lines: Sequence[ListLine], columns: int) -> Sequence[ListLine]:
        """The lines without what a program writes below them, such as how many there are or when they were printed."""
        counts = [sum(1 for cell in line.cells if cell.strip()) for line in lines]
        last = max((number for number, count in enumerate(counts, start=1) if count > 1), default=0)
        if columns < _FEWEST_COLUMNS or not last:
            return lines
        for line, count in zip(lines[last:], counts[last:], strict=True):
            text = next((text for cell in line.cells if (text := cell.strip())), "")
            if count:
                self._say("total" if is_total(text) else "footer", line=line.number, text=shortened(text))
        return lines[:last]

    def _value(self, line: ListLine, facts: PlaceFacts, position: int, *, is_text_file: bool) -> Number | str | None:
        text, column = line.cell(position), facts.place.column
        text = unguarded(text) if is_text_file else text
        oddity = line.odd.get(position)
        if oddity is not None and spoils(oddity, facts.kind):
            self._spoilt.setdefault((column, oddity), []).append((line.number, text))
        language, habits = self._columns.definition.locale, self._habits[column]
        cell = cell_value(text, facts.kind, language, is_text_file=is_text_file, habits=habits)
        if cell.value is None:
            return None
        if not cell.fits and oddity is None:
            where = {"line": line.number, "column": self._label(column), "found": shortened(text)}
            if isinstance(facts.kind.traits, TextTraits):
                self._unfit.append(self._sentence("not_written", **where, pattern=facts.kind.traits.pattern))
            elif isinstance(facts.kind.traits, DateTraits) and may_be_two_dates(text, language):
                self._unfit.append(self._sentence("two_dates", **where))
            else:
                self._unfit.append(self._sentence("not_kind", **where, kind=self._messages(f"kind.{facts.kind.name}")))
        elif cell.rewritten:
            self._rewritten.setdefault(column, []).append((line.number, text, cell.value))
        return cell.value

    def _tell_of_reading(self, listed: ListedFile) -> None:
        decoding = listed.decoding
        if decoding is not None and decoding.others:
            self._say("encoding", encoding=decoding.encoding, text=decoding.shown)
        if self._hidden:
            self._say("hidden", count=self._hidden)

    def _tell_of_columns(self, found: FoundColumns) -> None:
        facts = self._columns.facts
        if found.unused:
            self._say("unused", columns=self._messages("wording.comma").join(map(self._quoted, found.unused)))
        if computed := [column for column, one in facts.items() if one.computed and column in found.positions]:
            self._say("computed", columns=self._listed(computed))
        if missing := [column for column, one in facts.items() if not one.computed and column not in found.positions]:
            self._say("missing", columns=self._listed(missing))

        if self._form in ("xls", "xlsb") and (shares := [c for c in found.positions if self._is_share(c)]):
            self._say("percent", columns=self._listed(shares))

    def _is_share(self, column: str) -> bool:
        traits = self._columns.facts[column].kind.traits
        return isinstance(traits, NumberTraits) and traits.is_share

    def _tell_of_values(self) -> None:
        if self._beyond:
            number, text = self._beyond[0]
            self._say("beyond", line=number, found=shortened(text), count=len(self._beyond))
        for column, values in self._rewritten.items():
            number, text, value = values[0]
            where = {"column": self._label(column), "line": number, "found": shortened(text)}
            self._say("rewritten", **where, value=typed_text(value), count=len(values))
        for (column, oddity), cells in self._spoilt.items():
            number, text = cells[0]
            where = {"column": self._label(column), "line": number, "found": shortened(text)}
            told = self._messages(f"lines.odd_{oddity}", file=self._path.name, **where, count=len(cells))
            self._remarks.append(told)
        self._remarks += self._unfit[:_MAX_LISTED]
        if len(self._unfit) > _MAX_LISTED:
            self._say("more", count=len(self._unfit) - _MAX_LISTED)

    def _label(self, column: str) -> str:
        return self._columns.facts[column].column_name

    def _listed(self, columns: Sequence[str]) -> str:
        return self._messages("wording.comma").join(self._quoted(self._label(column)) for column in columns)

    def _quoted(self, text: str) -> str:
        return self._messages("lines.quoted", name=shortened(text))

    def _say(self, key: str, **values: object) -> None:
        self._remarks.append(self._sentence(key, **values))

    def _sentence(self, key: str, **values: object) -> str:
        return self._messages(f"lines.{key}", file=self._path.name, list=self._called, **values)

    def _error(self, key: str, **values: object) -> EntriesError:
        return EntriesError([self._sentence(key, **values)])


_FEWEST_COLUMNS = 3
"""Of a list below whose last line a single cell is no line any more."""
