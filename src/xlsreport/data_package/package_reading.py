"""Reads a package back: the reports that were exported, figure for figure."""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlsreport.data_package.csv_tables import csv_rows
from xlsreport.data_package.package_tables import LIST_PREFIX, line_columns
from xlsreport.data_package.packaging import DEFINITION_RESOURCE, DESCRIPTOR
from xlsreport.data_package.report_rows import NO, YES
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.definition.translation.translating import in_language
from xlsreport.definition.variation.variant import variant_of
from xlsreport.errors import PackageError
from xlsreport.messages import DEFAULT_LANGUAGE, Messages, messages_for
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.zip_reader import ZipReader, unpacked
from xlsreport.submission.submission import Entry, Line, Submission, printed_fields
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.submission.typed_values.period_parsing import parse_period
from xlsreport.tabular.formula_guard import unguarded
from xlsreport.values import Typed, plain_number

_PATH = re.compile(r"[a-z0-9][a-z0-9_.-]*")
_MAX_DIRECTORY_BYTES = 2_000_000
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")

_Rows = list[Mapping[str, str]]


def load_package(path: str | Path, messages: Messages | None = None) -> tuple[Submission, ...]:
    """The reports of a package that ``xlsreport export`` wrote, in its order.

    Figures, dates, answers, texts and what is blank or not applicable are as they were in the workbooks; what a
    workbook says besides, such as where its cells are, is not.

    Args:
        path: its folder, its zip archive or its datapackage.json.
        messages: the language of errors.

    Raises:
        PackageError: it is none of these, or a file of it is missing or was changed.
        DefinitionError: its definition has mistakes.
    """
    messages = messages or messages_for(DEFAULT_LANGUAGE)
    try:
        files = _Files(Path(path))
        descriptor = json.loads(files.read(DESCRIPTOR))
        contents = {str(one["name"]): _content(files, one) for one in descriptor["resources"]}
        definition = parse_definition(contents[DEFINITION_RESOURCE].decode(), str(path), messages)
        tables = {
            str(one["name"]): _table(contents[one["name"]], one)
            for one in descriptor["resources"]
            if one["name"] != DEFINITION_RESOURCE
        }
        by_report = {name: _by_report(definition, name, rows) for name, rows in tables.items()}
        return tuple(_Report(definition, by_report, row).submission() for row in tables["reports"])
    except _ChangedFileError as error:
        raise PackageError(messages("package.changed", package=path, file=error)) from None
    except (OSError, ValueError, KeyError, TypeError, InvalidFileError):
        raise PackageError(messages("package.unreadable", package=path)) from None


class _ChangedFileError(Exception):
    """A file is not as it was written."""


class _Files:
    """The files of a package in a folder or an archive."""

    def __init__(self, path: Path) -> None:
        self._folder = path.parent if path.name == DESCRIPTOR else path
        self._archive = b"" if self._folder.is_dir() else path.read_bytes()
        members = ZipReader(io.BytesIO(self._archive), _MAX_DIRECTORY_BYTES).members if self._archive else ()
        self._members = {member.filename: member for member in members}

    def read(self, name: str) -> bytes:
        """All bytes of a file."""
        if self._archive:
            return unpacked(self._archive, self._members[name])
        return (self._folder / name).read_bytes()


def _content(files: _Files, resource: Mapping[str, Any]) -> bytes:
    name = str(resource["path"])
    if not _PATH.fullmatch(name):
        raise ValueError(name)
    data = files.read(name)
    if resource["hash"] != f"sha256:{hashlib.sha256(data).hexdigest()}":
        raise _ChangedFileError(name)
    return data


def _table(data: bytes, resource: Mapping[str, Any]) -> _Rows:
    texts = {field["name"] for field in resource["schema"]["fields"] if field["type"] == "string"}
    return [{name: unguarded(cell) if name in texts else cell for name, cell in row.items()} for row in csv_rows(data)]


def _by_report(definition: Definition, table: str, rows: _Rows) -> Mapping[str, _Rows]:
    """The rows of a table by the number of their report."""
    name = table.removeprefix(LIST_PREFIX)
    report = line_columns(definition, name)["report"] if name != table else "report"
    found: dict[str, _Rows] = {}
    for row in rows:
        found.setdefault(row.get(report, ""), []).append(row)
    return found


class _Report:
    """The rows of one report, and what they state."""

    def __init__(
        self, definition: Definition, tables: Mapping[str, Mapping[str, _Rows]], row: Mapping[str, str]
    ) -> None:
        form = variant_of(definition, row["bodies"].split())
        self._definition = in_language(form, row["language"])
        self._tables, self._row = tables, row

    def _rows(self, table: str) -> _Rows:
        return self._tables.get(table, {}).get(self._row["report"], [])

    def submission(self) -> Submission:
        """The report as it was read from its workbook."""
        definition, row = self._definition, self._row
        period = parse_period(row["period"], definition.calendar) if row["period"] else None
        year, part = period if period is not None else (None, None)
        field_entries = self._field_entries()
        texts = {one["field"]: one["text"] for one in self._rows("fields") if one["state"] == "entered"}
        plain = {name: text for name, text in texts.items() if name not in field_entries}
        answers = self._rows("nil_returns")
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
        entries = ((place, _entry(row, places[place].kind)) for place, row in found if place in places)
        return {place: entry for place, entry in entries if entry is not None}

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


def _number(text: str) -> int | Decimal:
    return plain_number(Decimal(text))
