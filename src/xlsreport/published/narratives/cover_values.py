"""Finds what the cover asks for besides agency and period, where a publication prints it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from string import Formatter

from xlsreport.definition.declaration import CoverField
from xlsreport.definition.definition import Definition
from xlsreport.messages import separates_words
from xlsreport.published.narratives.printed_sentences import is_form_sentence, sentence_values

_NOT_FIELDS = frozenset({"agency", "year", "period", "start", "end", "label"})
_CONTEXT = 2
"""Chinese letters beside a placeholder by which a sentence in other words is recognised: 请与…联系."""
_MAX_VALUE = 60
_MIN_LABEL = 2
_MAX_LINE = 600
_END = "；;。)）\\n"
"""What ends a value behind its label, as a comma does where another label follows."""


def printed_cover(front: Sequence[str], definition: Definition) -> Mapping[str, str]:
    """The values of the fields of the cover that stand before the first section, by the fields' ids.

    The form's own sentences are looked for first; then a field's label followed by a colon; then, in Chinese, the words
    that stand beside it in the form's sentences.
    """
    found: dict[str, str] = {}
    for line in front:
        for name, value in sentence_values(line, definition).certain.items():
            if name not in _NOT_FIELDS:
                found.setdefault(name, value)
    fields = [field for field in definition.declaration.cover if field.id not in found]
    others = [line for line in front if len(line) <= _MAX_LINE and not is_form_sentence(line, definition)]
    for field in fields:
        ways = (way(line, field, definition) for way in (_labelled, _in_context) for line in others)
        if printed := next(filter(None, ways), None):
            found[field.id] = printed
    return found


def uncertain_fields(front: Sequence[str], definition: Definition) -> tuple[str, ...]:
    """The fields of the cover that are printed, but not so that it is certain where the value of each ends."""
    names = (name for line in front for name in sentence_values(line, definition).uncertain)
    return tuple(name for name in names if name in definition.cover_fields)


def own_preamble(front: Sequence[str], definition: Definition) -> tuple[str, ...]:
    """The paragraphs that stand behind the form's own sentences and before the first section."""
    own = [number for number, line in enumerate(front) if is_form_sentence(line, definition)]
    return tuple(front[own[-1] + 1 :]) if own and definition.own_lines else ()


def _labelled(line: str, field: CoverField, definition: Definition) -> str | None:
    """The value behind a field's label and a colon; in Chinese also behind the last two letters of it, as 电话：."""
    for label in _labels(field.label, definition):
        found = re.search(rf"{label}\s*[:：]\s*(?P<value>[^{_END}]{{1,{_MAX_VALUE}}})", line, re.IGNORECASE)
        if found is not None and (value := _until_next_label(found["value"])):
            return value
    return None


def _labels(label: str, definition: Definition) -> Iterator[str]:
    if separates_words(definition.language):
        yield rf"\b{re.escape(label)}"
    else:
        letters = [re.escape(letter) for letter in label if not letter.isspace()]
        yield r"\s*".join(letters)
        if len(letters) > _MIN_LABEL:
            yield r"\s*".join(letters[-_MIN_LABEL:])


def _until_next_label(value: str) -> str:
    """A value up to the label of the next one, such as ，邮编："""
    return re.split(r"[，,]\s*[^，,:：]{1,12}\s*[:：]", value, maxsplit=1)[0].strip(" ，,、")


def _in_context(line: str, field: CoverField, definition: Definition) -> str | None:
    if separates_words(definition.language):
        return None
    for before, behind in _contexts(field.id, definition):
        pattern = rf"{re.escape(before)}(?P<value>[^，,。；;：:（）()]{{2,{_MAX_VALUE}}}?){re.escape(behind)}"
        if (found := re.search(pattern, line)) is not None:
            return found["value"].strip()
    return None


def _contexts(name: str, definition: Definition) -> Iterator[tuple[str, str]]:
    """The letters right before and behind a placeholder in the form's sentences, where letters stand on both sides."""
    for sentence in definition.declaration.preamble:
        parts = list(Formatter().parse(sentence))
        for (text, placeholder, _, _), (after, *_) in zip(parts, [*parts[1:], ("", None, None, None)], strict=True):
            before, behind = text[-_CONTEXT:], after[:_CONTEXT]
            if placeholder == name and len(before) == len(behind) == _CONTEXT and (before + behind).isalpha():
                yield before, behind
