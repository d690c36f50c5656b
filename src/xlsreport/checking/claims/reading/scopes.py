"""What the number of a matched phrase is about: the figure, this year, the whole; or something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from xlsreport.checking.claims.decisions import COUNTS, IN_DOUBT, NEAR, Cause, Decision, Far
from xlsreport.checking.claims.names.bodies import BodyMention
from xlsreport.checking.claims.patterns.figure_patterns import AnyPhrase, ElsewherePattern, FigurePattern
from xlsreport.checking.claims.reading.line_structure import NUMBER, LineStructure, NamedYear
from xlsreport.checking.claims.reading.told_parts import ToldParts

_MARKS = ("，", "；", "：")
"""Marks that part what is said of one number from what is said of another, also where no number stands before."""
_MAX_SENTENCE = 600
"""Characters; what goes on for longer is no sentence that can be read by patterns."""
_MAX_WORDS = 5
"""Words of which one is missing that a decision names."""
_LEAD = 2
"""Characters that may stand before a year with which a sentence begins."""
_MAX_CONTEXT = 2 * _MAX_SENTENCE
"""Characters before a number in which words count that lead elsewhere: two sentences."""


@dataclass(frozen=True, slots=True)
class ScopeExaminer:
    """Decides about the phrases that were found in one line of a report about one year."""

    line: LineStructure
    elsewhere: Sequence[ElsewherePattern]
    year: int
    parts: ToldParts

    def decision(self, figure: FigurePattern, match: re.Match[str], number: tuple[int, int]) -> Decision:
        """Whether a phrase speaks of the figure, of this year and exactly; and then, of the whole or something else."""
        far: list[Decision] = []
        for each in self._against(figure, match, number):
            if not (each.far or (far and each.scope and each.cause in IN_DOUBT)):
                return replace(far[0], far=NEAR) if far else each
            far.append(each)
        if far and all(each.cause == "subject" for each in far) and self._says_its_row(figure, match):
            return replace(COUNTS, far=frozenset().union(*(each.far for each in far)))
        if [each.cause for each in far if each.cause not in IN_DOUBT or each.far] == ["body"]:
            return replace(far[0], far=NEAR)  # what is told of another body is believed by what else is told of it
        return replace(far[0], far=frozenset().union(*(each.far for each in far))) if far else COUNTS

    def _against(self, figure: FigurePattern, match: re.Match[str], number: tuple[int, int]) -> Iterator[Decision]:
        """All that speaks against a number, that from which the sentence must be read first."""
        line, text, declared = self.line, self.line.text, figure.figure.declared
        start, end = line.start_of_sentence(match.start()), line.end_of_sentence(match.end())
        if end - start > _MAX_SENTENCE:
            yield Decision(None, "long")
        if text[start : match.start()].endswith(line.patterns.negations):
            yield Decision(None, "negated", text[match.start() - 1 : match.start()])
        subject, context = self._subject(declared.about, match, number[1])
        item = line.start_of_item(match.start())
        of_item = line.subject_of_item(item)
        if of_item is not None and subject != declared.about and not line.names_subject(item, match.end()):
            subject = of_item
        if subject != declared.about and (subject or not (declared.by_itself or self._names_none(start, end))):
            yield self._by_subject(figure, subject, match)
        if label := line.patterns.labels.cut_at(text, match.start(), figure.lines):
            yield Decision(None, "label", label)
        if joined := line.joined_label(match, start):
            yield Decision("other", "label", joined, text[start : match.end()])
        if other_year := self._other_year(match):
            yield other_year
        patterns = line.patterns
        is_count = patterns.exactness.is_exact(text[start : number[0]], text[slice(*number)], text[number[1] : end])
        if not is_count or patterns.is_for_each(text, number[0]) or patterns.is_multiplied(text, number[1]):
            yield Decision(None, "inexact", text[max(start, number[0] - 2) : number[1] + 2])
        if figure.within.phrases and not self._is_within(figure.within, start, end):
            yield Decision(None, "within", ", ".join(declared.within[:_MAX_WORDS]), text[start:end])
        begins = {"sentence": start, "context": max(context, match.start() - _MAX_CONTEXT)}
        yield from self._cancelled(figure, match, (start, end))
        yield from self._elsewhere(figure, match, begins)
        if not self.line.patterns.tells_of_bodies(declared) and (by_body := self._by_body(match)):
            yield by_body
        if unnamed := self._unnamed(figure, subject, match, (start, end)):
            yield unnamed

    def _by_subject(self, figure: FigurePattern, subject: str, match: re.Match[str]) -> Decision:
        """That the text is about another subject; far if the number's own stretch names none.

        A subject with figures of the same claim is never far: 维持2件 behind 诉讼3件 is not about reviews.
        """
        others = self.line.patterns.figures.get(subject, ())
        is_alike = any(each.claim is figure.claim for each in others)
        may_be_far = not others or (figure.figure.declared.part and not is_alike)
        is_far = may_be_far and not self.line.names_subject(self._stretch(match)[0], match.end())
        return Decision(None, "subject", subject, far=_far("subject", subject) if is_far else NEAR)

    def _names_none(self, start: int, end: int) -> bool:
        """Whether a sentence names no subject: then its numbers may say what it is about."""
        return not self.line.names_subject(start, end)

    def _unnamed(
        self, figure: FigurePattern, subject: str, match: re.Match[str], sentence: tuple[int, int]
    ) -> Decision | None:
        """That a text does not say what it speaks of, though nothing in it means something else.

        The label of a row says that itself, so that only what is said of its own number may mean another thing.
        """
        declared, text = figure.figure.declared, self.line.text
        asks_for_topic = figure.topic.phrases and not self._is_within(figure.topic, *sentence)
        if subject and not asks_for_topic:
            return None
        says_itself = declared.by_itself and not asks_for_topic
        stretch = self._stretch(match)
        of_row = says_itself and self.line.patterns.labels.names_row(text[slice(*stretch)], figure.own_lines)
        reach = stretch if of_row else (self._begin_of_subject(subject, match, sentence[0]), sentence[1])
        if found := self.line.patterns.unrelated.found_in(self.line.labels_masked, *reach):
            return Decision(None, "subject", found)
        if says_itself:
            return None
        if asks_for_topic:
            return Decision("other", "topic", ", ".join(declared.topic[:_MAX_WORDS]), text[slice(*sentence)])
        return Decision("other", "subject")

    def _says_its_row(self, figure: FigurePattern, match: re.Match[str]) -> bool:
        """Whether the long label of a row says what a number is of, so that no subject named far from it matters.

        It does behind a number of that subject, and where the sentence names its own subject as well: 热线诉求中，属于
        本机关不掌握的60件 is of what the hotline got.
        """
        declared, line, (begin, end) = figure.figure.declared, self.line, self._stretch(match)
        named = [each for each in line.subjects if each[0] < match.end()]
        start = line.start_of_sentence(begin)
        is_apart = bool(named) and NUMBER.search(line.text, named[-1][0], begin) is not None
        if not declared.by_itself or not (is_apart or any(at >= start and on == declared.about for at, on in named)):
            return False
        return line.patterns.labels.names_row(line.text[begin:end], figure.own_lines, long=True)

    def _begin_of_subject(self, subject: str, match: re.Match[str], start: int) -> int:
        """From where on a sentence speaks of the subject that it names last before a number."""
        named = [at for at, each in self.line.subjects if start <= at < match.end() and each == subject]
        return self.line.stretch(named[0], named[0])[0] if named else start

    def _subject(self, about: str, match: re.Match[str], behind: int) -> tuple[str, int]:
        """The subject that a phrase names last, or that is named before it, and from where on the text speaks of it.

        A phrase may reach beyond its number, up to ``behind``, to another subject: 复议3件、诉讼 is about 复议.
        """
        line, start = self.line, self.line.start_of_sentence(match.start())
        last = line.subject_at(match.end(), start)
        before = line.subject_at(behind, start)
        return before if before[0] == about and line.names_subject(match.start(), behind) else last

    def other_body(self, match: re.Match[str], *, in_sentence: bool = False) -> str:
        """The words for the body that a phrase is told of, or its own sentence tells it of, if that is not its own."""
        body = self._body(match)
        if body is None or body.is_own or (in_sentence and body.begin < self.line.start_of_sentence(match.start())):
            return ""
        return body.words

    def _body(self, match: re.Match[str]) -> BodyMention | None:
        return self.line.body_of(match, self._stretch(match)[0], gaps_of(match))

    def _stretch(self, match: re.Match[str]) -> tuple[int, int]:
        """What is said of the number of a phrase. A mark with which the phrase begins ends another: ；诉讼3件."""
        begin, end = match.span()
        return self.line.stretch(begin + self.line.text.startswith(_MARKS, begin), end)

    def _cancelled(self, figure: FigurePattern, match: re.Match[str], sentence: tuple[int, int]) -> Iterator[Decision]:
        """That words near the number, or of its sentence, mean something else than the figure."""
        text, (begin, end) = self.line.text, self._stretch(match)
        near = [text[begin : match.start()], *(text[slice(*gap)] for gap in gaps_of(match))]
        besides = f"{text[sentence[0] : begin]}。{text[end : sentence[1]]}"
        patterns = self.line.patterns
        such = patterns.and_such.pattern
        labels = (patterns.labels.narrower_in(words, figure.own_lines, such, besides) for words in near)
        if label := next(filter(None, labels), ""):
            yield Decision("other", "label", label, text[begin:end])
        if found := figure.unless.found_in(text, begin, end):
            yield Decision("other", "unless", found, text[begin:end])
        before = self._begin_of_part(figure, match, sentence[0])
        if found := figure.unless_before.found_in(text, before, end):
            far = NEAR if figure.unless_before.found_in(text, begin, end) else _far("unless_before", found)
            yield Decision("other", "unless_before", found, text[before:end], far)
        if found := figure.unless_sentence.found_in(text, *sentence):
            far = NEAR if figure.unless_sentence.found_in(text, begin, end) else _far("unless_sentence", found)
            yield Decision("other", "unless_sentence", found, text[slice(*sentence)], far)

    def _begin_of_part(self, figure: FigurePattern, match: re.Match[str], start: int) -> int:
        """Where what counts before a number begins: the sentence, or a part of it that says anew what it is about.

        因征地引起的行政复议3件；因信息公开引起的行政复议2件: the second part has words that ``topic`` asks for.
        """
        begin = max(start, self.line.text.rfind("；", start, match.start()) + 1)
        says_anew = (words.found_in(self.line.text, begin, match.end()) for words in (figure.within, figure.topic))
        return begin if any(says_anew) else start

    def _by_body(self, match: re.Match[str]) -> Decision | None:
        """That a number that counts otherwise is told of another body."""
        body = self._body(match)
        if body is None or body.is_own:
            return None
        far = _far("body", body.words) if body.begin < self._stretch(match)[0] else NEAR
        return Decision("other", "body", body.words, self.line.text[body.begin : match.start()], far)

    def _elsewhere(self, figure: FigurePattern, match: re.Match[str], begins: dict[str, int]) -> Iterator[Decision]:
        """That the text before a match, or in its gaps, takes it elsewhere."""
        line, text, at, declared = self.line, self.line.text, match.start(), figure.figure.declared
        if set_apart := self._set_apart(match):
            yield set_apart
        stretch = self._stretch(match)[0]
        begins |= {"clause": stretch, "part": max(begins["sentence"], text.rfind("；", 0, at) + 1)}
        if not line.may_lead_elsewhere(min(begins.values()), match.end()):
            return
        # What a label or a bracket says counts where it says what the number is, and nowhere else.
        near_by, far = line.own_name_masked, line.labels_masked
        # What is said of the last number of a list is not said of their sum: 书面28件，合计80件.
        near = "" if declared.sum_of_list else near_by[stretch:at]
        gaps = gaps_of(match)
        names_subject = line.names_subject(*match.span())
        is_part = declared.part or (names_subject and self._follows_another(figure, match, stretch))
        for each in self.elsewhere:
            if (each.declared.but_parts and is_part) or each.declared.id in declared.despite:
                continue
            lasts = each.declared.lasting and not names_subject and not declared.sum_of_list
            begin = begins["part" if lasts else each.declared.where]
            led = self.parts.heads(far[begins["context"] : begin]) if lasts else ""
            here = "" if lasts and self.parts.is_list(far[begin:stretch]) else far[begin:stretch]
            through = match.start("number") if each.declared.through and match.groupdict().get("number") else at
            reach = (begins["context"] if lasts else begin, through)
            before = near_by[slice(*reach)] if each.declared.through else led + here + near + near_by[at:through]
            # Words that mean the agency itself after all may have its name: 涉及我局.
            plain = f"{before[: stretch - through]}{text[stretch:through]}" if near else ""
            for span, words, behind, unmasked in (
                (reach, before, "", plain),
                *((gap, near_by[slice(*gap)], near_by[gap[1] : match.end()], text[slice(*gap)]) for gap in gaps),
            ):
                if found := each.found_in(words, behind, unmasked):
                    goes_on = span[0] < stretch and not each.found_in(near)
                    is_far = not each.declared.through and (goes_on or each.declared.where == "context")
                    reached_by = _far("elsewhere", found) if is_far else NEAR
                    yield Decision("other", "elsewhere", found, text[slice(*span)], reached_by)

    def _follows_another(self, figure: FigurePattern, match: re.Match[str], stretch: int) -> bool:
        """Whether a phrase that names its subject stands behind parts of another one with figures of the same claim:
        行政复议34件，其中维持21件，行政诉讼17件.
        """
        behind = self.parts.begin(stretch)
        before = self.line.subject_at(behind, self.line.start_of_sentence(stretch))[0]
        others = self.line.patterns.figures.get(before, ()) if before != figure.figure.declared.about else ()
        is_alike = any(each.claim is figure.claim for each in others)
        return is_alike and self.parts.begin(match.start()) == behind

    def _set_apart(self, match: re.Match[str]) -> Decision | None:
        """That what follows a number says that it is not counted: 其他行政复议46件，不纳入本报告统计."""
        line, end = self.line, match.end()
        for each in self.elsewhere:
            if each.declared.behind:
                clause, *others = line.text[end : line.end_of_sentence(end)].split("；")[0].split("，")
                reach = "，".join([clause, *(other for other in others[:2] if not NUMBER.search(other))])
                if found := each.found_in(reach):
                    return Decision("other", "elsewhere", found, reach)
        return None

    def _is_within(self, phrases: AnyPhrase, start: int, end: int) -> bool:
        """Whether one of some phrases stands in the sentence, in the one before it or in the heading."""
        line = self.line
        before = max(line.start_of_sentence(max(0, start - 1)), start - _MAX_SENTENCE)
        found = phrases.found_in(line.text, before, end) or phrases.found_in(line.heading, 0, len(line.heading))
        return found != ""

    def _other_year(self, match: re.Match[str]) -> Decision | None:
        """That the year named last, or one in a gap, is not the report's; None where it is, or none is named."""
        if self.year in self.line.years_in(match[0]):  # 由2023年的38件增加到2024年的49件
            return None
        within = [year for gap in gaps_of(match) for year in self.line.years_in(match.string[slice(*gap)])]
        if others := [year for year in within if year != self.year]:
            return Decision(None, "year", str(others[0])) if others[0] else Decision(None, "years")
        before = self.line.year_before(match.start())
        if before is None or before.year == self.year:
            return None
        words = self.line.text[before.begin : before.end]
        cause: Cause = "years" if before.year is None else "year"
        far = NEAR if self._begins_with(before, match) else _far(cause, words)
        return Decision(None, cause, words if before.year is None else str(before.year), far=far)

    def _begins_with(self, year: NamedYear, match: re.Match[str]) -> bool:
        """Whether a number's own stretch, or its sentence, is about a year from the beginning on."""
        start, stretch = self.line.start_of_sentence(match.start()), self._stretch(match)[0]
        leads = year.begin >= start and year.begin - start <= _LEAD
        return leads or year.begin >= stretch


def gaps_of(match: re.Match[str]) -> list[tuple[int, int]]:
    """From where to where the gaps of a phrase reach that hold anything."""
    named = set(match.re.groupindex.values())
    spans = (match.span(group) for group in range(1, match.re.groups + 1) if group not in named)
    return [(begin, end) for begin, end in spans if 0 <= begin < end]


def _far(cause: Cause, words: str) -> Far:
    return frozenset([(cause, words)])
