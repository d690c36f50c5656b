"""The paragraphs of a section of tables: comments that the form has room for, its own words, and others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsreport.definition.declaration import Section
from xlsreport.definition.declared_report import comment_name
from xlsreport.definition.definition import Definition
from xlsreport.definition.tables.table_declaration import Table
from xlsreport.published.narratives.report_lines import ReportLine
from xlsreport.submission.narrative.section_headings import folded

_SENTENCE = re.compile(r"[。；;！!？?]|[.](?:\s|$)")
_REFERENCES = ("first_and_annex", "first_only", "none_and_annex", "none_only")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_MAX_VALUE = 60
"""Characters of what stands at a placeholder."""
_MIN_SENTENCE = 8
"""A line that is shorter, or ends no sentence, is a caption, a unit or a cell whose table was lost."""


@dataclass(frozen=True, slots=True)
class WordsBesideTables:
    """What stands beside the tables of a section: comments by their names, and paragraphs without a place."""

    comments: Mapping[str, str]
    others: tuple[str, ...]


def words_beside_tables(section: Section, lines: Sequence[ReportLine], definition: Definition) -> WordsBesideTables:
    """The comments below the tables, each by its label below its own table, and sentences that are not the form's."""
    own = frozenset(folded(words) for words in _own_words(section, definition))
    titles = tuple(folded(one.title) for one in section.tables if one.title)
    references = tuple(_references(section, definition))
    comments: dict[str, list[str]] = {}
    others: list[str] = []
    table: Table | None = None
    continued: list[str] | None = None
    for line in lines:
        table = _table_with_words(section, line) or table
        if not line.is_paragraph:
            continued = None
            continue
        named = _comment(line.text, section, table, definition)
        if named is not None and named[0] not in comments:
            continued = comments[named[0]] = [named[1]]
        elif (
            folded(line.text) in own
            or folded(line.text).startswith(titles)
            or any(each.fullmatch(line.text) for each in references)
        ):
            continued = None
        elif continued is not None:
            continued.append(line.text)
        elif len(line.text) >= _MIN_SENTENCE and _SENTENCE.search(line.text):
            others.append(line.text)
    return WordsBesideTables({name: "\n".join(text) for name, text in comments.items()}, tuple(others))


def _comment(text: str, section: Section, table: Table | None, definition: Definition) -> tuple[str, str] | None:
    """The name of a comment and its first line; None for another line, or where it is not certain below which table."""
    for candidate in section.tables:
        if candidate.comment is None or (len(_commented(section)) > 1 and candidate is not table):
            continue
        label = definition.messages("wording.comment", label=candidate.comment.label, text="").strip()
        found = re.match(rf"{re.escape(label[:-1])}\s*[:：]\s*", text)
        if found is not None:
            return comment_name(candidate.id), text[found.end() :]
    return None


def _commented(section: Section) -> list[Table]:
    return [table for table in section.tables if table.comment is not None]


def _table_with_words(section: Section, line: ReportLine) -> Table | None:
    """The table whose title or caption a line has, or is in the cells of the table that it stands for."""
    texts = {folded(line.text)} if line.text or line.table is None else {folded(cell.text) for cell in line.table.cells}
    for table in section.tables:
        words = [folded(text) for text in (table.title, *(block.caption for block in table.grids)) if text]
        if any(word in texts for word in words):
            return table
    tables = section.fixed_tables or section.tables
    return tables[0] if len(tables) == 1 else None


def _references(section: Section, definition: Definition) -> Iterator[re.Pattern[str]]:
    """What the form prints below lists of which only the first lines stand there: how many there are, and where."""
    for table in section.tables:
        if table.list is None or table.list.printing.most is None:
            continue
        own = table.list.printing.reference
        for sentence in (own,) if own else (definition.messages.texts[f"printed_list.{key}"] for key in _REFERENCES):
            words = map(re.escape, _PLACEHOLDER.split(sentence))
            yield re.compile(rf"(?:.{{1,{_MAX_VALUE}}} )?{f'.{{1,{_MAX_VALUE}}}?'.join(words)}")


def _own_words(section: Section, definition: Definition) -> Iterator[str]:
    """What the form itself prints beside the tables of a section."""
    for table in section.tables:
        yield from filter(None, (table.title, *(block.caption for block in table.grids), *table.remark))
        yield definition.messages("wording.nothing_listed")
        if table.list is not None and table.list.printing.none:
            yield table.list.printing.none
