"""Whether a section of paragraphs says anything; a definition may list words that are no answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from xlsreport.submission.invisible_characters import is_blank, punctuation
from xlsreport.submission.submission import Submission

_WIDE_BLANKS = re.compile("[\u3000\xa0]")
_BLANKS = re.compile(" +")
_CACHE_SIZE = 256
"""Lists of words that are no answer; a definition has one for each of its sections."""


def says_nothing(submission: Submission, section: str, *, typed: bool = False) -> bool:
    """Whether a section has no paragraph, or only ones that its definition lists as no answer.

    The paragraphs that the report prints count; with ``typed`` all that were typed, as in the workbook's formula.
    The comment below a table, named as in an entries file, says nothing where it is blank.
    """
    if section in submission.definition.comments:
        return is_blank(submission.fields.get(section, ""))
    narrative = submission.definition.narratives[section].narrative
    words = narrative.no_answer if narrative else ()
    lines = submission.typed_paragraphs(section) if typed else submission.paragraphs(section)
    return not any(is_answer(line, words, submission.definition.language) for line in lines)


def is_answer(line: str, no_answer: Sequence[str], language: str) -> bool:
    """Whether a line says something: it has letters, and is not one of the words that are no answer."""
    return not is_blank(line) and bare_words(line, language) not in _empty_answers(tuple(no_answer), language)


def bare_words(text: str, language: str) -> str:
    """A line without punctuation, blanks at its ends and capitals, as the workbook's formula compares it too."""
    visible = _ignored_characters(language).sub("", _WIDE_BLANKS.sub(" ", text))
    return _BLANKS.sub(" ", visible).strip(" ").lower()


@lru_cache(maxsize=_CACHE_SIZE)
def _empty_answers(no_answer: tuple[str, ...], language: str) -> frozenset[str]:
    """The bare words of lines that say nothing."""
    return frozenset(["", *(bare_words(one, language) for one in no_answer)])


@lru_cache(maxsize=_CACHE_SIZE)
def _ignored_characters(language: str) -> re.Pattern[str]:
    """Punctuation and controls."""
    return re.compile(f"[\\x00-\\x1f{re.escape(punctuation(language))}]+")
