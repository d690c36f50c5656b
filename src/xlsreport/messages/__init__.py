"""Every sentence that the engine itself says, one catalogue per language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
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
    if language not in LANGUAGES:
        raise KeyError(language)
    text = files(__package__).joinpath(f"{language}.toml").read_text(encoding="utf-8")
    return Messages(language, dict(_flat(tomllib.loads(text))))


def _flat(tree: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in tree.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value
