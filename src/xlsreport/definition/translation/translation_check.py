"""Checks the translations of a definition: what makes one unusable, and what lint advises on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.loading.checks.consistency_check import check_consistency
from xlsreport.definition.loading.checks.shape_check import declare
from xlsreport.definition.problems import Path, Problem, near_miss
from xlsreport.definition.translation.own_sentences import (
    other_placeholders,
    sentence_problems,
    without_placeholders,
)
from xlsreport.definition.translation.translating import translated_declaration
from xlsreport.definition.translation.translation_declaration import Translation
from xlsreport.definition.translation.word_places import WordPlace, words_of
from xlsreport.messages.locales import is_known

_QUOTED = 60
_OPTIONS, _NOT_NEEDED = "options", {"no_answer"}
"""Keys of answers, which are compared, and of words whose translation may be left out."""


def translation_problems(declaration: Declaration) -> Iterator[Problem]:
    """What makes the translations of a sound declaration unusable."""
    for tag, translation in declaration.languages.items():
        path, said = ("languages", tag), {"language": tag}
        if tag == declaration.language:
            if translation.words or translation.within:
                yield Problem(path, "language_own", said, on_key=True)
        elif not is_known(tag):
            yield Problem(path, "language_unknown", said, on_key=True)
        else:
            words = list(words_of(declaration))
            problems = [
                *_other_placeholders(tag, translation, words),
                *_equal_options(tag, translation, words),
            ]
            yield from problems or _unsound(declaration, tag, translation, words)


Words = Iterable[tuple[str, WordPlace]]


def _other_placeholders(tag: str, translation: Translation, words: Words) -> Iterator[Problem]:
    told = set()
    for text, place in words:
        part = translation.part_of(text, place.names)
        word = translation.word(text, place.names)
        if word is None or part is None or (part, text) in told:
            continue
        told.add((part, text))
        yield from other_placeholders(("languages", tag, *translation.path_of(text, part)), text, word)


def _equal_options(tag: str, translation: Translation, words: Words) -> Iterator[Problem]:
    """Options of a choice whose translations could be taken for one another."""
    choices: dict[Path, dict[str, WordPlace]] = {}
    for text, place in words:
        if _OPTIONS in place.path[-2:-1]:
            choices.setdefault(place.path[:-1], {})[text] = place
    told = set()
    for options in choices.values():
        known = {option.casefold(): option for option in options}
        for option, place in options.items():
            word, part = translation.word(option, place.names), translation.part_of(option, place.names)
            if word is None or part is None:
                continue
            other = known.setdefault(word.casefold(), option)
            if other != option and (part, option) not in told:
                told.add((part, option))
                path = ("languages", tag, *translation.path_of(option, part))
                yield Problem(path, "translation_option", {"word": word, "other": other})


def _unsound(declaration: Declaration, tag: str, translation: Translation, words: Words) -> Iterator[Problem]:
    """What is wrong in the translated definition, each told where the translation stands."""
    translated = translated_declaration(declaration, tag)
    _, problems = declare(translated.model_dump(mode="json", by_alias=True, exclude={"languages"}))
    places = {place.path: (text, place) for text, place in words}
    for problem in [*problems, *check_consistency(translated)]:
        text, place = next((places[p] for p in _upwards(problem.path) if p in places), ("", WordPlace()))
        part = translation.part_of(text, place.names)
        where = () if part is None else translation.path_of(text, part)
        yield Problem(("languages", tag, *where), problem.key, problem.values, problem.suggestion)


def _upwards(path: Path) -> Iterator[Path]:
    """A path, its first item, and what it is in, from the inside out."""
    yield from ((*path, 0), path)
    yield from (path[:length] for length in range(len(path) - 1, 0, -1))


def translation_hints(declaration: Declaration) -> Iterator[Problem]:
    """What is missing in the translations, and what is in them for nothing."""
    words = list(words_of(declaration))
    for tag, translation in declaration.languages.items():
        if tag != declaration.language:
            yield from _missing(tag, translation, words)
            yield from _superfluous(tag, translation, words)
        yield from sentence_problems(("languages", tag, "sentences"), tag, translation.sentences)
        yield from sentence_problems(("languages", tag, "shared"), tag, translation.shared_sentences)


def needs_translation(text: str, place: WordPlace) -> bool:
    """Whether a text has words in it, and not only numbers and placeholders."""
    return any(letter.isalpha() for letter in without_placeholders(text)) and not _NOT_NEEDED & set(place.names)


def _missing(tag: str, translation: Translation, words: Words) -> Iterator[Problem]:
    told = set()
    for text, place in words:
        part = translation.part_of(text, place.names)
        if (part, text) in told or translation.word(text, place.names) or not needs_translation(text, place):
            continue
        told.add((part, text))
        path = place.path if part is None else ("languages", tag, *translation.path_of(text, part))
        yield Problem(path, "translation_missing", {"language": tag, "text": _shortened(text)})


def _superfluous(tag: str, translation: Translation, words: Words) -> Iterator[Problem]:
    used = {(translation.part_of(text, place.names), text) for text, place in words}
    parts = {".".join(place.names[:length]) for _, place in words for length in range(1, len(place.names) + 1)}
    written = [("", text) for text in translation.words]
    written += [(part, text) for part, texts in translation.within.items() if part in parts for text in texts]
    for part, text in written:
        if (part, text) not in used:
            path = ("languages", tag, *translation.path_of(text, part))
            yield Problem(path, "translation_superfluous", {"text": _shortened(text)}, on_key=True)
    for part in translation.within.keys() - parts:
        yield Problem(
            ("languages", tag, "within", part), "translation_part", {"name": part}, near_miss(part, parts), on_key=True
        )


def _shortened(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _QUOTED else one_line[: _QUOTED - 1] + "…"
