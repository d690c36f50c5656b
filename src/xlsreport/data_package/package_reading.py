"""Reads a package back: the reports that were exported, figure for figure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from xlsreport.data_package.package_sources import PackageFiles, Row, UnfitPackageError, content, table_rows
from xlsreport.data_package.package_tables import LIST_PREFIX, line_columns
from xlsreport.data_package.packaging import DEFINITION_RESOURCE
from xlsreport.data_package.report_rows import NO, YES
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.loading.regular_file import UnreadFileError
from xlsreport.definition.place import Place
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.definition.translation.translating import in_language
from xlsreport.definition.variation.variant import variant_of
from xlsreport.errors import PackageError
from xlsreport.messages import DEFAULT_LANGUAGE, Messages, messages_for
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.submission.submission import Entry, Line, Submission, printed_fields
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.submission.typed_values.period_parsing import parse_period
from xlsreport.values import Typed, plain_number

_PATH = re.compile(r"[a-z0-9][a-z0-9_.-]*")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_MAX_DIGITS = 400
"""Characters of a number; those of a spreadsheet reach 10 to the 308."""
_UNFIT = (ValueError, KeyError, TypeError, ArithmeticError)
"""What is raised where a row holds what no export writes."""


def load_package(path: str | Path, messages: Messages | None = None) -> tuple[Submission, ...]:
    """The reports of a package that ``xlsreport export`` wrote, in its order.

    Figures, dates, answers, texts and what is blank or not applicable are as they were in the workbooks; what a
    workbook says besides, such as where its cells are, is not.

    Args:
        path: its folder, its zip archive or its datapackage.json.
        messages: the language of errors.

    Raises:
        PackageError: it is none of these, or a file of it is missing, was changed or holds what no export writes.
        DefinitionError: its definition has mistakes.
    """
    messages = messages or messages_for(DEFAULT_LANGUAGE)
    try:
        files = PackageFiles(Path(path))
        resources = {str(one["name"]): one for one in json.loads(files.descriptor())["resources"]}
        if not all(_PATH.fullmatch(str(one["path"])) for one in resources.values()):
            raise ValueError("paths")
        contents = {name: content(files, one) for name, one in resources.items()}
        definition = _definition(contents[DEFINITION_RESOURCE], path, messages)
        described = {name: one for name, one in resources.items() if name != DEFINITION_RESOURCE}
        tables = {name: list(table_rows(contents[name], one)) for name, one in described.items()}
        by_report = {name: _by_report(definition, name, rows) for name, rows in tables.items()}
        return tuple(_Report(definition, by_report, row).submission() for row in tables["reports"])
    except UnfitPackageError as error:
        raise PackageError(messages(f"package.{error.key}", package=path, **error.values)) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError, UnreadFileError, InvalidFileError):
        raise PackageError(messages("package.unreadable", package=path)) from None


def _definition(source: bytes, path: str | Path, messages: Messages) -> Definition:
    return parse_definition(source.decode(), str(path), messages)


def _by_report(definition: Definition, table: str, rows: Iterable[Row]) -> Mapping[str, Sequence[Row]]:
    """The rows of a table by the number of their report."""
    name = table.removeprefix(LIST_PREFIX)
    report = line_columns(definition, name)["report"] if name != table else "report"
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.cells.get(report, ""), []).append(row)
    return found


class _Report:
    """The rows of one report, and what they state."""

    def __init__(self, definition: Definition, tables: Mapping[str, Mapping[str, Sequence[Row]]], row: Row) -> None:
        self._whole, self._tables, self._row = definition, tables, row.cells
        self._at = row
        """The row that was looked at last."""

    def _rows(self, table: str) -> Iterator[Mapping[str, str]]:
        for row in self._tables.get(table, {}).get(self._row["report"], ()):
            self._at = row
            yield row.cells

    def submission(self) -> Submission:
        """The report as it was read from its workbook.

        Raises:
            UnfitPackageError: a row holds what no export writes.
        """
        try:
            return self._submission()
        except _UNFIT:
            raise self._at.unfit() from None

    def _submission(self) -> Submission:
        self._definition = in_language(variant_of(self._whole, self._row["bodies"].split()), self._row["language"])
        definition, row = self._definition, self._row
        period = parse_period(row["period"], definition.calendar) if row["period"] else None
        if period is None and row["period"]:
            raise ValueError(row["period"])
        year, part = period if period is not None else (None, None)
        field_entries = self._field_entries()
        texts = {one["field"]: one["text"] for one in self._rows("fields") if one["state"] == "entered"}
        plain = {name: text for name, text in texts.items() if name not in field_entries}
        answers = [one for one in self._rows("nil_returns") if _is_answer(one["answer"])]
        return Submission(
            definition,
            agency=row["agency"],
            year=year,
            part=part,
            entries=self._entries(),
            lines={name: lines for name in definition.lines if (lines := self._lines(name))},
            texts=self._texts(),
            fields={**plain, **printed_fields(definition, field_entries)},
            field_entries=field_entries,
            nil_returns=frozenset(one["table"] for one in answers if one["answer"] == YES),
            declined=frozenset(one["table"] for one in answers if one["answer"] == NO),
            previous={
                Place.parse(one["place"]): one["text"] or _number(one["number"]) for one in self._rows("previous")
            },
            explanations={one["rule"]: one["text"] for one in self._rows("explanations")},
        )

    def _entries(self) -> Mapping[Place, Entry]:
        found = ((Place.parse(row["place"]), row) for row in self._rows("figures"))
        places = self._definition.places
        entries = ((place, _entry(row, places[place].kind)) for place, row in found if self._is_asked(place))
        return {place: entry for place, entry in entries if entry is not None}

    def _is_asked(self, place: Place) -> bool:
        """Whether the form of this report has a place; places that no form has are in no package."""
        _ = self._whole.places[place]
        return place in self._definition.places

    def _field_entries(self) -> Mapping[str, Entry]:
        kinds = self._definition.field_kinds
        entries = (
            (row["field"], _entry(row, kinds[row["field"]])) for row in self._rows("fields") if row["field"] in kinds
        )
        return {name: entry for name, entry in entries if entry is not None}

    def _texts(self) -> Mapping[str, tuple[str, ...]]:
        texts: dict[str, list[str]] = {}
        for row in self._rows("texts"):
            lines = texts.setdefault(row["section"], [])
            lines += [""] * (int(row["paragraph"]) - 1 - len(lines)) + [row["text"]]
        return {section: tuple(lines) for section, lines in texts.items()}

    def _lines(self, name: str) -> tuple[Line, ...]:
        own = line_columns(self._definition, name)
        odd = {(row["line"], row["column"]): row for row in self._rows("line_cells") if row["list"] == name}
        lines = self._rows(f"{LIST_PREFIX}{name}")
        return tuple(Line(int(row[own["line"]]), self._line(name, row, row[own["line"]], odd)) for row in lines)

    def _line(
        self, name: str, row: Mapping[str, str], number: str, odd: Mapping[tuple[str, str], Mapping[str, str]]
    ) -> Mapping[Place, Entry]:
        entries = {}
        for place, facts in self._definition.lines[name].places.items():
            if facts.computed:
                continue
            is_number = isinstance(facts.kind.traits, NumberTraits)
            value = row[place.column]
            plain = {"state": "entered" if value else "blank", "number": value if is_number else "", "typed": ""}
            cell = {**plain, "text": "" if is_number else value, **odd.get((number, place.column), {})}
            if (entry := _entry(cell, facts.kind)) is not None:
                entries[place._replace(row=LINE)] = entry
        return entries


def _entry(row: Mapping[str, str], kind: AnyKind) -> Entry | None:
    """The entry of which :func:`xlsreport.data_package.report_rows.stated_entry` made a row."""
    typed = row["typed"] or row["text"]
    match row["state"]:
        case "unfit":
            return Entry(row["text"])
        case "not_applicable":
            return parse_entry(typed, kind, takes_own_words=True)
        case "entered":
            return _of_kind(row, kind)
        case _:
            return None


def _of_kind(row: Mapping[str, str], kind: AnyKind) -> Entry:
    typed, text = row["typed"], row["text"]
    is_mended = bool(typed)
    as_typed: Typed = _number(typed) if _NUMBER.fullmatch(typed) else typed
    match kind.traits:
        case NumberTraits():
            number = _number(row["number"])
            return Entry(as_typed if typed else number, number, mended=is_mended)
        case DateTraits():
            return Entry(as_typed if typed else text, meaning=date.fromisoformat(text), mended=is_mended)
        case OptionTraits():
            entry = parse_entry(typed or text, kind, takes_own_words=True)
            return entry or Entry(text)
        case _:
            return Entry(text)


def _is_answer(text: str) -> bool:
    if text not in (YES, NO):
        raise ValueError(text)
    return True


def _number(text: str) -> int | Decimal:
    if not _NUMBER.fullmatch(text) or len(text) > _MAX_DIGITS:
        raise ValueError(text)
    return plain_number(Decimal(text))
