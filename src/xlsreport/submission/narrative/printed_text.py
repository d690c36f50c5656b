"""The paragraphs of a report as it prints them: without pasted headings and front matter, which it prints itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from xlsreport.definition.definition import Definition
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.narrative.front_matter import FrontMatterKind, FrontMatterMatcher
from xlsreport.submission.narrative.sanitising import paragraphs_in, sanitised
from xlsreport.submission.narrative.section_headings import SectionHeadings, headings_of

OmissionKind = Literal["heading", "reworded", "contents"] | FrontMatterKind


class OmittedText(NamedTuple):
    """A piece of text that is not printed where it was typed.

    Attributes:
        line: in which line it stands, from 0.
        kind: what it is; a ``reworded`` heading may belong to another section, and is printed all the same.
        section: the section whose heading it is, otherwise the one that it stands in.
        text: as it was typed.
    """

    line: int
    kind: OmissionKind
    section: str
    text: str


class PrintedText(NamedTuple):
    """The lines of a section as they are printed, each at its old index, and what was left out of them."""

    lines: tuple[str, ...] = ()
    left_out: tuple[OmittedText, ...] = ()


class _TypedParagraph(NamedTuple):
    """A paragraph, and in which line it was typed, from 0."""

    line: int
    text: str


def printed_texts(
    definition: Definition,
    names: Mapping[str, str],
    fields: Mapping[str, str],
    texts: Mapping[str, Sequence[str]],
) -> Mapping[str, PrintedText]:
    """What is printed of the texts of a report, by section; arguments as in a submission."""
    headings, front = headings_of(definition), FrontMatterMatcher(definition, names, fields)
    return {section: _SectionText(section, lines, headings, front).printed() for section, lines in texts.items()}


class _SectionText:
    def __init__(
        self, section: str, lines: Sequence[str], headings: SectionHeadings, front: FrontMatterMatcher
    ) -> None:
        self._section, self._lines, self._headings, self._front = section, lines, headings, front
        self._pieces = [
            _TypedParagraph(number, sanitised(text))
            for number, line in enumerate(lines)
            if line
            for piece in paragraphs_in(line)
            if (text := piece.strip()) and not is_blank(text)
        ]
        self._texts = [piece.text for piece in self._pieces]

    def printed(self) -> PrintedText:
        """Everything but what is left out."""
        left_out = dict(self._left_out())
        changed: dict[int, list[str]] = {}
        for number, piece in enumerate(self._pieces):
            rest = left_out[number][1] if number in left_out else piece.text
            changed.setdefault(piece.line, []).extend([rest] if rest else [])
        lines = ("\n".join(changed.get(number, ())) for number in range(len(self._lines)))
        return PrintedText(tuple(lines), tuple(found for found, _ in left_out.values()))

    def _left_out(self) -> Iterator[tuple[int, tuple[OmittedText, str]]]:
        """By the index of a paragraph: what is left out of it, and what remains."""
        at_top, below_title = True, False
        for number, piece in enumerate(self._pieces):
            found = self._heading(number, piece, at_top)
            is_heading = found is not None and found[0].kind in ("heading", "reworded")
            if found is None:
                kind = self._front.kind(self._texts, number, at_top=at_top, below_title=below_title)
                found = None if kind is None else (OmittedText(piece.line, kind, self._section, piece.text), "")
            if found is not None:
                yield number, found
            at_top = at_top and found is not None and not is_heading
            below_title = found is not None and found[0].kind == "title"

    def _heading(self, number: int, piece: _TypedParagraph, at_top: bool) -> tuple[OmittedText, str] | None:
        found = self._headings.recognise(self._section, self._texts, number, at_top=at_top)
        if found is None:
            return None
        kind: OmissionKind = "contents" if found.is_contents else "reworded" if found.rest == piece.text else "heading"
        return OmittedText(piece.line, kind, found.section, found.text), found.rest
