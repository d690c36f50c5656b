"""Letters that look like others: radicals in place of Chinese words, raised digits behind a figure.

The fonts in many PDFs have one drawing for ⼀, a radical of dictionaries (U+2F00), and 一, the numeral (U+4E00), and
the file names the first. Whoever copies from such a file carries them into web pages and Word files.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from xlsreport.published.publication.publication import Block, Paragraph, Publication

_SUPPLEMENT = dict(
    zip(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
"""Of the block CJK Radicals Supplement those that are words by themselves ([Unicode] EquivalentUnifiedIdeograph)."""
_LETTER = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
"""That block, Kangxi Radicals, and CJK Compatibility Ideographs, which have their own place for old encodings only."""


_RAISED = re.compile("(?<=[0-9\u3400-\u9fff)）])[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾]+")
"""Raised digits behind a figure, a Chinese word or a bracket; behind a Latin letter they belong to a unit (m²)."""
_TEN = re.compile(r"(?<![0-9.,])10\Z")


def with_unified_letters(publication: Publication) -> Publication:
    """The publication with the letters that its words are written with."""
    blocks = tuple(map(_unified_block, publication.blocks))
    return replace(publication, blocks=blocks, title=unified(publication.title))


def _unified_block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=unified(block.text)) if _is_odd(block.text) else block
    if not any(_is_odd(cell.text) for cell in block.cells):
        return block
    return replace(block, cells=tuple(replace(cell, text=unified(cell.text)) for cell in block.cells))


def unified(text: str) -> str:
    """A text in which radicals that stand for words are those words, and the mark of a footnote stands in brackets.

    As a raised digit the mark would become one of the number before it. Behind a 10 it may be an exponent, and stays.
    """
    text = _RAISED.sub(_marked, text)
    return _LETTER.sub(lambda found: _SUPPLEMENT.get(found[0]) or unicodedata.normalize("NFKC", found[0]), text)


def _marked(found: re.Match[str]) -> str:
    if _TEN.search(found.string[: found.start()]):
        return found[0]
    return f"[{unicodedata.normalize('NFKC', found[0]).strip('()')}]"


def _is_odd(text: str) -> bool:
    return _LETTER.search(text) is not None or _RAISED.search(text) is not None
