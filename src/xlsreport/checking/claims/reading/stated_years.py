"""Finds sentences that speak of an earlier year as if it were the report's: text that was kept from a former report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from xlsreport.checking.claims.patterns.claim_patterns import ClaimPatterns
from xlsreport.checking.claims.reading.line_structure import LineStructure, NamedYear
from xlsreport.checking.claims.reading.statement import Statement

_EARLIER = 5
"""Years that such text may be old."""
_REACH = 12
"""Characters behind the year within which the agency names itself: 2024年度，在上级指导下，我镇."""
_NUMBER = re.compile("[0-9]+")
_DAY = re.compile("度?[0-9]")
"""What stands behind the year of a date."""


def earlier_years(line: LineStructure, statements: Sequence[Statement]) -> Iterator[tuple[int, str]]:
    """The sentences of a line that begin with an earlier year and speak of the agency's own work, and that year.

    All numbers in such a sentence are this year's; with others it tells rightly what was then. One without numbers
    names the agency. One that names a further year compares the two.

    Yields:
        The number of the sentence, counted from 0, and the year as it is written.
    """
    in_sentences = Counter(line.start_of_sentence(year.begin) for year in line.years)
    for year in line.years:
        begin, end = line.start_of_sentence(year.begin), line.end_of_sentence(year.begin)
        if year.begin == begin and in_sentences[begin] == 1 and _is_earlier(year, line.patterns):
            sentence = sum(1 for part in line.text[:begin].split("。") if part)
            named = any(each.is_own and 0 <= each.begin - year.end <= _REACH for each in line.mentions)
            right = {each.position for each in statements if each.is_right and each.sentence == sentence}
            numbers = len(_NUMBER.findall(line.text, year.end, end))
            if (len(right) >= numbers if numbers else named) and not _DAY.match(line.text, year.end):
                yield sentence, line.text[year.begin : year.end]


def _is_earlier(year: NamedYear, patterns: ClaimPatterns) -> bool:
    return year.year is not None and patterns.year - _EARLIER <= year.year < patterns.year
