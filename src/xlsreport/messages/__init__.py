"""Every sentence that the engine itself says, one catalogue per language; and apart from it the words of ``--help``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pkgutil import get_data
from typing import Any

LANGUAGES = ("zh-CN", "en")
DEFAULT_LANGUAGE = "zh-CN"


class Messages:
    """The catalogue of one language: call it with a key and the values of its placeholders."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self.texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """The sentence for a key.

        Raises:
            KeyError: there is no such message, or a placeholder has no value. Both are mistakes of the engine.
        """
        return self.texts[key].format_map(values)


@cache
def messages_for(language: str) -> Messages:
    """The catalogue of a language that the engine speaks.

    Raises:
        KeyError: the language is not among LANGUAGES.
    """
    return _catalogue(language, f"{language}.toml")


@cache
def help_for(language: str) -> Messages:
    """What the command says about itself and about mistakes in using it, by language.

    It is a file of its own since ``xlsreport --help`` is to start as fast as Python does, and reads nothing else.

    Raises:
        KeyError: the language is not among LANGUAGES.
    """
    return _catalogue(language, f"{language}.help.toml")


def _catalogue(language: str, file: str) -> Messages:
    if language not in LANGUAGES:
        raise KeyError(language)
    import tomllib  # not to say which version this is

    data = get_data(__package__, file)  # importlib.resources would double the time of the command's start
    if data is None:
        raise FileNotFoundError(file)
    return Messages(language, dict(_flat(tomllib.loads(data.decode("utf-8")))))


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
