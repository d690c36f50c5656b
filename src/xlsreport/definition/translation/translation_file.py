"""The file of a translation, with what is still to be filled in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.loading.regular_file import MAX_TEXT_MEGABYTES, UnreadFileError, read_regular_file
from xlsreport.definition.problems import Problem
from xlsreport.definition.translation.own_sentences import without_placeholders
from xlsreport.definition.translation.translation_check import needs_translation
from xlsreport.definition.translation.translation_declaration import Translation
from xlsreport.definition.translation.word_places import words_of
from xlsreport.definition.yaml_source.yaml_tree import UnreadableYamlError, plain_values, read_tree
from xlsreport.messages import LANGUAGES, Messages, messages_for
from xlsreport.messages.locales import messages_in, plural_forms, spoken_language

_PRINTED = (
    *(
        "cover",
        "section",
        "verdict",
        "narrative",
        "table",
        "entry",
        "checks",
        "severity",
        "period",
        "period_words",
        "print",
        "printed_list",
        "list",
        "rows",
    ),
    "picture",
)
_PRINTED_SINGLY = (
    "wording.comment",
    "wording.sum_of",
    "wording.continued",
    "wording.nothing_written",
    "wording.nothing_listed",
    "docx.table",
    "docx.draft",
)
"""The groups of sentences, and single ones, that stand on sheets and in reports."""
_OF_FINDINGS = (
    *("wording", "finding", "must", "suspect", "altered", "implied", "blank", "pasted", "repeated", "kind"),
    *("returned", "letter"),
)
"""The groups of sentences in which findings are said, and in which a workbook is returned with them."""
_NOT_PRINTED = (
    *("period.in_names", "period.in_titles", "picture.none", "picture.no_library", "picture.no_font"),
    *("letter.date", "letter.months", "wording.decimal", "wording.percent"),
)
"""Those of these groups that only the office sees, and those that the CLDR has."""
_MAX_KEY = 1000
"""Characters of a key that stands on one line; YAML allows 1024."""


@dataclass(frozen=True, slots=True)
class BegunTranslation:
    """The text of a file; ``count`` texts are to be translated, of which ``missing`` are not yet."""

    text: str
    count: int
    missing: int


def read_translation(path: Path) -> Translation | None:
    """The translation in a file; None where it holds none."""
    try:
        text = read_regular_file(path, MAX_TEXT_MEGABYTES).decode("utf-8-sig")
        return Translation.model_validate(plain_values(read_tree(text)))
    except (UnreadFileError, UnicodeDecodeError, UnreadableYamlError, ValidationError):
        return None


def begun_translation(
    declaration: Declaration, tag: str, kept: Translation, messages: Messages, *, findings: bool = False
) -> BegunTranslation:
    """The file of a translation with all texts, in the order of the definition.

    Args:
        declaration: of the definition.
        tag: the language.
        kept: what is translated already, besides what the definition names itself; it goes before that.
        messages: the language of the words between.
        findings: with the sentences of findings, beside those of sheets and reports.
    """
    declared = declaration.languages.get(tag) or Translation()
    known = {**declared.words, **{text: word for text, word in kept.words.items() if word}}
    places: dict[str, list[str]] = {}
    for text, place in words_of(declaration):
        if needs_translation(text, place):
            places.setdefault(text, []).append(".".join(place.names))
    within = {**declared.within, **kept.within}
    lines = [messages("translation.head", name=declaration.name, language=tag, **_forms(tag)), *_shared(kept)]
    lines += ["words:", *_words(places, known, messages)]
    if unused := [text for text in known if text not in places and known[text]]:
        lines += [f"  # {messages('translation.unused')}", *(_pair(text, known[text]) for text in unused)]
    if within:
        lines += ["within:", *_within(within)]
    sentences = _asked_sentences(tag, declared, kept, findings=findings)
    lines += _sentences(tag, sentences)
    missing = sum(1 for text in places if not known.get(text))
    return BegunTranslation("\n".join(lines) + "\n", len(places), missing)


def begun_sentences(
    declaration: Declaration, kept: Translation, messages: Messages, *, findings: bool = False
) -> BegunTranslation:
    """The file of what the engine says itself, for a definition in a language that it does not speak.

    Args:
        declaration: of the definition, whose words are in that language already.
        kept: what is translated already, as of :func:`begun_translation`.
        messages: the language of the words between.
        findings: as of :func:`begun_translation`.
    """
    tag = declaration.language
    declared = declaration.languages.get(tag) or Translation()
    sentences = _asked_sentences(tag, declared, kept, findings=findings)
    lines = [
        messages("translation.head_of_sentences", language=tag, **_forms(tag)),
        *_shared(kept),
        *_sentences(tag, sentences),
    ]
    missing = sum(1 for said in sentences.values() if not said)
    return BegunTranslation("\n".join(lines) + "\n", len(sentences), missing)


def english_sentences(declaration: Declaration) -> Iterator[Problem]:
    """Languages of a definition that the engine does not speak, and of which nobody has given it a sentence."""
    for tag in dict.fromkeys((declaration.language, *declaration.languages)):
        declared = declaration.languages.get(tag) or Translation()
        spoken = spoken_language(tag)
        if tag.partition("-")[0] != spoken.partition("-")[0] and not declared.all_sentences:
            count = len(_asked_sentences(tag, declared, Translation(), findings=False))
            path = ("languages", tag) if tag in declaration.languages else ("language",)
            words = {"language": tag, "count": count}
            is_begun = declared.sentences or declared.shared
            yield Problem(path, "sentences_empty", words) if is_begun else Problem(path, "sentences_english", words)


def _is_in_english(key: str, own: Mapping[str, str], english: Mapping[str, str]) -> bool:
    """Whether a sentence has English words; marks, and what the calendar of the language says, need no translation."""
    return own[key] == english[key] and any(letter.isalpha() for letter in without_placeholders(own[key]))


def _words(places: Mapping[str, list[str]], known: Mapping[str, str], messages: Messages) -> Iterator[str]:
    for text, names in places.items():
        more = messages("translation.more", count=len(names) - 1) if len(names) > 1 else ""
        yield f"  # {names[0]}{more}"
        yield _pair(text, known.get(text, ""))


def _within(parts: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for part, texts in parts.items():
        yield f"  {_quoted(part)}:"
        yield from (f"  {_pair(text, word)}" for text, word in texts.items())


def _shared(kept: Translation) -> Iterator[str]:
    """The line that names the file of the sentences that several definitions share."""
    if kept.shared and isinstance(kept.shared, str):
        yield f"shared: {_quoted(kept.shared)}"


def _asked_sentences(tag: str, declared: Translation, kept: Translation, *, findings: bool) -> Mapping[str, str]:
    """The sentences that readers see, and what is said for each so far, by key; without those that are shared.

    Where the engine speaks the language itself, there are none to be translated.
    """
    groups = (*_PRINTED, *_OF_FINDINGS) if findings else _PRINTED
    own, english = messages_in(tag).texts, messages_for(spoken_language(tag)).texts
    shown = [key for key in own if key.partition(".")[0] in groups or key in _PRINTED_SINGLY]
    shown = [key for key in shown if key not in _NOT_PRINTED and tag not in LANGUAGES]
    shown = [key for key in shown if _is_in_english(key, own, english)]
    shown = [key for key in shown if key not in declared.shared_sentences]
    known = {**declared.sentences, **kept.sentences}
    return {key: known.get(key, "") for key in (*shown, *known)}


def _sentences(tag: str, sentences: Mapping[str, str]) -> Iterator[str]:
    """The lines of some sentences, each below what is said without a translation."""
    own = messages_in(tag).texts
    if sentences:
        yield "sentences:"
    for key, said in sentences.items():
        yield f"  # {_quoted(own.get(key, ''))}"
        yield f"  {key}: {_quoted(said)}"


def _forms(tag: str) -> Mapping[str, object]:
    """How many forms a word has that goes with a number, and a number for each."""
    plural = plural_forms(tag)
    return {"forms": len(plural.everyday), "examples": plural.everyday_examples}


def _pair(text: str, word: str) -> str:
    """A text and its translation; a long one is a key in two lines."""
    key = _quoted(text)
    return f"  {key}: {_quoted(word)}" if len(key) <= _MAX_KEY else f"  ? {key}\n  : {_quoted(word)}"


def _quoted(text: str) -> str:
    """A text in double quotes, which YAML reads as JSON does."""
    return json.dumps(text, ensure_ascii=False)
