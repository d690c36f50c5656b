"""Parses the notation of phrases to regular expressions.

phrase   = piece { blank piece }        one after the other, a blank may stand between them
piece    = choice | "[" choice "]" | "…" | "……" | <name>*
choice   = words { "|" words }          any of them; in brackets, or none
words    = literal text, <name> of a list, <begin>, <end>, {number}, {percent}, {any}, {date},
           {year}, {last_year}, {next_year}

``…`` stands for up to 12 characters of the same clause without a digit, ``……`` for up to 30; ``<begin>`` and ``<end>``
are where a clause begins and ends; ``<name>*`` are up to six of the words of a list, in any order. The number of ways
to read a text is bounded, so that no text takes long; see
:mod:`xlsreport.definition.phrase_language.phrase_patterns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from xlsreport.definition.phrase_language.phrase_patterns import (
    MAX_PATTERN_LENGTH,
    MAX_WAYS,
    PhrasePattern,
    PhrasePiece,
    alternatives,
    sequence_of,
    with_gaps,
)
from xlsreport.errors import PortableError
from xlsreport.letter_case import lowered

GAPS = {"…": 12, "……": 30}
"""Characters that may stand between two pieces of a phrase."""
REPEATED = re.compile(r"(<[^<>]*>)[*]")
"""Words of a list, as many as there are."""
YEARS = {"year": 0, "last_year": -1, "next_year": 1}
"""Placeholders for years, and how far each is from the report's."""
NUMBERS = ("number", "percent")
"""Placeholders for what is compared."""
QUOTATION_MARKS = '“”"「」『』'
"""Characters that are left out of phrases and of the texts that they are looked for in."""
_WITHOUT_QUOTATION_MARKS = dict.fromkeys(map(ord, QUOTATION_MARKS))
_PLACEHOLDERS = (*NUMBERS, "any", "date", *YEARS)
_MAX_QUOTE = 40
_ENDS = "，。；、)："
_END_OF_CLAUSE = f"(?={'|'.join(map(re.escape, _ENDS))}|$)"
_BEGIN_OF_CLAUSE = f"(?:(?<![^{re.escape(_ENDS)}])|(?<=[一二三四五六七八九]是))"
"""Behind a mark, at the beginning of a line, or behind what numbers an item of a list: 一是."""
_IN_GAP = "[^0-9，。；]"
_DIGITS = r"[0-9]++(?:\.[0-9]++)?(?:万(?!元)|亿(?!元)|千(?!元))?"
NUMERALS = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
_NUMERAL = f"[{NUMERALS}]{{1,20}}"
_BEGINS = "(?<![0-9.零〇一二两三四五六七八九十百千万亿])"
"""A number is not matched from its middle."""
_PERCENT = rf"{_BEGINS}(?:(?P<percent>[0-9]{{1,3}}(?:\.[0-9]++)?)%|百分之(?P<percent_words>{_NUMERAL}))"
_DATE = "(?:[0-9]{2,4}年)?[0-9]{1,2}月(?:[0-9]{1,2}[日号]|[底初末]|[上中下]旬)?"
REFERENCE = re.compile(r"<([^<>]*)>|\{([^{}]*)\}")
"""What refers to a list, by its name, or is a placeholder."""
NUMBER_BEGINS = frozenset(f"0123456789{NUMERALS}")
"""What a number may begin with, in digits or in words."""
_BY_HOW_MANY = f"[了出]?[0-9{NUMERALS}]"
"""What follows 多 where it says by how many more: 比上年的 255 件多 57 件, but not 255 件多."""
_REFERS = re.compile("[<{]")
_STRAY = re.compile(r"[\[\]<>{}]")


class PhraseError(PortableError):
    """A mistake in a phrase: which message, its values, and the characters it stands at."""

    def __init__(self, key: str, start: int, end: int, **values: str) -> None:
        super().__init__(key)
        self.key, self.start, self.end, self.values = key, start, end, values


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What phrases refer to: the patterns of named lists, the units after a number, and the report's year."""

    words: Mapping[str, PhrasePattern]
    units: Sequence[str] = ()
    year: int = 2000

    def number(self, group: str) -> str:
        """A number with its unit. Where there are units it has one, or nothing comes after it."""
        digits = f"{_BEGINS}(?P<{group}>{_DIGITS}|{_NUMERAL})" if group else f"{_BEGINS}(?:{_DIGITS}|{_NUMERAL})"
        if not self.units:
            return rf"{digits}(?![0-9%])"
        unit = "|".join(map(re.escape, sorted(self.units, key=len, reverse=True))) + ("" if group else "|%")
        named = f"(?P<unit>{unit})" if group else f"(?:{unit})"
        return f"{digits} ?+(?:{named}(?!次)(?!余)(?!多(?!{_BY_HOW_MANY}))(?!几)|{_END_OF_CLAUSE})"

    def with_list(self, name: str, phrases: Sequence[str]) -> Vocabulary:
        """The same with one list more, which may use those that are there.

        Raises:
            PhraseError: a phrase is mistaken.
        """
        return replace(self, words={**self.words, name: _listed(phrases, self)})


def vocabulary_of(lists: Mapping[str, Sequence[str]], units: Sequence[str] = (), year: int = 2000) -> Vocabulary:
    """The vocabulary that lists of phrases give, each of which may use those before it.

    Raises:
        PhraseError: a phrase of a list is mistaken; its ``values`` name the list.
    """
    vocabulary = Vocabulary({}, units, year)
    for name, phrases in lists.items():
        vocabulary = vocabulary.with_list(name, phrases)
    return vocabulary


def pattern_of(phrase: str, vocabulary: Vocabulary, placeholders: Sequence[str] = _PLACEHOLDERS) -> str:
    """The regular expression of a phrase; what its gaps hold is captured, and the number by its name.

    Raises:
        PhraseError: with the characters at fault.
    """
    return _found(phrase, vocabulary, placeholders).pattern


def _found(phrase: str, vocabulary: Vocabulary, placeholders: Sequence[str]) -> PhrasePattern:
    pieces = [(match[0], match.start()) for match in re.finditer(r"\S+", phrase)]
    if not pieces:
        raise PhraseError("phrase_empty", 0, len(phrase))
    for text, start in (pieces[0], pieces[-1]):
        if text in GAPS:
            raise PhraseError("phrase_gap", start, start + len(text))
    parts: list[PhrasePattern] = []
    gaps: list[str] = []
    for is_gap, group in groupby(pieces, key=lambda piece: piece[0] in GAPS):
        if is_gap:
            gaps.append(f"{_IN_GAP}{{0,{sum(GAPS[text] for text, _ in group)}}}?")
        else:
            parts.append(sequence_of(tuple(_piece(text, start, vocabulary, placeholders) for text, start in group)))
    return _bounded(with_gaps(parts, gaps), phrase)


def _bounded(found: PhrasePattern, phrase: str) -> PhrasePattern:
    if found.ways > MAX_WAYS:
        raise PhraseError("phrase_ways", 0, len(phrase), phrase=_quoted(phrase), most=str(MAX_WAYS))
    if len(found.pattern) > MAX_PATTERN_LENGTH:
        raise PhraseError("phrase_long", 0, len(phrase), phrase=_quoted(phrase))
    return found


def _quoted(phrase: str) -> str:
    return phrase if len(phrase) <= _MAX_QUOTE else phrase[: _MAX_QUOTE - 1] + "…"


def _listed(phrases: Sequence[str], vocabulary: Vocabulary) -> PhrasePattern:
    """Any of the phrases of a list; of those that are nothing but words, any of the words."""
    choices: list[PhrasePattern] = []
    for phrase in phrases:
        found = _found(phrase, vocabulary, tuple(YEARS))
        is_choice = len(phrase.split()) == 1 and phrase.strip()[0] != "["
        choices += _piece(phrase.strip(), 0, vocabulary, tuple(YEARS)).choices if is_choice else [found]
    return _bounded(alternatives(choices), phrases[0])


def _piece(text: str, start: int, vocabulary: Vocabulary, placeholders: Sequence[str]) -> PhrasePiece:
    if repeated := REPEATED.fullmatch(text):
        words = _words(repeated[1], start, vocabulary, placeholders)
        return PhrasePiece((words,), is_optional=True, source=text, is_repeated=True)
    if not _REFERS.search(text) and (plain := _plain_piece(text)):
        return plain
    return PhrasePiece(tuple(_choices(text, start, vocabulary, placeholders)), _is_optional(text), text)


@lru_cache(maxsize=5_000)
def _plain_piece(text: str) -> PhrasePiece | None:
    """A piece of nothing but words, which means the same in every vocabulary; None where it is mistaken.

    Cached, since definitions and years share most of them.
    """
    try:
        return PhrasePiece(tuple(_choices(text, 0, Vocabulary({}), ())), _is_optional(text), text)
    except PhraseError:
        return None


def _is_optional(text: str) -> bool:
    return text[0] == "[" and text[-1] == "]"


def _choices(text: str, start: int, vocabulary: Vocabulary, placeholders: Sequence[str]) -> Iterator[PhrasePattern]:
    inner, offset = (text[1:-1], start + 1) if _is_optional(text) else (text, start)
    for words in inner.split("|"):
        if not words:
            raise PhraseError("phrase_choice", start, start + len(text))
        yield _words(words, offset, vocabulary, placeholders)
        offset += len(words) + 1


def _words(text: str, start: int, vocabulary: Vocabulary, placeholders: Sequence[str]) -> PhrasePattern:
    if text.isalnum():
        return _of_letters(text)
    pattern, longest_first, ways, position = "", "", 1, 0
    begins = frozenset([lowered(unquoted(text))])
    for match in REFERENCE.finditer(text):
        literal = text[position : match.start()]
        before_it = lowered(unquoted(literal))
        where = (start + match.start(), start + match.end())
        named = (
            _list(match[1], where, vocabulary)
            if match[2] is None
            else _placeholder(match[2], where, vocabulary, placeholders)
        )
        before = _literal(literal, start + position)
        pattern, longest_first = pattern + before + named.pattern, longest_first + before + named.longest_first
        ways *= named.ways
        if not position:
            begins = frozenset(before_it + begin for begin in named.begins) if before_it else named.begins
        position = match.end()
    rest = _literal(text[position:], start + position)
    return PhrasePattern(pattern + rest, longest_first + rest, ways, begins)


def _of_letters(text: str) -> PhrasePattern:
    """The pattern of letters and digits alone, as most words are: no need to look for anything else in them."""
    pattern = _whole_words(text, text)
    return PhrasePattern(pattern, pattern, 1, frozenset([lowered(text)]))


def _literal(text: str, start: int) -> str:
    stray = _STRAY.search(text)
    if stray is not None:
        raise PhraseError("phrase_bracket", start + stray.start(), start + stray.end(), character=stray[0])
    text = unquoted(text)
    return _whole_words(text, re.escape(text))


def _whole_words(text: str, pattern: str) -> str:
    """A pattern of a text by which words of an alphabet match as whole words."""
    before = r"\b" if text[:1].isascii() and text[:1].isalpha() else ""
    after = r"\b" if text[-1:].isascii() and text[-1:].isalpha() else ""
    return f"{before}{pattern}{after}"


def unquoted(text: str) -> str:
    """A text as it is looked for: without quotation marks."""
    return text.translate(_WITHOUT_QUOTATION_MARKS)


def _list(name: str, where: tuple[int, int], vocabulary: Vocabulary) -> PhrasePattern:
    if name == "end":
        return _fixed(_END_OF_CLAUSE, _ENDS)
    if name == "begin":
        return _fixed(_BEGIN_OF_CLAUSE, [""])
    if name not in vocabulary.words:
        raise PhraseError("phrase_word", *where, name=name)
    words = vocabulary.words[name]
    return PhrasePattern(f"(?:{words.pattern})", f"(?:{words.longest_first})", words.ways, words.begins)


def _placeholder(
    name: str, where: tuple[int, int], vocabulary: Vocabulary, placeholders: Sequence[str]
) -> PhrasePattern:
    if name not in placeholders:
        allowed = ", ".join(f"{{{placeholder}}}" for placeholder in placeholders)
        raise PhraseError("phrase_placeholder", *where, name=name, allowed=allowed)
    if name in YEARS:
        year = str(vocabulary.year + YEARS[name])
        return _fixed(year, [year])
    if name == "date":
        return _fixed(_DATE, "0123456789")
    if name == "percent":
        return _fixed(_PERCENT, NUMBER_BEGINS)
    return _fixed(vocabulary.number("number" if name == "number" else ""), NUMBER_BEGINS)


def _fixed(pattern: str, begins: Iterable[str]) -> PhrasePattern:
    return PhrasePattern(pattern, pattern, 1, frozenset(begins))
