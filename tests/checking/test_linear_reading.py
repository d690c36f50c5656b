"""However long a line is and whatever stands in it: twice the text is at most about twice the work."""

from __future__ import annotations

import cProfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest

from support.depth import cases
from support.marked_texts import OWN, marked_passages
from xlsreport import new_submission
from xlsreport.checking.claims.contradictions import contradictions
from xlsreport.checking.claims.names.reporting_body import reporting_body
from xlsreport.checking.claims.patterns.figure_patterns import AnyPhrase
from xlsreport.checking.claims.patterns.pattern_building import patterns_for
from xlsreport.checking.claims.reading.line_sentences import LineSentences

BEGINNING = "（二）依申请公开情况。收到政府信息公开申请"
REPEATED = [
    "收到政府信息公开申请201件，其中自然人163件、法人或其他组织37件。",
    "收到政府信息公开申请201件，其中自然人163件，",
    "收到申请12件、13件、14件、",
    "予以公开71件、部分公开32件、不予公开30件、无法提供42件、",
    "（其中予以公开“3件”，部分公开（4件）",
    "1.予以公开3件；2.部分公开4件；",
    "予以公开、部分公开、不予公开分别为3件、4件、5件，",
    "予以公开3件、部分公开2件，分别占60%、40%，",
    "办理结果分别为",
    "本机关不掌握（3件）、",
    "上年结转3件，结转下年度4件，",
    "占12.5%，",
    "2023年收到申请",
    "行政复议3件，维持2件、纠正1件；行政诉讼4件。",
    "县政府收到申请3件、",
    "讨论33件。予以公开7件、部分公开8件、",
    "青原镇收到33件。予以公开7件。部分公开8件。",
    "其中",
    "“",
    "（",
]


LONG, LONGER = cases((2_500, 10_000), (5_000, 20_000))


def calls_made(work: Callable[[], object]) -> int:
    """How many functions something calls, which is the same on every machine."""
    profile = cProfile.Profile(subcalls=False)
    profile.runcall(work)
    return sum(each.callcount for each in profile.getstats())


@pytest.mark.slow
@pytest.mark.parametrize("piece", REPEATED)
def test_four_times_the_line_is_about_four_times_the_work(piece: str) -> None:
    report = marked_passages(OWN / "county_government.toml")[0].report

    def reading(characters: int, before: str = "") -> Callable[[], object]:
        line = before + BEGINNING + (piece * characters)[:characters]
        submission = replace(report.submission, texts={"overview": (line,)})
        return lambda: contradictions(submission, report.values)

    reading(LONGER, before="按规定，")()  # phrases that were looked for often enough are compiled once in a process
    calls = calls_made(reading(LONG))  # before the longer line, of which some would be known then
    assert calls_made(reading(LONGER)) < 5 * calls


@dataclass(frozen=True)
class CountingPhrase(AnyPhrase):
    """Phrases that note of each search how many characters it may read."""

    searched: list[int]

    def found_in(self, text: str, begin: int, end: int) -> str:
        self.searched.append(end - begin)
        return super().found_in(text, begin, end)


def test_what_stands_before_many_numbers_is_searched_once_for_all_of_them() -> None:
    definition = marked_passages(OWN / "county_government.toml")[0].report.submission.definition
    patterns = patterns_for(definition, 2024)
    words = patterns.any_elsewhere
    counting = CountingPhrase(words.phrases, words.vocabulary, [])
    bodies = patterns.bodies_for(reporting_body(new_submission(definition, agency="青原县")))
    text = "收到申请12件，答复7件。比上年增加3件。" * 400 + "通过网络收到5件"
    line = LineSentences(replace(patterns, any_elsewhere=counting), bodies, text, "")
    ends = [at for at, letter in enumerate(text) if letter == "件"]
    for begin, end in pairwise([0, *ends]):
        begins = max(0, begin - 900)
        assert line.may_lead_elsewhere(begins, end) >= bool(words.found_in(text, begins, end))
    assert sum(counting.searched) < 3 * len(text)
    assert not LineSentences(patterns, bodies, "收到12件。答复7件", "").may_lead_elsewhere(0, 9)
