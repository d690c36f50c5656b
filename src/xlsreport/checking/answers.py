"""Whether a section of paragraphs says anything: words that a definition does not take for an answer are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xlsreport.submission.invisible import is_blank, unpunctuated
from xlsreport.submission.submission import Submission


def says_nothing(submission: Submission, section: str, *, typed: bool = False) -> bool:
    """Whether a section of paragraphs has none, or only such as its definition does not take for an answer.

    Those that the report prints count, or all that were ``typed``, as the workbook counts them.
    """
    narrative = submission.definition.narratives[section].narrative
    words = narrative.no_answer if narrative else ()
    lines = submission.typed_paragraphs(section) if typed else submission.paragraphs(section)
    return not any(is_said(line, words, submission.definition.language) for line in lines)


def is_said(line: str, no_answer: Sequence[str], language: str) -> bool:
    """Whether a line says something: it has letters, and is not one of the words that are no answer."""
    return not is_blank(line) and bare_words(line, language) not in {
        "",
        *(bare_words(one, language) for one in no_answer),
    }


def bare_words(text: str, language: str) -> str:
    """A line without punctuation, blanks at its ends and capitals, as the workbook's formula compares it too."""
    visible = "".join(letter for letter in re.sub("[\u3000\xa0]", " ", text) if letter >= " ")
    return re.sub(" +", " ", unpunctuated(visible, language)).strip(" ").lower()
