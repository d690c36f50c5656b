"""Every sentence that the engine itself says, one catalogue per language; and apart from it the words of ``--help``."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pkgutil import get_data
from typing import Any, Literal, assert_never, cast, get_args

from xlsreport.errors import UnknownNameError
from xlsreport.messages.plural_forms import ONE_AND_OTHERS, PluralForms

Language = Literal["zh-CN", "en"]
"""A language that the engine speaks, and in which a report may be written."""
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT_LANGUAGE: Language = "zh-CN"


Compared = Literal["previous", "period_before", "same_period"]
"""With what a report is compared, as sentences call it: last year, the period before, or the same period of last
year."""


def separates_words(language: Language) -> bool:
    """Whether a language writes blanks between its words, so that a text is compared word by word."""
    match language:
        case "zh-CN":
            return False
        case "en":
            return True
        case _:
            assert_never(language)


def one_and_others() -> PluralForms:
    """The forms of words in the engine's own sentences."""
    return ONE_AND_OTHERS


class Messages:
    """The catalogue of one language: call it with a key and the values of its placeholders.

    Args:
        language: that of the engine.
        texts: the sentences by their keys.
        compared: decides what ``{last_period}`` and the other words of ``[period_words]`` are in the sentences.
        own: the engine's texts where ``texts`` has a translation, which may lack some: the words for periods in a
            sentence of these are the engine's, too, and so are the forms of a word that goes with a number.
        plural: gives the forms of such a word in the translation.
    """

    def __init__(
        self,
        language: str,
        texts: Mapping[str, str],
        compared: Compared = "previous",
        own: Mapping[str, str] | None = None,
        plural: Callable[[], PluralForms] = one_and_others,
    ) -> None:
        self.language = language
        self.texts = texts
        self._compared = compared
        self._own = texts if own is None else own
        self._plural = plural

    def comparing(self, compared: Compared) -> Messages:
        """The same catalogue, for reports that are compared otherwise than with last year's."""
        return Messages(self.language, self.texts, compared, self._own, self._plural)

    def saying(self, texts: Mapping[str, str]) -> Messages:
        """The same catalogue with other texts for some keys; they need not have all placeholders."""
        said = ChainMap(dict(texts), cast("dict[str, str]", self.texts))
        return Messages(self.language, said, self._compared, self._own, self._plural)

    def __call__(self, key: str, **values: object) -> str:
        """The sentence for a key. ``{count:error|errors}`` is the first word for one, the second for any other number;
        other languages have as many forms, in the order, as gettext has for them: ``{count:błąd|błędy|błędów}``.
        ``{share:%}`` is a number in percent. ``{Last_period}`` is ``{last_period}`` at the beginning of a sentence.

        Raises:
            KeyError: there is no such message, or a placeholder has no value. Both are mistakes of the engine.
        """
        return self._filled(key, values, lambda value, forms: self.plural_of(key).chosen(value, forms))

    def in_each_form(self, key: str, **values: object) -> Iterator[str]:
        """The sentence for a key in each of the forms that its numbers may ask for, whatever they are."""
        for position in range(len(self.plural_of(key).examples) if "|" in self.texts[key] else 1):
            yield self._filled(key, values, partial(_form_at, position))

    def plural_of(self, key: str) -> PluralForms:
        """The forms of a word that goes with a number, in the language of the sentence for a key."""
        return one_and_others() if self._is_own(key) else self._plural()

    def _filled(self, key: str, values: Mapping[str, object], choose: _Choice) -> str:
        text = self.texts[key]
        if "|" in text or ":%}" in text:
            values = {name: _Formatted(value, choose, self.percentage) for name, value in values.items()}
        return text.format_map(_Values(values, partial(self._period_word, key)))

    def _is_own(self, key: str) -> bool:
        """Whether the sentence for a key is the engine's, and no translation; one without words is of any language."""
        text = self.texts[key]
        return text == self._own.get(key) and any(map(str.isalpha, _PLACEHOLDER.sub("", text)))

    def number(self, written: str) -> str:
        """A number that is written with a point, as sentences have it: 1,5 in German, where 1.500 is 1500.
        Thousands are not parted.
        """
        return _POINT.sub(self("wording.decimal"), written)

    def percentage(self, written: str) -> str:
        """A written number as a percentage: 40% in English, %40 in Turkish."""
        minus = "-" if written.startswith("-") else ""
        return minus + self("wording.percent", number=written.removeprefix("-"))

    def template(self, key: str) -> str:
        """The text for a key with the placeholders that a formula fills; the words for periods stand in it already."""
        return _PLACEHOLDER.sub(lambda found: self._period_word(key, found[1]) or found[0], self.texts[key])

    def _period_word(self, key: str, name: str) -> str | None:
        """What a word of ``[period_words]`` is for the reports that are compared so; None where there is none.

        In the sentence for a key, where it is the engine's, it is the engine's, too.
        """
        word = (self._own if self._is_own(key) else self.texts).get(f"period_words.{self._compared}.{name.lower()}")
        return word if word is None or name[0].islower() else word[0].upper() + word[1:]


class _Values(dict[str, object]):
    """The values of placeholders, and the words for periods."""

    def __init__(self, values: Mapping[str, object], period_word: Callable[[str], str | None]) -> None:
        super().__init__(values)
        self._period_word = period_word

    def __missing__(self, name: str) -> str:
        word = self._period_word(name)
        if word is None:
            raise KeyError(name)
        return word


_Choice = Callable[[object, Sequence[str]], str]
"""Which of the forms of a word goes with a value."""


def _form_at(position: int, _: object, forms: Sequence[str]) -> str:
    return forms[min(position, len(forms) - 1)]


class _Formatted:
    """A value that also chooses the form of a word, ``{count:error|errors}``, or is a percentage, ``{share:%}``."""

    def __init__(self, value: object, choose: _Choice, percentage: Callable[[str], str]) -> None:
        self._value = value
        self._choose = choose
        self._percentage = percentage

    def __format__(self, spec: str) -> str:
        if spec == "%":
            return self._percentage(str(self._value))
        return self._choose(self._value, spec.split("|")) if "|" in spec else format(self._value, spec)


def messages_for(language: str) -> Messages:
    """The catalogue of a language that the engine speaks.

    Args:
        language: ``zh-CN`` or ``en``.

    Raises:
        UnknownNameError: it is another.
    """
    if language not in LANGUAGES:
        allowed = _catalogue(DEFAULT_LANGUAGE)
        raise UnknownNameError(allowed("problem.not_among", found=language, allowed=", ".join(LANGUAGES)))
    return _catalogue(language)


@cache
def _catalogue(language: str) -> Messages:
    return Messages(language, _LazyCatalogue(_written(language, f"{language}.toml")))


@cache
def help_for(language: str) -> Messages:
    """The texts of ``--help`` and of usage errors, by language.

    They stand in a file of their own, so that ``xlsreport --help`` starts fast: it reads no other.

    Raises:
        KeyError: the language is not among LANGUAGES.
    """
    return Messages(language, _parsed(_written(language, f"{language}.help.toml")))


class _LazyCatalogue(Mapping[str, str]):
    """The texts of a catalogue. A TOML table is parsed when one of its texts is first asked for.

    Checking a file needs a tenth of the thousand sentences.
    """

    def __init__(self, written: str) -> None:
        _, *pieces = _HEADING.split(written)
        self._unread: dict[str, str] = {}
        for name, rest in zip(pieces[::2], pieces[1::2], strict=True):
            self._unread[name] = f"{self._unread.get(name, '')}[{name}{rest}"
        self._keys: dict[str, tuple[str, ...]] = dict.fromkeys(self._unread, ())
        self._texts: dict[str, str] = {}

    def _read(self, name: str) -> None:
        written = self._unread.get(name)
        if written is not None:
            texts = _parsed(written)
            self._texts |= texts
            self._keys[name] = tuple(texts)
            self._unread.pop(name, None)  # another thread may have read it at the same time

    def __getitem__(self, key: str) -> str:
        text = self._texts.get(key)  # a workbook asks some ten thousand times
        if text is None:
            self._read(key.partition(".")[0])
            text = self._texts[key]
        return text

    def __iter__(self) -> Iterator[str]:
        for name in self._keys:
            self._read(name)
            yield from self._keys[name]

    def __len__(self) -> int:
        return len(list(iter(self)))


_POINT = re.compile(r"(?<=[0-9])\.(?=[0-9])")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_HEADING = re.compile(r"^\[(\w+)", re.MULTILINE)
"""The first name in the heading of a table."""


def _parsed(written: str) -> dict[str, str]:
    import tomllib  # slow to load; ``--version`` needs no catalogue

    return dict(_flattened(tomllib.loads(written)))


def _written(language: str, file: str) -> str:
    if language not in LANGUAGES:
        raise KeyError(language)
    data = get_data(__package__, file)  # importlib.resources would double the time of the command's start
    if data is None:
        raise FileNotFoundError(file)
    return data.decode("utf-8")


def _flattened(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flattened(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
