"""Makes the patterns of a definition, once for each year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from xlsreport.checking.claims.alike_sentences.digit_masking import digit_mask
from xlsreport.checking.claims.names.form_labels import remarks_of
from xlsreport.checking.claims.patterns.claim_patterns import ClaimPatterns
from xlsreport.checking.claims.patterns.figure_patterns import (
    AnyPhrase,
    ElsewherePattern,
    FigurePattern,
    PeriodPattern,
    PhrasingOfBodies,
    SearchPhrase,
    compiled,
)
from xlsreport.checking.claims.prose import Asides, counts_in_brackets
from xlsreport.checking.claims.quantities import Exactness, beginning_of_numbers, between_ends, counting_numbers
from xlsreport.checking.claims.respective_lists import RespectiveLists
from xlsreport.checking.claims.shared_numbers import SharedNumbers
from xlsreport.definition.claim_declaration import Elsewhere, Phrasing
from xlsreport.definition.definition import Definition
from xlsreport.definition.phrase_language.number_words import Inexact, Joining
from xlsreport.definition.phrase_language.phrase_parser import NUMERALS, Vocabulary, pattern_of, vocabulary_of
from xlsreport.definition.phrase_language.required_words import WordRequirements
from xlsreport.definition.resolving.claim_resolution import BoundClaim, BoundFigure
from xlsreport.messages import separates_words
from xlsreport.object_cache import remembered_by_object
from xlsreport.submission.label_normalising import normalise_label

_LISTS_OF_EACH = re.compile("<([^<>]*{each}[^<>]*)>")
"""Names of lists that a phrase makes of each name that it is declared for."""
_MAX_THEN = 5
"""Words between a year and the number that was then."""
_MAX_YEARS = 8
"""Years for which patterns of a definition are kept; a round has one."""


@remembered_by_object(most=_MAX_YEARS)
def patterns_for(definition: Definition, year: int) -> ClaimPatterns:
    """The patterns of a definition in a report about a year."""
    phrasing = definition.declaration.phrasing or Phrasing()
    vocabulary = vocabulary_of(phrasing.words, phrasing.units, year)
    making = _PatternBuilder(phrasing, vocabulary)
    figures = making.figures(definition.claims)
    units = {*phrasing.units, *(unit for found in figures.values() for each in found for unit in each.worth)}
    return ClaimPatterns(
        subjects=making.subjects(),
        names=making.names_of_subjects(figures),
        figures=figures,
        elsewhere=tuple(making.elsewhere(each) for each in phrasing.elsewhere if not each.body),
        any_elsewhere=making.any_of(words for each in phrasing.elsewhere for words in each.words),
        periods=tuple(making.periods(definition.claims)),
        years_with=tuple(making.years_with(definition.claims)),
        mask=digit_mask(phrasing, definition.claims, year),
        breaks=_breaks(units, making.joined(phrasing.of_which)),
        numbers=beginning_of_numbers(units),
        counts=counting_numbers(units),
        wholes=making.phrases(phrasing.wholes),
        for_each=making.for_each(),
        names_of_lines=making.any_of(dict.fromkeys(f"<{name}>" for name in _names_of_lines(definition))),
        incidental_years=making.any_of(phrasing.incidental_years),
        other_years=making.any_of(phrasing.other_years),
        unrelated=making.any_of(phrasing.unrelated),
        year=year,
        this_year=making.any_of(phrasing.this_year),
        years=_years(phrasing.compared_years, spaced=separates_words(definition.writing)),
        until=making.until(),
        of_one=making.of_one(),
        spans=making.spans(),
        respective=making.respective(units),
        shared=making.shared(units),
        exactness=making.exactness(),
        negations=phrasing.negations,
        joint=making.joint,
        and_such=making.any_of(phrasing.and_such),
        asides=making.asides(definition, units),
        phrasing=PhrasingOfBodies(phrasing, vocabulary),
        definition=definition,
        spaced=separates_words(definition.writing),
    )


def _breaks(units: Iterable[str], of_which: str) -> re.Pattern[str]:
    """What stands between what is said of one number and of another; a comma of a list, and ``of_which``, only behind
    a number.
    """
    behind = "|".join(f"(?<=[0-9{NUMERALS}]{re.escape(unit)})" for unit in sorted(units))
    parts = f"|(?:{behind})(?:{of_which})" if behind and of_which else ""
    return re.compile(f"[，；：]|(?:(?<=[0-9%)]){'|' if behind else ''}{behind})、{parts}")


def _years(compared_with: Iterable[str], *, spaced: bool) -> re.Pattern[str]:
    """Finds a year, but behind none of some words; ``spaced`` is whether blanks part words."""
    blank = " " if spaced else ""
    not_compared = "".join(f"(?<!{re.escape(word)}{blank})" for word in compared_with)
    year = r"\b(20[0-9]{2})\b" if spaced else "(20[0-9]{2}|二[〇零○][〇零○一二三四五六七八九]{2})年"
    return compiled(not_compared + year)


def _joint(words: Iterable[str]) -> str:
    """What stands between the labels of a list: its comma, or one of some words, the longest first."""
    return "|".join(map(re.escape, ("、", *sorted(words, key=len, reverse=True))))


def _names(by_subject: Mapping[str, Iterable[str]]) -> Mapping[str, frozenset[str]]:
    """The subjects of each name."""
    subjects: dict[str, set[str]] = {}
    for subject, names in by_subject.items():
        for name in names:
            subjects.setdefault(name, set()).add(subject)
    return {name: frozenset(found) for name, found in subjects.items()}


def _words_by_themselves(figures: Iterable[FigurePattern]) -> frozenset[str]:
    """Words of which a text must have one to speak of figures that no subject need be named for."""
    phrases = (phrase for each in figures if each.figure.declared.by_itself for phrase in each.phrases)
    return frozenset[str]().union(*(phrase.required.longest for phrase in phrases))


def _names_of_lines(definition: Definition) -> Iterator[str]:
    """The lists of words for rows and columns that are declared in one entry."""
    for claim in definition.declaration.claims:
        for figure in claim.figures:
            lists = dict.fromkeys(["{each}", *_LISTS_OF_EACH.findall(" ".join(figure.phrases))])
            yield from (each.replace("{each}", name) for name in figure.for_ for each in lists)


class _PatternBuilder:
    """Makes patterns with one vocabulary."""

    def __init__(self, phrasing: Phrasing, vocabulary: Vocabulary) -> None:
        self._phrasing = phrasing
        self._vocabulary = vocabulary
        self._required = WordRequirements(phrasing.words)
        self._joining = phrasing.joining or Joining()
        self._inexact = phrasing.inexact or Inexact()
        self.joint = re.compile(_joint((*self._joining.all, *self._joining.any)))

    def subjects(self) -> re.Pattern[str]:
        """Any subject, as a group of its name."""
        found = (f"(?P<{name}>{self.joined(phrases)})" for name, phrases in self._phrasing.subjects.items())
        return compiled("|".join(found) or "(?!)")

    def names_of_subjects(self, figures: Mapping[str, Sequence[FigurePattern]]) -> Mapping[str, frozenset[str]]:
        """By the words that name subjects with figures, which ones they name."""
        phrases = self._phrasing.subjects
        return _names(
            {subject: self._names(phrases[subject]) | _words_by_themselves(found) for subject, found in figures.items()}
        )

    def joined(self, phrases: Iterable[str]) -> str:
        """Any of some phrases, uncompiled."""
        return "|".join(pattern_of(phrase, self._vocabulary) for phrase in phrases)

    def _names(self, phrases: Iterable[str]) -> frozenset[str]:
        """Words of which a text must have one for any of the phrases; an empty one where it need not."""
        found = [self._required.of(phrase).longest for phrase in phrases]
        return frozenset[str]().union(*found) if all(found) else frozenset([""])

    def phrases(self, phrases: Iterable[str], vocabulary: Vocabulary | None = None) -> tuple[SearchPhrase, ...]:
        """Each of some phrases by itself."""
        own = vocabulary or self._vocabulary
        return tuple(SearchPhrase(phrase, own, self._required.of(phrase, own.units)) for phrase in phrases)

    def periods(self, claims: Iterable[BoundClaim]) -> Iterator[PeriodPattern]:
        """After what texts state the period, for each claim about that."""
        for claim in claims:
            of_another = self.any_of(claim.declared.other_period_with)
            yield from (PeriodPattern(claim, each, of_another) for each in self.phrases(claim.declared.period))

    def years_with(self, claims: Iterable[BoundClaim]) -> Iterator[tuple[BoundClaim, AnyPhrase]]:
        """What lines have that may speak of other years, for each claim that says so."""
        for claim in claims:
            if claim.declared.other_year_with:
                yield claim, self.any_of(claim.declared.other_year_with)

    def elsewhere(self, declared: Elsewhere) -> ElsewherePattern:
        """What takes a sentence elsewhere."""
        return ElsewherePattern(declared, self.any_of(declared.words), self.any_of(declared.unless))

    def for_each(self) -> tuple[AnyPhrase, AnyPhrase]:
        """What begins a number that is no count, and one that is one nevertheless."""
        declared = self._phrasing.for_each
        return self.any_of(declared.words if declared else ()), self.any_of(declared.unless if declared else ())

    def until(self) -> re.Pattern[str]:
        """What is found behind a year that holds for one number; what may hold for a sentence as ``since``."""
        until, since = map(self.joined, (self._phrasing.until, self._phrasing.since))
        return re.compile(f"(?:{until or '(?!)'})|(?P<since>{since or '(?!)'})")

    def of_one(self) -> re.Pattern[str]:
        """What is found behind a year that is told of one number only: 12件，上年8件."""
        then = "|".join(map(re.escape, sorted(self._phrasing.then, key=len, reverse=True))) or "(?!)"
        number = f"[0-9.{NUMERALS}]+[万亿]?[^，。；：、0-9]{{0,2}}(?=[，。；、]|$)"
        return re.compile(f"(?:{then}){{0,{_MAX_THEN}}}{number}")

    def spans(self) -> re.Pattern[str]:
        """What stands before the last year of several: 2022年至2024年."""
        return re.compile(f"(?:20)?[0-9]{{2}}(?:年度?)?{between_ends(self._inexact.ranges)}$")

    def any_of(self, phrases: Iterable[str]) -> AnyPhrase:
        """Any of some phrases."""
        return AnyPhrase(tuple(phrases), self._vocabulary)

    def respective(self, units: Iterable[str]) -> RespectiveLists:
        """Lists of labels and of as many numbers."""
        phrasing, any_of = self._phrasing, self.any_of
        return RespectiveLists(
            any_of(phrasing.respectively),
            any_of(phrase.split()[0] for phrase in phrasing.respectively),
            tuple(units),
            self._joining,
            any_of(phrasing.of_all),
            any_of(phrasing.and_such),
        )

    def shared(self, units: Iterable[str]) -> SharedNumbers:
        """Lists of labels that have one number each."""
        each_alike, of_all = self.any_of(self._phrasing.each_alike), self.any_of(self._phrasing.of_all)
        and_such, kinds = self.any_of(self._phrasing.and_such), self._inexact.kinds
        return SharedNumbers(each_alike, tuple(units), _joint(self._joining.all), of_all, and_such, kinds)

    def exactness(self) -> Exactness:
        """What makes a number inexact."""
        named_above = self.any_of(self._phrasing.named_above).pattern
        return Exactness(self._inexact, self.joint, named_above)

    def asides(self, definition: Definition, units: Iterable[str]) -> Asides:
        """What is said by the way, in brackets above all."""
        return Asides(
            self.any_of(self._phrasing.asides).pattern,
            frozenset(map(normalise_label, remarks_of(definition))),
            counts_in_brackets(self.joined(self._phrasing.before_counts), units),
        )

    def figures(self, claims: Iterable[BoundClaim]) -> Mapping[str, tuple[FigurePattern, ...]]:
        """All figures of some claims, by what they are about."""
        found: dict[str, list[FigurePattern]] = {}
        for claim in claims:
            for figure in claim.figures:
                found.setdefault(figure.declared.about, []).append(self._figure(claim, figure))
        return {about: tuple(patterns) for about, patterns in found.items()}

    def _figure(self, claim: BoundClaim, figure: BoundFigure) -> FigurePattern:
        """A figure with its own units."""
        declared, vocabulary = figure.declared, self._vocabulary
        units: Sequence[str] = tuple(declared.units) or vocabulary.units
        own = Vocabulary(vocabulary.words, units, vocabulary.year)
        return FigurePattern(
            claim,
            figure,
            phrases=self.phrases(declared.phrases, own),
            none=self.phrases(declared.none, own),
            within=self.any_of(declared.within),
            topic=self.any_of(declared.topic),
            unless=self.any_of(declared.unless),
            unless_before=self.any_of(declared.unless_before),
            unless_sentence=self.any_of(declared.unless_sentence),
            worth={unit: Decimal(str(worth)) for unit, worth in declared.units.items()},
        )
