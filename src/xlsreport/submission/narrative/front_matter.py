"""Recognises the front matter of a pasted document: its title, its preamble, its page numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Literal

from xlsreport.definition.definition import Definition
from xlsreport.messages.text_direction import unparted
from xlsreport.object_cache import remembered_by_object
from xlsreport.submission.narrative.section_headings import folded

FrontMatterKind = Literal["title", "preamble", "page_number"]

VARYING = {"zh-CN": re.compile("[年度]|工作"), "en": re.compile("(?!)")}
"""Words that titles have or leave out: 2025年度…年度报告, …工作年度报告."""
_MIN_LETTERS = 4
"""Letters of a title besides the names in it; a title with fewer could be any line."""
_ANYTHING, _ANY_YEAR = ".{0,60}?", "(?:[0-9]{2,4}|[〇零一二三四五六七八九]{4})?"
_MAX_TITLE, _MAX_NAME = 80, 40
"""Characters of a title, and of a line above it, which names the agency or an annex."""
_SENTENCE = re.compile("[。；;!！?？]")
_CLAUSE = re.compile("[。；;!！?？，,：:、]")
DATE = re.compile(r"[（(]?\s*+[0-9]{4}\s*+[年./-]\s*+[0-9]{1,2}\s*+(?:月|[./-])\s*+(?:[0-9]{1,2}\s*+日?+)?+\s*+[）)]?")
PAGE_NUMBER = re.compile(
    r"(?P<dash>[—–－―─-]{1,3})\s*+[0-9０-９]{1,3}\s*+(?P=dash)"
    r"|第\s*+[0-9]{1,3}\s*+页(?:\s*+[，,/／（(]?+\s*+共\s*+[0-9]{1,3}\s*+页\s*+[）)]?)?"
    r"|Page\s++[0-9]{1,3}(?:\s++of\s++[0-9]{1,3})?",
    re.IGNORECASE,
)


class FrontMatterMatcher:
    """Recognises the front matter that one report prints itself."""

    def __init__(self, definition: Definition, names: Mapping[str, str], fields: Mapping[str, str]) -> None:
        self._language = definition.language
        self._title = _title(definition)
        self._preamble = preamble(definition, names, fields)
        self._begins = {paragraph[:2] for paragraph in self._preamble}
        self._folded = frozenset(map(folded, self._preamble))

    def kind(self, lines: Sequence[str], number: int, *, at_top: bool, below_title: bool) -> FrontMatterKind | None:
        """Which kind of front matter a line is; None where it is none.

        Args:
            lines: all lines of a section, without blanks at their ends.
            number: which of them, from 0.
            at_top: whether only omitted lines stand above it.
            below_title: whether the title is the line above it.
        """
        line = lines[number]
        if PAGE_NUMBER.fullmatch(line):
            return "page_number"
        if not at_top:
            return None
        if line[:2] in self._begins and folded(line) in self._folded:
            return "preamble"
        if self._is_title(line) or (below_title and DATE.fullmatch(line)):
            return "title"
        is_above = number + 1 < len(lines) and len(line) <= _MAX_NAME and not _CLAUSE.search(line)
        return "title" if is_above and self._is_title(lines[number + 1]) else None

    def _is_title(self, line: str) -> bool:
        if self._title is None or len(line) > _MAX_TITLE or _SENTENCE.search(line):
            return False
        return self._title.fullmatch(VARYING[self._language].sub("", folded(line))) is not None


def preamble(definition: Definition, names: Mapping[str, str], fields: Mapping[str, str]) -> tuple[str, ...]:
    """The paragraphs that the report prints before its first section: the form's, those of fields, the reporter's own.

    ``names`` are those of :attr:`Submission.names`. Paragraphs that mention a blank field are left out.
    """
    declaration = definition.declaration
    values: dict[str, object] = dict.fromkeys(definition.fields, "")
    # The sentence has its own full stop.
    values |= {name: unparted(text.rstrip("。；，、 "), definition.locale) for name, text in fields.items()}
    values |= {**names, "period": declaration.period.text.format_map(names)}
    sentences = (field.sentence for field in declaration.cover if fields.get(field.id))
    printed = [
        _filled(template, values)
        for template in (*declaration.preamble, *filter(None, sentences))
        if all(values[name] for _, name, _, _ in Formatter().parse(template) if name is not None)
    ]
    own = (fields.get(name, "") for name in definition.own_lines)
    return (*printed, *(line for text in own for raw in text.splitlines() if (line := raw.strip())))


def _filled(template: str, values: Mapping[str, object]) -> str:
    """A template with its values; a date or name that ends with a point needs no full stop behind it."""
    text = ""
    for literal, name, _, _ in Formatter().parse(template):
        text += literal.removeprefix(".") if text.endswith(".") else literal
        text += "" if name is None else str(values[name])
    return text


@remembered_by_object()
def _title(definition: Definition) -> re.Pattern[str] | None:
    """A pattern for the title with any agency and period; None where it has hardly any words of its own."""
    varying, name = VARYING[definition.language], ""
    parts: list[tuple[str, str]] = []
    for text, placeholder, _, _ in Formatter().parse(definition.declaration.one_line_title):
        if own := varying.sub("", folded(text)):
            parts.append((name, own))
            name = ""
        if placeholder is not None:
            name = _ANY_YEAR if placeholder == "year" and not name else _ANYTHING
    if sum(len(own) for _, own in parts) < _MIN_LETTERS:
        return None
    # Atomic groups: a name ends where the next words first occur, so that matching takes linear time.
    *before, (last_name, last) = parts
    found = "".join(f"(?>{wild}{re.escape(own)})" for wild, own in before)
    return re.compile(f"{found}{last_name}{re.escape(last)}{name}")
