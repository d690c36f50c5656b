"""What paragraphs say of a list: that there are no lines, or that only the first of them are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlsreport.definition.definition import Definition
from xlsreport.definition.tables.table_declaration import Table
from xlsreport.letter_case import caseless
from xlsreport.published.matching.lists.list_rows import GREAT_NUMBER, sentence_pattern
from xlsreport.published.publication.publication import Paragraph, Publication
from xlsreport.submission.label_normalising import normalise_label

_NOTHING = frozenset(
    {
        "无",
        "没有",
        "本年无",
        "本年度无",
        "none",
        "nil",
        "na",
        "notapplicable",
        "不适用",
        "néant",
        "aucun",
        "keine",
        "aucune",
        "entfällt",
        "ninguno",
        "ninguna",
        "nessuno",
        "geen",
        "ingen",
        "нет",
        "該当なし",
    }
)
"""Words that say so alone, in place of the lines."""


def is_nothing(text: str) -> bool:
    """Whether a text alone says that there are no lines."""
    return _plain(text) in _NOTHING


def says_nothing(publication: Publication, definition: Definition, name: str) -> bool:
    """Whether a paragraph says of a list that there are no lines: by itself, or right below the list's heading."""
    table = definition.lists[name]
    own = frozenset(_own_sentences(definition, table))
    return any(
        _plain(text) in own or (below and _says_none(definition, text))
        for below, text in _texts(publication, definition, name)
    )


def printed_in_part(publication: Publication, definition: Definition, name: str) -> str | None:
    """The sentence that says that only the first lines of a list are printed; None where there is none."""
    words, printing = definition.messages, definition.lines[name].shape.printing
    own = [*words.in_each_form("printed_list.first_only", printed=GREAT_NUMBER, count=GREAT_NUMBER)]
    own += [printing.reference] if printing.reference and printing.rest == "omit" else []
    pattern = re.compile("|".join(map(sentence_pattern, own)))
    texts = (block.text.strip() for block in publication.blocks if isinstance(block, Paragraph))
    return next((text for text in texts if pattern.fullmatch(text)), None)


def _says_none(definition: Definition, text: str) -> bool:
    return is_nothing(text) or _plain(text) == _plain(definition.messages("wording.nothing_listed"))


def _own_sentences(definition: Definition, table: Table) -> Iterator[str]:
    """Sentences that name the list, or that the form has for it."""
    none = definition.messages("wording.nothing_listed")
    declared = None if table.list is None else table.list.printing.none
    for text in (declared, table.nil_return, f"{table.title}{none}" if table.title else None):
        if text:
            yield _plain(text)


def _texts(publication: Publication, definition: Definition, name: str) -> Iterator[tuple[bool, str]]:
    """The paragraphs, and whether they stand right below the list's title, or the heading of its section."""
    table = definition.lists[name]
    section = next(each for each in definition.sections if any(one.id == name for one in each.tables))
    wanted = _plain(table.title or section.heading)
    is_below = False
    for block in publication.blocks:
        if not isinstance(block, Paragraph):
            is_below = False
        elif _plain(block.text) == wanted:
            is_below = True
        elif _plain(block.text):
            yield is_below, block.text
            is_below = False


def _plain(text: str) -> str:
    return caseless(normalise_label(text))
