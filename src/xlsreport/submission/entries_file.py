"""Makes a submission of an entries file, to fill a workbook in before anybody types into it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.loading.regular_file import MAX_TEXT_MEGABYTES, SAID_ALIKE, UnreadFileError, read_regular_file
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.problems import near_miss
from xlsreport.definition.yaml_source.yaml_scalars import MAX_DIGITS, decimal_of
from xlsreport.definition.yaml_source.yaml_tree import UnreadableYamlError, plain_values, read_tree
from xlsreport.errors import EntriesError
from xlsreport.layout.checklines import explained_lines
from xlsreport.messages import DEFAULT_LANGUAGE, Messages, messages_for
from xlsreport.submission.invisible_characters import is_blank, unpunctuated
from xlsreport.submission.submission import (
    Entry,
    Line,
    PreviousValue,
    Submission,
    printed_fields,
    shortened,
    with_known_body,
    without_blank_end,
)
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.submission.typed_values.given_values import expect_period, is_endless, is_no_value, plain_value
from xlsreport.submission.typed_values.listed_answers import with_listed_answers
from xlsreport.values import exact

NIL_RETURN = "nil_return"
EXPLANATION = "explanation"
"""The last parts of the keys ``<table>.nil_return`` and ``<rule case>.explanation``."""
_MAX_HINTS, _MAX_LISTED = 20, 50
"""How many problems get a suggestion, and how many are listed. A file with more is no entries file of this report."""

_UNREAD = {"folder": "not_a_file", "not_a_file": "not_a_file", "file_too_large": "file_too_large"}
"""The key of the sentence for each reason why a file was not read; reasons that are not listed share one."""


def load_entries(path: str | Path, messages: Messages | None = None) -> Mapping[str, Any]:
    """Read an entries file for :func:`new_submission`: JSON or YAML, by its ending.

    Raises:
        EntriesError: the file cannot be read or is not a mapping.
    """
    messages = messages or messages_for(DEFAULT_LANGUAGE)
    text = _text_of(path, messages)
    try:
        is_json = str(path).lower().endswith(".json")
        tree = _parsed_json(text) if is_json else plain_values(read_tree(text), as_written=True)
    except UnreadableYamlError as error:
        raise EntriesError([_not_yaml(path, error, messages)]) from None
    except json.JSONDecodeError as error:
        raise EntriesError([messages("entries.json", file=path, line=error.lineno, column=error.colno)]) from None
    except _RepeatedKeyError as error:
        raise EntriesError([messages("entries.repeated", file=path, name=shortened(error.key))]) from None
    except RecursionError:
        raise EntriesError([messages("entries.nested", file=path)]) from None
    if not isinstance(tree, dict):
        raise EntriesError([messages("entries.not_mapping", file=path)])
    return tree


class _RepeatedKeyError(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _parsed_json(text: str) -> Any:
    """The value of a JSON text. NaN and Infinity, which Python accepts, become Decimals and are refused later."""
    return json.loads(
        text, parse_float=decimal_of, parse_int=_whole, parse_constant=Decimal, object_pairs_hook=_with_each_key_once
    )


def _with_each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """The mapping of some pairs; repeated keys are refused: JSON leaves open which one counts ([RFC 8259] 4)."""
    found = dict(pairs)
    if len(found) < len(pairs):
        ((key, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise _RepeatedKeyError(key)
    return found


def _whole(digits: str) -> int | Decimal:
    """A whole number of JSON. Thousands of digits, slow to parse as int, become a Decimal and are refused later."""
    return int(digits) if len(digits) <= MAX_DIGITS else Decimal(digits)


def _not_yaml(path: str | Path, error: UnreadableYamlError, messages: Messages) -> str:
    located = error.problem
    if located.problem.key == "not_mapping":
        return messages("entries.not_mapping", file=path)
    reason = located.problem.text(messages)
    return messages("entries.yaml", file=path, line=located.line, column=located.column, reason=reason)


def _text_of(path: str | Path, messages: Messages) -> str:
    try:
        return read_regular_file(Path(path), MAX_TEXT_MEGABYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EntriesError([messages("entries.not_utf8", file=path)]) from None
    except UnreadFileError as error:
        key = SAID_ALIKE.get(error.key, f"entries.{_UNREAD.get(error.key, 'no_file')}")
        raise EntriesError([messages(key, file=path, **error.values)]) from None


def new_submission(
    definition: Definition,
    *,
    agency: str = "",
    year: int | None = None,
    part: int | None = None,
    entries: Mapping[Any, Any] | None = None,
    previous: Mapping[Place, PreviousValue] | None = None,
    messages: Messages | None = None,
) -> Submission:
    """A submission with what is known before the reporter begins.

    Args:
        definition: what is reported.
        agency: who reports; left empty, the workbook asks for it.
        year: the year of the report; left out, the workbook asks for it.
        part: the number of the half year, quarter or month, where the definition has such periods.
        entries: values by name, or by place. Places as ``table.row.column`` lead to numbers or texts, ids of lists to
            a list of lines, each a mapping of columns to values (an empty one is a blank line), ids of sections to
            lists of paragraphs, ids of cover fields to texts, ``<table>.nil_return`` to true or false, and
            ``<rule>.<member>.explanation``, ``<claim>.explanation`` or ``filled.<section>.explanation`` to texts. What
            leads to None is not stated.
        previous: last year's figures, and values of its lines, as far as rules need them and they are known.
        messages: the language of errors; the definition's by default.

    Raises:
        EntriesError: a name is unknown, or a value does not fit; it lists all of them. Or year and part are no period
            of the definition.
    """
    said = messages or definition.messages
    year, part = plain_value(year), plain_value(part)
    expect_period(year, part, definition.calendar, said)
    figures = {p: value for p, value in (previous or {}).items() if p in definition.places or definition.is_carried(p)}
    known = Submission(definition, agency=agency.strip(), year=year, part=part, previous=figures)
    return with_listed_answers(
        with_known_body(_EntriesReader(known, said).with_entries({} if entries is None else entries))
    )


class _EntriesReader:
    def __init__(self, known: Submission, messages: Messages) -> None:
        self._known = known
        self._definition = known.definition
        self._messages = messages
        self._names = _names_of(known.definition)
        self._not_asked = _names_of(known.definition.whole or known.definition).keys() - self._names.keys()
        self._problems: list[str] = []
        self._entries: dict[Place, Entry] = {}
        self._lines: dict[str, tuple[Line, ...]] = {}
        self._texts: dict[str, tuple[str, ...]] = {}
        self._fields: dict[str, str] = {}
        self._field_entries: dict[str, Entry] = {}
        self._explanations: dict[str, str] = {}
        self._nil_returns: set[str] = set()

    def with_entries(self, entries: Mapping[Any, Any]) -> Submission:
        """The known submission with all entries added."""
        for name, value in entries.items():
            self._take(str(name), value)
        if self._problems:
            raise EntriesError(self._listed())
        return replace(
            self._known,
            entries=self._entries,
            lines=self._lines,
            texts=self._texts,
            fields=self._fields | printed_fields(self._definition, self._field_entries),
            field_entries=self._field_entries,
            explanations=self._explanations,
            nil_returns=frozenset(self._nil_returns),
        )

    def _listed(self) -> list[str]:
        """The first problems, and how many more there are."""
        listed, more = self._problems[:_MAX_LISTED], len(self._problems) - _MAX_LISTED
        return [*listed, self._messages("entries.more", count=more)] if more > 0 else listed

    def _take(self, name: str, value: Any) -> None:
        value = plain_value(value)
        if is_endless(value):
            self._problems.append(self._messages("entries.too_great", name=name))
            return
        match self._names.get(name):
            case str() if value is None:  # nothing is stated
                pass
            case "place":
                self._take_figure(name, value)
            case "lines":
                self._take_lines(name, value)
            case "text":
                self._take_text(name, value)
            case "field" if name in self._definition.field_kinds:
                self._take_field_entry(name, value)
            case "field" if isinstance(value, str | int):
                self._fields |= _filled(name, str(value))
            case "explanation" if isinstance(value, str):
                blank = is_blank(unpunctuated(value, self._definition.language))  # as it will be read back
                self._explanations |= _filled(name.removesuffix(f".{EXPLANATION}"), "" if blank else value)
            case "nil" if isinstance(value, bool):
                if value:
                    self._nil_returns.add(name.removesuffix(f".{NIL_RETURN}"))
            case None if name in self._not_asked:
                labels = [self._definition.bodies[kind].label for kind in self._definition.variant]
                words = self._messages("wording.comma").join(labels)
                self._problems.append(self._messages("entries.not_asked", name=name, kinds=words))
            case None:
                self._problems.append(self._messages("entries.unknown", name=name) + self._hint(name))
            case what:
                self._problems.append(self._messages(f"entries.not_{what}", name=name))

    def _hint(self, name: str) -> str:
        """What an unknown name was probably meant to be; only for the first problems, since the search is slow."""
        meant = near_miss(name, self._names) if len(self._problems) < _MAX_HINTS else None
        return self._messages("problem.suggestion", suggestion=meant) if meant else ""

    def _take_field_entry(self, name: str, value: Any) -> None:
        """Take the value of a field of the cover that is of a kind."""
        if (entry := self._typed(name, self._definition.field_kinds[name], value)) is not None:
            self._field_entries[name] = entry

    def _take_figure(self, name: str, value: Any) -> None:
        place = Place.parse(name)
        if (entry := self._entry(name, self._definition.places[place], value)) is not None:
            self._entries[place] = entry

    def _entry(self, name: str, facts: PlaceFacts, value: Any) -> Entry | None:
        """The entry that a value is for a place; where it cannot be one, that is a problem."""
        if facts.computed:
            self._problems.append(self._messages("entries.computed", name=name))
            return None
        return self._typed(name, facts.kind, value)

    def _typed(self, name: str, kind: AnyKind, value: Any) -> Entry | None:
        """The entry that a value is as one of a kind; where it cannot be one, that is a problem."""
        value = plain_value(value)
        if is_endless(value):
            self._problems.append(self._messages("entries.too_great", name=name))
        elif isinstance(value, str | int | float | Decimal | date) and not (
            isinstance(value, bool) or is_no_value(value)
        ):
            return parse_entry(exact(value), kind, self._definition.locales[0], takes_own_words=True)
        elif value is not None:
            self._problems.append(self._messages("entries.not_place", name=name))
        return None

    def _take_lines(self, name: str, value: Any) -> None:
        """Take the lines of a list."""
        if not isinstance(value, list | tuple) or not all(isinstance(line, Mapping) for line in value):
            self._problems.append(self._messages("entries.not_lines", name=name))
            return
        most = self._definition.lines[name].shape.most
        if len(value) > most:
            self._problems.append(self._messages("entries.too_many_lines", name=name, count=len(value), room=most))
        lines = (Line(number, self._line(f"{name}.{number}", name, line)) for number, line in enumerate(value, start=1))
        self._lines[name] = tuple(line for line in lines if line.entries)

    def _line(self, where: str, name: str, values: Mapping[Any, Any]) -> Mapping[Place, Entry]:
        facts = {place.column: one for place, one in self._definition.lines[name].places.items()}
        entries = {}
        for column, value in values.items():
            if (one := facts.get(str(column))) is None:
                known = near_miss(str(column), facts)
                hint = self._messages("problem.suggestion", suggestion=known) if known else ""
                self._problems.append(self._messages("entries.unknown", name=f"{where}.{column}") + hint)
            elif (entry := self._entry(f"{where}.{column}", one, value)) is not None:
                entries[one.place] = entry
        return {place: entries[place] for place in self._definition.lines[name].places if place in entries}

    def _take_text(self, name: str, value: Any) -> None:
        lines = value.splitlines() if isinstance(value, str) else value
        if not isinstance(lines, list | tuple) or not all(isinstance(line, str) for line in lines):
            self._problems.append(self._messages("entries.not_text", name=name))
            return
        narrative = self._definition.narratives[name].narrative
        room = narrative.lines if narrative else 0
        if len(lines) > room:
            self._problems.append(self._messages("entries.too_many", name=name, count=len(lines), room=room))
        self._texts[name] = without_blank_end(lines)


def _names_of(definition: Definition) -> dict[str, str]:
    """Every name that an entries file may use, and what it names."""
    names = {str(place): "place" for place in definition.places}
    names |= dict.fromkeys(definition.lists, "lines")
    names |= dict.fromkeys(definition.narratives, "text")
    names |= dict.fromkeys(definition.fields, "field")
    tables = {**definition.tables, **definition.lists}
    names |= {f"{t}.{NIL_RETURN}": "nil" for t, table in tables.items() if table.nil_return}
    claims = (claim.id for claim in definition.claims if claim.declared.severity == "warning")
    keys = (*explained_lines(definition), *claims)
    return names | {f"{key}.{EXPLANATION}": "explanation" for key in keys}


def _filled(name: str, text: str) -> dict[str, str]:
    """The text under its name as it will be read back; nothing where it is blank."""
    return {name: text.strip()} if text.strip() else {}
