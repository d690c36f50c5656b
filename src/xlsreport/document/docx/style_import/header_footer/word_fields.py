"""Removes all fields of headers and footers except those that count pages.

A field consists of a begin mark, its instruction, a separator, its result and an end mark, spread over runs of one or
several paragraphs. Instruction and result may contain other fields. Text boxes have fields of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

from xlsreport.document.docx.style_import.allow_list.allowed_markup import qualified_name, remove
from xlsreport.document.docx.style_import.header_footer.field_instructions import (
    NESTED,
    REFUSED,
    keyword_of,
    verdict_on,
)

_CHAR, _INSTRUCTION, _TEXT, _RUN = (qualified_name(f"w:{tag}") for tag in ("fldChar", "instrText", "t", "r"))
_PROPERTIES = qualified_name("w:rPr")
_KIND = qualified_name("w:fldCharType")
_WITHIN = tuple(qualified_name(f"w:{tag}") for tag in ("p", "tbl", "tr", "tc"))


@dataclass(slots=True)
class _Field:
    """An open field: where it begins, and its instruction so far."""

    start: int
    instruction: list[str] = field(default_factory=list)
    separated: int | None = None


class _Story:
    """A header, footer or text box: its marks and texts in order, and which of them are removed."""

    def __init__(self, root: etree._Element) -> None:
        self.leaves = list(_leaves(root))
        self.refused: list[str] = []
        self._open: list[_Field] = []
        self._changes = [0] * (len(self.leaves) + 1)

    def clean(self) -> None:
        """Remove the fields that are not kept."""
        for at, leaf in enumerate(self.leaves):
            self._read(at, leaf)
        if self._open:  # a field without an end mark extends to the end of the story
            self._refuse(self._open[0], len(self.leaves) - 1)
        for leaf, depth in zip(self.leaves, accumulate(self._changes), strict=False):
            if depth:
                remove(leaf)

    def _read(self, at: int, leaf: etree._Element) -> None:
        kind = leaf.get(_KIND) if leaf.tag == _CHAR else None
        within = self._open[-1] if self._open else None
        is_instruction = within is not None and within.separated is None
        if kind == "begin":
            self._open.append(_Field(at))
        elif within is not None and kind == "end":
            self._end(self._open.pop(), at)
        elif within is not None and is_instruction and kind == "separate":
            within.separated = at
        elif within is not None and is_instruction and kind is None:
            within.instruction.append(_instruction_text(leaf))
        elif leaf.tag in (_CHAR, _INSTRUCTION):  # a mark or instruction outside any field
            self._drop(at, at)

    def _end(self, ended: _Field, at: int) -> None:
        instruction = "".join(ended.instruction)
        verdict = verdict_on(instruction)
        if verdict == "refused":
            self._refuse(ended, at)
        elif verdict == "words":
            self._drop(ended.start, at if ended.separated is None else ended.separated)
            self._drop(at, at)
        outer = self._open[-1] if self._open else None
        if outer is not None and outer.separated is None:
            outer.instruction.append(NESTED if verdict == "kept" else REFUSED)

    def _refuse(self, refused: _Field, last: int) -> None:
        self.refused.append(keyword_of("".join(refused.instruction)))
        self._drop(refused.start, last)

    def _drop(self, first: int, last: int) -> None:
        self._changes[first] += 1
        self._changes[last + 1] -= 1


def without_other_fields(root: etree._Element) -> list[str]:
    """Remove all fields but page counters from a rebuilt header or footer; returns the names of the removed ones."""
    refused: list[str] = []
    for part in (root, *root.iter(qualified_name("w:txbxContent"))):
        story = _Story(part)
        story.clean()
        refused += story.refused
    for run in list(root.iter(_RUN)):
        if all(leaf.tag == _PROPERTIES for leaf in run):
            remove(run)
    return refused


def _leaves(within: etree._Element) -> Iterator[etree._Element]:
    """The content of a story's runs, without that of its text boxes."""
    for child in within:
        if child.tag == _RUN:
            yield from child
        elif child.tag in _WITHIN:
            yield from _leaves(child)


def _instruction_text(leaf: etree._Element) -> str:
    """The text that an element adds to an instruction; plain text is refused, since programs read it differently."""
    if leaf.tag == _INSTRUCTION:
        return leaf.text or ""
    if leaf.tag == _TEXT:
        return REFUSED if leaf.text else ""
    if leaf.tag == _PROPERTIES:
        return ""
    return " " if leaf.tag in (qualified_name("w:tab"), qualified_name("w:br"), qualified_name("w:cr")) else NESTED
