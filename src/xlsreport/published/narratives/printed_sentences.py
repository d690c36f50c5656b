"""The form's own printed words, as patterns: what stands in a publication where the form has a placeholder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter

from xlsreport.definition.definition import Definition
from xlsreport.definition.reporting_period.period_calendar import Fragment, YearFragment
from xlsreport.object_cache import remembered_by_object
from xlsreport.submission.narrative.front_matter import VARYING
from xlsreport.submission.narrative.section_headings import folded

_YEAR = "[0-9０-９]{4}|[〇○零一二三四五六七八九]{4}"
_MAX_NAME, _MAX_VALUE, MAX_SENTENCE = 120, 150, 300
"""Characters of a name, of what stands at a placeholder, and of a line that is compared with a sentence."""
_ADDRESS = re.compile(r"[^\s@,;，；]+@[^\s@,;，；]+\.[^\s@,;，；]+")
_DIGITS = re.compile(r"\d+")
_MIN_LETTERS = 4
"""Letters of a pattern besides the names in it; one with fewer could be any line."""
_FULL_WIDTH = 0xFEE0
"""From a sign of ASCII to the same in full width."""
_ABOUT = "(?:公告|公示|通知|函)"
"""What may follow a title in that of a notice about the report."""
_Parts = list[tuple[str, str | None]]


@remembered_by_object()
def title_patterns(definition: Definition) -> tuple[re.Pattern[str], ...]:
    """Patterns of the beginning of a title, with groups for agency and year where the form has them.

    The first is as the form has it; in others the year stands before the name, or no name or no year is in it.
    """
    parts = _parts(definition.declaration.one_line_title)
    names = [name for _, name in parts]
    orders = [parts]
    if names[:2] == ["agency", "year"]:
        swapped = {"agency": "year", "year": "agency"}
        orders.append([(text, swapped.get(name or "", name)) for text, name in parts])
    if "agency" in names:
        orders.append([part for part in parts if part != ("", "agency")])
    exact = [_title_pattern(order, definition, periods=_period_names(definition)) for order in orders]
    patterns = [_title_pattern(order, definition) for order in orders]
    if ("", "year") in parts:  # the year may stand behind all else, in brackets
        without = [part for part in parts if part != ("", "year")]
        patterns.insert(2, _title_pattern(without, definition, rf"\W{{0,3}}(?P<year>{_YEAR})(?:年度?)?"))
        if definition.language == "zh-CN":
            patterns.append(_title_pattern(without, definition))
    named = [] if "label" not in names else exact
    return tuple(pattern for pattern in (*named, *patterns) if pattern is not None)


def is_draft_mark(text: str, definition: Definition) -> bool:
    """Whether a line is the mark of a draft, which stands right above the title."""
    return len(text) <= MAX_SENTENCE and folded(_DIGITS.sub("", text)) in _draft_marks(definition)


@remembered_by_object()
def _draft_marks(definition: Definition) -> frozenset[str]:
    """The marks of drafts without their numbers, in every form that a number may ask for."""
    marks = [definition.messages("command.draft", count=count) for count in (1, 2, 5)]
    return frozenset(folded(_DIGITS.sub("", mark)) for mark in (*marks, definition.messages("command.draft_clean")))


@remembered_by_object()
def sentence_patterns(definition: Definition) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Patterns of the paragraphs that the form prints before its first section, with groups for their placeholders.

    Of each two: what stands at a placeholder is as short as can be, and as long as can be.
    """
    declaration = definition.declaration
    sentences = (*declaration.preamble, *(field.sentence for field in declaration.cover if field.sentence))
    parts = [found for sentence in sentences if _is_telling(found := _parts(sentence))]
    return tuple((_sentence_pattern(one, "?"), _sentence_pattern(one, "")) for one in parts)


@dataclass(frozen=True, slots=True)
class SentenceValues:
    """What stands at the placeholders of one of the form's own sentences.

    Attributes:
        certain: by placeholder.
        uncertain: the placeholders of which it is not certain where the value ends, since the words between two of them
            occur more than once.
    """

    certain: Mapping[str, str] = field(default_factory=dict)
    uncertain: tuple[str, ...] = ()


def sentence_values(line: str, definition: Definition) -> SentenceValues:
    """What stands at the placeholders, where a line is a sentence that the form prints itself."""
    if len(line) > MAX_SENTENCE:
        return SentenceValues()
    for shortest, longest in sentence_patterns(definition):
        if (found := shortest.fullmatch(line)) is not None and (also := longest.fullmatch(line)) is not None:
            values, others = values_in(found), values_in(also)
            values, others = _by_address(values, others) or (values, others)
            certain = {name: value for name, value in values.items() if others.get(name) == value}
            return SentenceValues(certain, tuple(name for name in values if name not in certain))
    return SentenceValues()


def _by_address(one: Mapping[str, str], other: Mapping[str, str]) -> tuple[Mapping[str, str], Mapping[str, str]] | None:
    """Of two ways to part a sentence the one that leaves an e-mail address alone; None where neither does.

    In “Completed by Example, Ann, ann@example.org” the name has the comma that parts the two.
    """
    for right, wrong in ((one, other), (other, one)):
        for name, value in right.items():
            beyond = wrong.get(name, "")
            if _ADDRESS.fullmatch(value) and beyond != value and beyond.endswith(value):
                return right, right
    return None


def is_form_sentence(line: str, definition: Definition) -> bool:
    """Whether a line is a sentence that the form prints itself."""
    patterns = sentence_patterns(definition)
    return len(line) <= MAX_SENTENCE and any(pattern.fullmatch(line) for pattern, _ in patterns)


def own_title_words(definition: Definition) -> str:
    """The longest of the fixed texts of the title, folded."""
    return max((folded(text) for text, _ in _parts(definition.declaration.one_line_title)), key=len)


def values_in(found: re.Match[str]) -> Mapping[str, str]:
    """What stands at the placeholders."""
    return {name: text for name, value in found.groupdict().items() if value and (text := value.strip())}


def _parts(template: str) -> _Parts:
    """The fixed texts of a template, each with the placeholder behind it."""
    return [(text, name) for text, name, _, _ in Formatter().parse(template)]


def _title_pattern(
    parts: _Parts, definition: Definition, behind: str = "", *, periods: str = ""
) -> re.Pattern[str] | None:
    """A pattern of the beginning of a title; ``periods`` are the names of periods, where it has no other ones."""
    varying = VARYING[definition.language]
    fixed = [(varying.sub("", folded(text)), name) for text, name in parts]
    if sum(len(text) for text, _ in fixed) < _MIN_LETTERS:
        return None
    between = _between_letters(definition)
    groups = [periods if name == "label" and periods else _title_group(name) for _, name in fixed]
    words = "".join(
        between.join(("", *map(re.escape, text), "")) + group for (text, _), group in zip(fixed, groups, strict=True)
    )
    if definition.language == "zh-CN":
        words = re.sub(rf"报{re.escape(between)}告", "报告?", words)  # 年报 for 年度报告
    return re.compile(rf"[\W_]*{words}{behind}(?:(?![^\W_])|(?=的?{_ABOUT}))", re.IGNORECASE)


def _between_letters(definition: Definition) -> str:
    """What may stand between the letters of a title."""
    return r"(?:[\W_]++|年度?|度|工作|的|关于){0,6}" if definition.language == "zh-CN" else r"[\W_]*+"


def _period_names(definition: Definition) -> str:
    """A pattern for what the form calls its periods, of any year: a name before it may end with a number."""
    between, varying = _between_letters(definition), VARYING[definition.language]

    def part_of_name(fragment: Fragment) -> str:
        if isinstance(fragment, YearFragment):
            return "[0-9０-９]{2}" if fragment.short else f"(?:{_YEAR})"
        return between.join(map(re.escape, varying.sub("", folded(fragment)))) if isinstance(fragment, str) else r"\d\d"

    names = (
        between.join(filter(None, map(part_of_name, words["label"])))
        for words in definition.calendar.fragments.values()
    )
    return rf"(?<![0-9])(?:{'|'.join(names)})"


def _title_group(name: str | None) -> str:
    match name:
        case None:
            return ""
        case "year":
            return rf"(?P<year>{_YEAR})"
        case "agency":
            return rf"(?P<agency>[^\W_][^。；;！!？?：:>\n]{{1,{_MAX_NAME}}}?)"
        case _:
            return rf".{{1,{_MAX_NAME}}}?"


def _is_telling(parts: _Parts) -> bool:
    return sum(len(folded(text)) for text, _ in parts) >= _MIN_LETTERS


def _sentence_pattern(parts: _Parts, laziness: str) -> re.Pattern[str]:
    seen: set[str] = set()
    found = []
    for text, name in parts:
        found.append(_any_width(text))
        if name is not None:
            found.append(f"(?P={name})" if name in seen else f"(?P<{name}>.{{1,{_MAX_VALUE}}}{laziness})")
            seen.add(name)
    return re.compile("".join(found), re.IGNORECASE)


def _any_width(text: str) -> str:
    """A fixed text with its letters and signs in either width, and with any blanks between them."""
    return "".join(r"\s*" if letter.isspace() else rf"\s*{_either(letter)}" for letter in text) + r"\s*"


def _either(letter: str) -> str:
    narrow = unicodedata.normalize("NFKC", letter)
    if len(narrow) != 1 or not "!" <= narrow <= "~":
        return re.escape(letter)
    return f"[{re.escape(narrow)}{chr(ord(narrow) + _FULL_WIDTH)}]"
