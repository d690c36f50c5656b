"""How a line of text is built: the subjects, years and bodies that its sentences name."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter, itemgetter

from xlsreport.checking.claims.names.bodies import BodyMention
from xlsreport.checking.claims.names.form_labels import joined
from xlsreport.checking.claims.periods import year_of
from xlsreport.checking.claims.prose import masked
from xlsreport.checking.claims.reading.line_sentences import LineSentences
from xlsreport.definition.phrase_language.phrase_parser import NUMERALS

NUMBER = re.compile("[0-9](?![0-9]{0,3}年)")
"""Finds a digit of a number that is no year."""
_ABOVE_LIST = re.compile("[年度]{0,2}：")
"""What stands behind the year of a list."""
_YEAR_LEAD = 1
"""Characters that may stand before the year that a stretch of text is about: 在2024年, but not 根据2024年."""
_COUNTED = re.compile(f"[0-9{NUMERALS}].$")
"""A number right before a label, which is its own: 2件不予处理、逾期不补正1件."""
_BEFORE_LABEL = 2
"""Characters that may stand before a label that goes on from another: 其余9件为国家秘密、涉及执法案卷."""
_UNIT = 2
"""Characters of a unit."""
_JOINT = 5
"""Characters of a word between two labels."""
_LABEL = 24
"""Characters of a label before that, with a few more."""
_ITEM = re.compile(
    "[一二三四五六七八九十]是|其[一二三四五六七八九十]|第[一二三四五六七八九十][，、]|[0-9]{1,2}[.、]|；"
)
"""With what an item of a list begins."""
_LEAD = 8
"""Characters that may stand before the body that a stretch of text is about: 2024年，截至年底."""


@dataclass(frozen=True, slots=True)
class NamedYear:
    """A year that a text names, and where; None for the last one of several."""

    begin: int
    end: int
    year: int | None


@dataclass(frozen=True)
class LineStructure(LineSentences):
    """One line with what it names: subjects, years, bodies and labels of the form."""

    @cached_property
    def subjects(self) -> Sequence[tuple[int, str]]:
        """Where each subject is named; one without figures is not named by a label of the form, such as
        信访举报投诉类申请, nor by the agency's own name: 县行政审批局.
        """
        named = [(match, str(match.lastgroup)) for match in self.patterns.subjects.finditer(self.text)]
        return [
            (match.start(), subject)
            for match, subject in named
            if subject in self.patterns.figures or not self._is_in_name(*match.span())
        ]

    def _is_in_name(self, begin: int, end: int) -> bool:
        """Whether words are within a label of the form or the agency's own name."""
        is_own = any(each.is_own and each.begin <= begin and end <= each.end for each in self.mentions)
        return is_own or self._is_in_label(begin, end)

    @cached_property
    def _above(self) -> str:
        """The subject of the heading."""
        named = [str(match.lastgroup) for match in self.patterns.subjects.finditer(self.heading)]
        return named[-1] if named else ""

    def subject_at(self, position: int, start: int) -> tuple[str, int]:
        """The subject that is named last before a position, and from where on the text speaks of it.

        A sentence that names no subject goes on from the one before it, unless that left the heading's subject.
        """
        before = bisect_left(self.subjects, position, key=itemgetter(0))
        if not before:
            return self._above, 0
        begin, subject = self.subjects[before - 1]
        if begin >= start:
            return subject, start
        went_off = self._above in self.patterns.figures and subject != self._above
        return "" if went_off else subject, self.start_of_sentence(begin)

    def subject_of_item(self, start: int) -> str | None:
        """The subject of an item of a list that begins at a position, as far as it names none; None of anything else.

        It speaks of what the list is about, as its heading has it, and not of what the item before spoke of.
        """
        return self._above if _ITEM.match(self.text, start) else None

    def names_subject(self, begin: int, end: int) -> bool:
        """Whether a subject is named between two positions."""
        first = bisect_left(self.subjects, begin, key=itemgetter(0))
        return first < bisect_left(self.subjects, end, key=itemgetter(0))

    @cached_property
    def years(self) -> Sequence[NamedYear]:
        """The years that the text is about, each where it is named; None for one that is not said by its number."""
        found = [
            NamedYear(match.start(), match.end(), None if self._ends_a_span(match) else year_of(match[1]))
            for match in self._matched_years(self.text)
        ]
        begun = {each.begin for each in found}
        others = self.patterns.other_years.pattern
        for match in others.finditer(self.text) if others else ():
            if match.start() not in begun and self.stretch(*match.span())[0] == match.start():
                found.append(NamedYear(*match.span(), None))
        named = [each for each in found if not any(begin <= each.begin < end for begin, end in self._by_the_way)]
        return sorted([*named, *self._returns(named)], key=lambda each: each.begin)

    def _returns(self, named: Sequence[NamedYear]) -> Iterator[NamedYear]:
        """Where the text comes back to the report's year: 去年收到9件，今年收到12件, but not 2023年全年."""
        this_year = self.patterns.this_year.pattern
        for match in this_year.finditer(self.text) if this_year and named else ():
            begin = self.stretch(*match.span())[0]
            if not any(begin <= each.begin < match.start() for each in named):
                yield NamedYear(*match.span(), self.patterns.year)

    @cached_property
    def _by_the_way(self) -> Sequence[tuple[int, int]]:
        """Where years are named that no sentence is about: 结转至2026年."""
        pattern = self.patterns.incidental_years.pattern
        return [match.span() for match in pattern.finditer(self.text)] if pattern else []

    def _ends_a_span(self, year: re.Match[str]) -> bool:
        """Whether a year only ends a span of several."""
        return self.patterns.spans.search(self.text, max(0, year.start() - 8), year.start()) is not None

    def year_before(self, position: int) -> NamedYear | None:
        """The year that a number at a position is about, if one is named.

        It is the last one in the number's own stretch of text; else one with which a stretch begins, or that another
        number was told of. A sentence goes on from the year of those before it if a number was told of that year.
        """
        stretch, start = self.stretch(position, position)[0], self.start_of_sentence(position)
        for each in reversed(self.years[: bisect_left(self.years, position, key=lambda named: named.begin)]):
            if each.begin >= stretch:
                return each
            if self._is_of_one_number(each, start) or self._is_told_of_one(each):
                continue
            if each.begin < start and self._comes_up_on_the_way(each):
                if self._came_back(each):
                    return each
                continue
            begins = self._leads(each) and (each.begin >= start or self._introduces(each, position))
            if begins or self._tells_number(each.end, min(position, self.end_of_sentence(each.begin))):
                return each
        return None

    def _leads(self, year: NamedYear) -> bool:
        """Whether a stretch begins with a year, or with words that end with it, as those above a list: 其他2019年：."""
        is_above_list = _ABOVE_LIST.match(self.text, year.end) is not None
        return is_above_list or year.begin - self.stretch(year.begin, year.end)[0] <= _YEAR_LEAD

    def _is_of_one_number(self, year: NamedYear, start: int) -> bool:
        """Whether a year with words such as 以前 says something of the next number alone: 废止2015年以前制定的2件.

        One with 以来 that leads its sentence holds for all of that: 2020年以来，累计收到60件，累计办结58件.
        """
        until = self.patterns.until.match(self.text, year.end)
        return until is not None and not (until["since"] and year.begin >= start and self._leads(year))

    def _comes_up_on_the_way(self, year: NamedYear) -> bool:
        """Whether a sentence that told a number before only comes to a year: what follows need not be about it."""
        return self._tells_number(self.start_of_sentence(year.begin), year.begin)

    def _came_back(self, year: NamedYear) -> bool:
        """Whether the last number of a sentence is told of the report's year: 上年9件，本年12件。采购8件."""
        return year.year == self.patterns.year and self._tells_number(year.end, self.end_of_sentence(year.begin))

    def _introduces(self, year: NamedYear, position: int) -> bool:
        """Whether a year's sentence has no number, and the next, with one at a position, no subject of its own."""
        end, start = self.end_of_sentence(year.end), self.start_of_sentence(position)
        is_next = end + 1 == start and not self.names_subject(start, position)
        return is_next and not self.patterns.numbers.search(self.text, year.end, end)

    def _is_told_of_one(self, year: NamedYear) -> bool:
        """Whether a year only says what the number before was then: 12件，上年8件, but not 上年8件，其中网上3件."""
        told = self.patterns.of_one.match(self.text, year.end)
        if told is None or not self._tells_number(self.start_of_sentence(year.begin), year.begin):
            return False
        return not any(words.match(self.text, told.end() + 1) for words in self.patterns.before_parts)

    def years_in(self, words: str) -> list[int | None]:
        """The years in some words."""
        return [year_of(match[1]) for match in self._matched_years(words)]

    def _matched_years(self, text: str) -> Iterator[re.Match[str]]:
        """Where a text names a year that it may be about."""
        yield from self.patterns.years.finditer(text)

    def _tells_number(self, begin: int, end: int) -> bool:
        return NUMBER.search(self.text, begin, end) is not None

    @cached_property
    def mentions(self) -> Sequence[BodyMention]:
        """The bodies that are named, apart from those in labels of the form: 本机关不掌握相关政府信息."""
        found = self.bodies.mentions(self.text)
        return [each for each in found if each.is_own or not self._is_in_label(each.begin, each.end)]

    def _mentions_in(self, begin: int, end: int) -> Sequence[BodyMention]:
        """Those that begin between two positions."""
        first = bisect_left(self.mentions, begin, key=attrgetter("begin"))
        return self.mentions[first : bisect_left(self.mentions, end, lo=first, key=attrgetter("begin"))]

    def _is_in_label(self, begin: int, end: int) -> bool:
        before = bisect_right(self._labels, begin, key=itemgetter(0))
        return before > 0 and end <= self._labels[before - 1][1]

    @cached_property
    def _labels(self) -> Sequence[tuple[int, int]]:
        """Where labels of the form stand, and behind one other names of its rows, such as 信访投诉类."""
        labels = self.patterns.labels.spans(self.text)
        names = self.patterns.names_of_lines.pattern
        named = [match.span() for match in names.finditer(self.text)] if names and labels else []
        return joined((*labels, *(each for each in named if self._is_behind_one_of(labels, each[0]))))

    def joined_label(self, match: re.Match[str], start: int) -> str:
        """The label to which a phrase is joined: the number of 自然人、企业提交的申请8件 is not that of 企业 alone.

        Nor is that of 其余9件为国家秘密、执法案卷 the number of 国家秘密, where the other label has none behind it.
        """
        if behind := self._label_behind(match) or self._label_of_number_before(match, start):
            return behind
        at = match.start() + self.text.startswith("、", match.start())
        joint, names = self._joint_before(start, at), self.patterns.names_of_lines.pattern
        if joint is None or names is None or self.patterns.counts.match(self.text, at):
            return ""
        before = names.finditer(self.text, max(start, at - _LABEL), joint.start())
        label = next((found for found in before if found.end() == joint.start()), None)
        return "" if label is None or _COUNTED.search(self.text, start, label.start()) else label[0]

    def _joint_before(self, start: int, end: int) -> re.Match[str] | None:
        """What stands between the labels of a list right before a position."""
        found = self.patterns.joint.finditer(self.text, max(start, end - _JOINT), end)
        return next((joint for joint in found if joint.end() == end), None)

    def _label_behind(self, match: re.Match[str]) -> str:
        """A label without a number that goes on from a phrase whose number stands first."""
        names, joint = self.patterns.names_of_lines.pattern, self.patterns.joint.match(self.text, match.end())
        if joint is None or names is None or not self.patterns.counts.match(self.text, match.start()):
            return ""
        label, rest = names.search(self.text, joint.end()), self.text[joint.end() :]
        if label and label.start() - joint.end() > _BEFORE_LABEL:
            return ""
        return label[0] if label and not NUMBER.search(re.split("[，；。]", rest, maxsplit=1)[0]) else ""

    def _label_of_number_before(self, match: re.Match[str], start: int) -> str:
        """A label with its own number before it; the next is of what follows: 5件没有现成信息、2件补正."""
        number = match.start("number") if match.groupdict().get("number") else match.start()
        counted = self.patterns.counts.match(self.text, number)
        is_last = counted is not None and match.start() < number and match.end() <= counted.end() + _UNIT
        is_listed = is_last and self.text[number - 1] == "、"
        return match[0] if is_listed and _COUNTED.search(self.text, start, match.start()) else ""

    def _is_behind_one_of(self, labels: Sequence[tuple[int, int]], position: int) -> bool:
        """Whether a label stands before a position in its sentence."""
        before = bisect_left(labels, position, key=itemgetter(0))
        return before > 0 and labels[before - 1][0] >= self.start_of_sentence(position)

    def body_of(self, match: re.Match[str], stretch: int, gaps: Sequence[tuple[int, int]]) -> BodyMention | None:
        """The body that a number is told of, if one is named.

        It is the last one in the number's own stretch of text; else one in the same sentence that another number was
        told of, or with which a stretch begins; else, unless the phrase names its subject anew, one of the sentences
        before.
        """
        own = [each for each in self._mentions_in(stretch, match.start()) if each.end <= match.start()][-1:]
        own += [each for gap in gaps for each in self._mentions_in(*gap)]
        if own:
            return next((each for each in own if not each.is_own), own[0])
        start = self.start_of_sentence(match.start())
        same = [each for each in self._mentions_in(start, stretch) if self._reaches(each, stretch)]
        if told := [each for each in same if self._is_topic(each, match.start())]:
            return told[-1]
        if self.names_subject(*match.span()):
            return None
        context = self.subject_at(match.end(), start)[1]
        above = self._mentions_in(context, start)
        return next((each for each in reversed(above) if self._goes_on(each)), None)

    def _goes_on(self, mention: BodyMention) -> bool:
        """Whether the next sentence may go on telling of a body: not where it only has a part, behind 其中."""
        begin, end = self.start_of_sentence(mention.begin), self.end_of_sentence(mention.begin)
        return not self._has_part(begin, mention) and self._tells_number(mention.end, end)

    def _reaches(self, mention: BodyMention, position: int) -> bool:
        """Whether a sentence may go on telling of a body up to a position: behind 其中 not over a semicolon."""
        begin = max(self.start_of_sentence(mention.begin), self.text.rfind("；", 0, mention.begin) + 1)
        return "；" not in self.text[mention.end : position] or not self._has_part(begin, mention)

    def _has_part(self, begin: int, mention: BodyMention) -> bool:
        """Whether words such as 其中 between a position and a body say that it only has a part."""
        return any(words.search(self.text, begin, mention.begin) for words in self.patterns.before_parts)

    def _is_topic(self, mention: BodyMention, position: int) -> bool:
        """Whether a body goes on to be spoken of up to a position of the same sentence."""
        begin = self.stretch(mention.begin, mention.end)[0]
        leads = self._mentions_in(begin, mention.end)[0] == mention and mention.begin - begin <= _LEAD
        return leads or self._tells_number(mention.end, position)

    @cached_property
    def own_name_masked(self) -> str:
        """The text with what names the agency itself made unreadable."""
        return masked(self.text, [(each.begin, each.end) for each in self.mentions if each.is_own])

    @cached_property
    def labels_masked(self) -> str:
        """The same, with words of the form's labels made unreadable as well."""
        return masked(self.own_name_masked, self._labels)
