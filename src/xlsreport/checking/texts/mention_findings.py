"""Notes about what a section of paragraphs must speak of and does not. Only words are searched for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xlsreport.checking.claims.patterns.figure_patterns import any_of
from xlsreport.checking.claims.prose import normalised
from xlsreport.checking.findings import Finding
from xlsreport.checking.texts.answers import says_nothing
from xlsreport.checking.wording import unended
from xlsreport.definition.claim_declaration import Mention, Phrasing
from xlsreport.definition.definition import Definition
from xlsreport.definition.phrase_language.phrase_parser import vocabulary_of
from xlsreport.layout.cells import CellRange
from xlsreport.layout.positions import Positions
from xlsreport.messages import separates_words
from xlsreport.messages.locales import number_marks
from xlsreport.object_cache import remembered_by_object
from xlsreport.submission.submission import Submission


def mention_findings(submission: Submission, positions: Positions) -> Iterator[Finding]:
    """A note for each section that is written, but lacks what it must speak of; a blank one is another finding."""
    messages = submission.definition.messages
    for section, mentions in _mentions(submission.definition).items():
        text = "\n".join(submission.paragraphs(section))
        spaced = separates_words(submission.definition.writing)
        read = normalised(text, spaced=spaced, marks=number_marks(submission.definition.locale)) if text else ""
        for mention, aspects in mentions:
            missing = [name for name, words in aspects.items() if words.search(read) is None]
            if not missing and len(read) >= mention.length:
                continue
            if not read or says_nothing(submission, section):
                continue
            if len(read) < mention.length:
                message = messages("finding.mention_short", length=len(read), statement=unended(mention.statement))
            else:
                named = messages("wording.comma").join(missing)
                message = messages("finding.mention", missing=named, statement=unended(mention.statement))
            first = positions.first_line(section)
            yield Finding(mention.id, "note", section, CellRange(first, first), message)


_Aspects = Mapping[str, re.Pattern[str]]


@remembered_by_object()
def _mentions(definition: Definition) -> Mapping[str, tuple[tuple[Mention, _Aspects], ...]]:
    phrasing = definition.declaration.phrasing or Phrasing()
    vocabulary = vocabulary_of(phrasing.words)
    found = {}
    for name, section in definition.narratives.items():
        mentions = section.narrative.mentions if section.narrative else ()
        found[name] = tuple(
            (each, {aspect.name: p for aspect in each.aspects if (p := any_of(aspect.words, vocabulary))})
            for each in mentions
        )
    return {name: mentions for name, mentions in found.items() if mentions}
