"""The sentences that a translation says in place of the engine's own.

A sentence that does not fit is left out, and ``lint`` tells why: with another version of xlsreport it may have other
placeholders, and a form that is in use must not become unusable by that.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from string import Formatter

from xlsreport.definition.loading.sheet_names import OWN_SHEETS, STAMP_SHEET, unfit_name
from xlsreport.definition.problems import Path, Problem, near_miss
from xlsreport.messages.locales import messages_in, plural_forms

_PLACEHOLDER = re.compile(r"\{[^{}]*\}|&[PN]\b")
"""What is filled in: names in braces, and the page numbers of a footer."""
_SIGNS = "✓✗…!·—→"
"""With which the state of a cell begins; formulas and colours go by them."""
_LISTS = frozenset(("letter.months", "letter.ordinals", "period.months", "period.quarter", "period.half_year"))
"""Sentences that are lists of words, parted by blanks."""

_MAY_LACK: Mapping[str, Collection[str]] = {"period.year_by_start": ("{next}",)}
"""Placeholders that a language may have no use for: a year from April to March is 2025/26, and in Japanese 2025年度."""


def sound_sentences(tag: str, sentences: Mapping[str, str]) -> Mapping[str, str]:
    """The sentences that can be said in a language."""
    own = messages_in(tag).texts
    sound = {key: said for key, said in sentences.items() if said and not any(_faults((), tag, key, said, own))}
    return {key: said for key, said in sound.items() if not any(_same_sheets((), key, said, sound, own))}


def sentence_problems(path: Path, tag: str, sentences: Mapping[str, str]) -> Iterator[Problem]:
    """What is wrong with sentences below a path; these are said by the engine itself."""
    own = messages_in(tag).texts
    for key, said in sentences.items():
        if said or key not in own:
            yield from _faults((*path, key), tag, key, said, own)
            yield from _same_sheets((*path, key), key, said, sentences, own)


def other_placeholders(
    path: Path, text: str, word: str, may_lack: Collection[str] = (), may_have: Iterable[str] = ()
) -> Iterator[Problem]:
    """The placeholders that a translation lacks, besides those that it may lack, or has too many, besides those that it
    may have.
    """
    expected, found = (set(map(_name, _PLACEHOLDER.findall(one))) for one in (text, word))
    free = set(may_have)
    if missing := ", ".join(sorted(expected - found - free - set(may_lack))):
        yield Problem(path, "translation_lacks", {"names": missing})
    if extra := ", ".join(sorted(found - expected - free)):
        yield Problem(path, "translation_adds", {"names": extra})


def _period_words(own: Mapping[str, str]) -> Iterator[str]:
    """The placeholders for words of periods: another language may need another of them, in another place or not at all.

    They have a value in every sentence.
    """
    for name in (key.rpartition(".")[2] for key in own if key.startswith("period_words.")):
        yield from (f"{{{name}}}", f"{{{name[0].upper()}{name[1:]}}}")


def without_placeholders(text: str) -> str:
    """A text without what is filled in; the forms of a word stay."""
    return _PLACEHOLDER.sub(lambda found: found[0].partition(":")[2] if "|" in found[0] else "", text)


def _name(placeholder: str) -> str:
    """A placeholder without the forms of a word that it chooses from, ``{count:error|errors}``, and without ``:%``."""
    name, _, spec = placeholder.partition(":")
    return f"{name}}}" if "|" in spec or spec == "%}" else placeholder


def _forms_alone(text: str) -> Iterator[str]:
    """Placeholders that only choose a word in a text, for which another language may have but one form."""
    found = set(_PLACEHOLDER.findall(text))
    return (name for one in found if "|" in one and (name := _name(one)) not in found)


def _other_forms(path: Path, tag: str, said: str) -> Iterator[Problem]:
    """A word that is given in more or fewer forms than the language has."""
    for placeholder in _PLACEHOLDER.findall(said):
        given = placeholder.count("|") + 1
        if given > 1 and not (plural := plural_forms(tag)).takes(given):
            values = {"found": placeholder, "given": given, "language": tag, "count": len(plural.everyday)}
            yield Problem(path, "translation_forms", {**values, "examples": plural.everyday_examples})
            return


def _faults(path: Path, tag: str, key: str, said: str, own: Mapping[str, str]) -> Iterator[Problem]:
    if key not in own:
        yield Problem(path, "sentence_unknown", {"name": key}, near_miss(key, own), on_key=True)
        return
    try:
        list(Formatter().parse(said))
    except ValueError:
        yield Problem(path, "braces")
        return
    may_lack = (*_MAY_LACK.get(key, ()), *_forms_alone(own[key]))
    yield from other_placeholders(path, own[key], said, may_lack, _period_words(own))
    yield from _other_forms(path, tag, said)
    if own[key][:1] in _SIGNS and said[0] != own[key][0]:
        yield Problem(path, "translation_sign", {"sign": own[key][0]})
    if key in OWN_SHEETS:
        yield from unfit_name(path, said)
    words = len(own[key].split(" "))
    if key in _LISTS and len(said.split(" ")) != words:
        yield Problem(path, "translation_list", {"count": words})


def _same_sheets(
    path: Path, key: str, said: str, sentences: Mapping[str, str], own: Mapping[str, str]
) -> Iterator[Problem]:
    """Whether a sheet of the engine would be called as another of them, in whatever case."""
    if key in OWN_SHEETS:
        others = (sentences.get(other) or own[other] for other in OWN_SHEETS if other != key)
        if said.casefold() in (STAMP_SHEET, *map(str.casefold, others)):
            yield Problem(path, "sheet_taken", {"name": said})
