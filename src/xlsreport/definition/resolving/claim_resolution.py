"""Resolves claims and mentions: checks their phrases, and binds their expressions to places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from xlsreport.definition.claim_declaration import Claim, ClaimedFigure, Mention, Phrasing
from xlsreport.definition.declaration import Declaration
from xlsreport.definition.phrase_language.phrase_parser import NUMBERS, YEARS, PhraseError, Vocabulary, pattern_of
from xlsreport.definition.problems import Path, Problem, in_expression, near_miss
from xlsreport.definition.rule_language.binding import Binder
from xlsreport.definition.rule_language.expression import Expression, ExpressionError
from xlsreport.definition.rule_language.name_look_up import Scope
from xlsreport.definition.rule_language.rule_parser import parse_total
from xlsreport.definition.rule_language.table_names import TableNames

_WORDS = ("any", *YEARS)
"""Placeholders in words that cancel a number."""


@dataclass(frozen=True, slots=True, eq=False)
class BoundFigure:
    """A figure as texts state it, with what it may equal as expressions over places."""

    declared: ClaimedFigure
    equals: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, eq=False)
class BoundClaim:
    """A claim with its figures."""

    declared: Claim
    figures: tuple[BoundFigure, ...]

    @property
    def id(self) -> str:
        """How findings and explanations name it."""
        return self.declared.id

    @property
    def known_numbers(self) -> int:
        """How many kinds of numbers in texts it knows: figures, and days of the period."""
        return len(self.figures) + len(self.declared.period)


class ClaimResolver:
    """Binds the claims of one declaration, and collects what is wrong with them and with the mentions.

    Args:
        declaration: that of the report.
        names: the ids of each table.
        phrases_are_sound: whether phrases need not be looked through.
    """

    def __init__(
        self, declaration: Declaration, names: Mapping[str, TableNames], *, phrases_are_sound: bool = False
    ) -> None:
        self._declaration = declaration
        self._phrases_are_sound = phrases_are_sound
        self._phrasing = declaration.phrasing or Phrasing()
        self._names = names
        self.problems: list[Problem] = []
        self._sound: set[tuple[str, tuple[str, ...]]] = set()
        self._vocabulary = self._words()

    def claims(self) -> Iterator[BoundClaim]:
        """Every claim, bound; those with mistakes lack what is mistaken."""
        self._look_through_phrasing()
        self._look_through_mentions()
        narratives = [section.id for section in self._declaration.sections if section.narrative is not None]
        for number, claim in enumerate(self._declaration.claims):
            path: Path = ("claims", number)
            self._known(((*path, "sections", n), name) for n, name in enumerate(claim.sections)).among(narratives)
            self._look_through((*path, "period"), claim.period, YEARS)
            self._look_through((*path, "other_period_with"), claim.other_period_with, YEARS)
            self._look_through((*path, "other_year_with"), claim.other_year_with, YEARS)
            figures = (self._figures((*path, "figures", position), each) for position, each in enumerate(claim.figures))
            yield BoundClaim(claim, tuple(chain.from_iterable(figures)))

    @cached_property
    def _reasons(self) -> Sequence[str]:
        """The ids of what leads elsewhere."""
        return [each.id for each in self._phrasing.elsewhere if each.id]

    @cached_property
    def _firsts(self) -> Sequence[str]:
        """What figures are, as the first of what they may equal."""
        figures = (each for claim in self._declaration.claims for figure in claim.figures for each in figure.each())
        return list(dict.fromkeys(each.equals[0] for each in figures))

    def _words(self) -> Vocabulary:
        vocabulary = Vocabulary({})
        for name, phrases in self._phrasing.words.items():
            sound = self._look_through(("phrasing", "words", name), phrases, YEARS, vocabulary)
            # A list with a mistake gets a stand-in, so that phrases which use it are not reported as well.
            if not self._phrases_are_sound:
                vocabulary = vocabulary.with_list(name, phrases if sound else ("-",))
        return vocabulary

    def _look_through_phrasing(self) -> None:
        bodies = [kind.id for kind in self._declaration.bodies]
        for name, phrases in self._phrasing.subjects.items():
            self._look_through(("phrasing", "subjects", name), phrases, ())
        for number, elsewhere in enumerate(self._phrasing.elsewhere):
            path: Path = ("phrasing", "elsewhere", number)
            self._look_through((*path, "words"), elsewhere.words, _WORDS)
            self._look_through((*path, "unless"), elsewhere.unless, _WORDS)
            self._known(((*path, "bodies", n), name) for n, name in enumerate(elsewhere.bodies)).among(bodies)
        for number, own in enumerate(self._phrasing.own):
            path = ("phrasing", "own", number)
            self._look_through((*path, "words"), own.words, YEARS)
            self._known(((*path, "bodies", n), name) for n, name in enumerate(own.bodies)).among(bodies)
        for key in (
            "incidental_years",
            "other_years",
            "this_year",
            "respectively",
            "asides",
            "unrelated",
            "each_alike",
            "until",
            "since",
            "before_counts",
            "of_which",
            "of_all",
            "and_such",
            "named_above",
        ):
            self._look_through(("phrasing", key), getattr(self._phrasing, key), YEARS)
        if self._phrasing.for_each is not None:
            self._look_through(("phrasing", "for_each", "words"), self._phrasing.for_each.words, YEARS)
            self._look_through(("phrasing", "for_each", "unless"), self._phrasing.for_each.unless, YEARS)
        self._look_through_numbered(("phrasing", "wholes"), self._phrasing.wholes, NUMBERS[:1])

    def _look_through_mentions(self) -> None:
        for number, section in enumerate(self._declaration.sections):
            for position, mention in enumerate(section.narrative.mentions if section.narrative else ()):
                path: Path = ("sections", number, "narrative", "mentions", position)
                self._mention(path, mention)

    def _mention(self, path: Path, mention: Mention) -> None:
        if not mention.aspects and not mention.length:
            self.problems.append(Problem(path, "mention_empty", {"id": mention.id}))
        for number, aspect in enumerate(mention.aspects):
            self._look_through((*path, "aspects", number, "words"), aspect.words, ())

    def _figures(self, path: Path, declared: ClaimedFigure) -> Iterator[BoundFigure]:
        """What an entry declares, up to the first with a mistake: the others of it have the same."""
        before = len(self.problems)
        self._known(((*path, "for", n), name) for n, name in enumerate(declared.for_)).among(self._phrasing.words)
        for figure in declared.each():
            if len(self.problems) == before:
                yield self._figure(path, figure)

    def _figure(self, path: Path, figure: ClaimedFigure) -> BoundFigure:
        self._known([((*path, "about"), figure.about)]).among(self._phrasing.subjects)
        self._known(((*path, "despite", n), name) for n, name in enumerate(figure.despite)).among(self._reasons)
        if figure.after:
            self._known([((*path, "after"), figure.after)]).among(self._firsts)
        for key, phrases in (
            ("within", figure.within),
            ("topic", figure.topic),
            ("unless", figure.unless),
            ("unless_before", figure.unless_before),
            ("unless_sentence", figure.unless_sentence),
        ):
            self._look_through((*path, key), phrases, _WORDS)
        self._look_through((*path, "none"), figure.none, YEARS)
        self._look_through_numbered((*path, "phrases"), figure.phrases, NUMBERS)
        if not figure.phrases and not figure.none:
            self.problems.append(Problem(path, "claim_empty"))
        return BoundFigure(figure, tuple(self._bound(path, figure.equals)))

    def _bound(self, path: Path, sources: Sequence[str]) -> Iterator[Expression]:
        for number, source in enumerate(sources):
            try:
                yield Binder(self._names, Scope()).expression(parse_total(source))
            except ExpressionError as error:
                self.problems.append(in_expression((*path, "equals", number), source, error))

    def _look_through(
        self, path: Path, phrases: Sequence[str], placeholders: Iterable[str], vocabulary: Vocabulary | None = None
    ) -> bool:
        """Collect the mistakes in some phrases; whether there are none.

        What is sound is not parsed again: figures that stand in one entry share most of their phrases.
        """
        if self._phrases_are_sound:
            return True
        words, before, allowed = vocabulary or self._vocabulary, len(self.problems), tuple(placeholders)
        for number, phrase in enumerate(phrases):
            if vocabulary is None and (phrase, allowed) in self._sound:
                continue
            try:
                pattern_of(phrase, words, allowed)
                self._sound.add((phrase, allowed))
            except PhraseError as error:
                meant = near_miss(error.values["name"], words.words) if error.key == "phrase_word" else None
                where = (error.start, error.end)
                self.problems.append(_at((*path, number), phrase, error.key, where, error.values, meant))
        return len(self.problems) == before

    def _look_through_numbered(self, path: Path, phrases: Sequence[str], numbers: Sequence[str]) -> None:
        """The same of phrases that must have one number in them."""
        self._look_through(path, phrases, (*numbers, "any", "date", *YEARS))
        for position, phrase in enumerate(phrases):
            if sum(phrase.count(f"{{{name}}}") for name in NUMBERS) != 1:
                self.problems.append(_at((*path, position), phrase, "phrase_number", (0, len(phrase))))

    def _known(self, names: Iterable[tuple[Path, str]]) -> _Names:
        return _Names(self.problems, names)


@dataclass(frozen=True, slots=True)
class _Names:
    problems: list[Problem]
    names: Iterable[tuple[Path, str]]

    def among(self, known: Iterable[str]) -> None:
        """Collect those that are not known."""
        known = list(known)
        for path, name in self.names:
            if name not in known:
                self.problems.append(Problem(path, "unknown_name", {"name": name}, near_miss(name, known)))


def _at(
    path: Path,
    source: str,
    key: str,
    span: tuple[int, int],
    values: Mapping[str, object] | None = None,
    meant: str | None = None,
) -> Problem:
    return Problem(path, key, values or {}, meant, source, span)
