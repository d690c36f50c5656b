"""Writes a tree of keys and values as YAML, so that reading it gives the same values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from xlsreport.definition.yaml_source.yaml_tree import Node


def yaml_text(tree: Node) -> str:
    """A finite tree as YAML, without its comments and with every reference filled in.

    Texts stand in quotation marks, and words that may be numbers stand as they were written.
    """
    written: str = yaml.emit(_events(tree), allow_unicode=True, width=100_000)
    return written


def _events(tree: Node) -> Iterator[Any]:
    yield StreamStartEvent()
    yield DocumentStartEvent(explicit=False)
    yield from _node(tree)
    yield DocumentEndEvent(explicit=False)
    yield StreamEndEvent()


def _node(node: Node) -> Iterator[Any]:
    if isinstance(node.value, dict):
        yield MappingStartEvent(None, None, True, flow_style=not node.value)
        for key, pair in node.value.items():
            yield _scalar(key, is_word=key.replace("_", "").isalnum())
            yield from _node(pair.value)
        yield MappingEndEvent()
    elif isinstance(node.value, list):
        yield SequenceStartEvent(None, None, True, flow_style=not node.value)
        for item in node.value:
            yield from _node(item)
        yield SequenceEndEvent()
    else:
        yield _scalar(node.value, is_word=node.is_word)


def _scalar(text: str, *, is_word: bool) -> ScalarEvent:
    return ScalarEvent(None, None, (is_word, not is_word), text, style=None if is_word else '"')
