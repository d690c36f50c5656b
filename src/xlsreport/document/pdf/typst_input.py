"""A document as input for the Typst template: texts, faces and measures as data, never as code."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from xlsreport.document.content.model import (
    CELL_MARGINS,
    Document,
    DrawnPicture,
    Heading,
    LetterLine,
    Paragraph,
    Part,
    PrintedTable,
    TableNote,
)
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.document.page_styles.page_style import (
    AFTER_TABLE,
    BETWEEN_TABLES,
    DRAFT_RED,
    Face,
    Paper,
    points,
)
from xlsreport.document.pagination.page_breaks import PageBreaks, page_breaks_of, title_is_landscape
from xlsreport.document.pdf.pdf_fonts import font_names, font_weight
from xlsreport.document.pdf.typst_table import table_data
from xlsreport.document.pdf.typst_text import flowing, printable_text, typst_lines
from xlsreport.messages.locales import runs_from_right_to_left
from xlsreport.messages.text_direction import stays_from_left

Data = Mapping[str, Any]

_DASH = 0.3
"""Height of the dashes beside the page number in ems: 0.24 in Times New Roman, 0.38 in Chinese fonts."""
_FINE = 100
"""Fractions of a point to round down to; rounded up, the last character of a line would not fit."""


def report_data(document: Document) -> Data:
    """Everything that the template needs."""
    return _Contents(document).data()


_REGION = 2
"""Letters of a region; a script such as Hant has more."""


class _Contents:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._page_style = page_style_named(document.page_style)
        self._breaks = page_breaks_of(document, self._page_style)
        self._chinese = document.language.startswith("zh")
        self._width = self._page_style.type_width
        self._tables = 0
        self._level = 0

    def data(self) -> Data:
        document, title = self._document, self._page_style.title
        language, *others = document.language.split("-")
        region = next((part for part in others if len(part) <= _REGION and part.isupper()), "")
        name = printable_text(document.title).strip() or printable_text(document.agency).strip() or "-"
        author = printable_text(document.agency).strip()
        return {
            "lang": language,
            "region": region or None,
            "from_right": runs_from_right_to_left(document.language),
            "title": name,
            "author": [author] if author else [],
            "title_lines": [
                line for text in document.title_lines for line in typst_lines(text, self._width, title.size)
            ],
            "draft": None if document.draft is None else self._lines(document.draft, self._page_style.draft),
            "page_style": self._page_style_data(),
            "title_is_landscape": title_is_landscape(self._breaks),
            "pages": list(self._pages()),
        }

    def _page_style_data(self) -> Data:
        page_style, page = self._page_style, self._page_style.page
        return {
            "upright": _paper_data(page),
            "across": _paper_data(page.turned),
            "type_width": self._width,
            "number_below": points(page.number_below),
            "draft_below": points(page.draft_below),
            "line_pitch": page_style.line_pitch,
            "title_pitch": page_style.title_pitch,
            "on_grid": page_style.grid_characters > 0,
            "lines": int(points(page.type_height) / page_style.line_pitch),
            "character": self._character(page_style.body),
            "indent": page_style.indent_characters * self._character(page_style.body),
            "heading_indent": page_style.heading_indent_characters * self._character(page_style.body),
            "gap_before_heading": page_style.gap_before_heading,
            "gap_after_paragraph": page_style.gap_after_paragraph,
            "gap_after_title": page_style.gap_after_title,
            "justify": page_style.alignment == "both",
            "cell_inset": CELL_MARGINS / 2,
            **self._faces(),
        }

    def _faces(self) -> Data:
        page_style = self._page_style
        return {
            "title": self._face(page_style.title),
            "body": self._face(page_style.body),
            "headings": [self._face(face) for face in page_style.headings],
            "table": self._face(page_style.table),
            "picture_caption": self._face(page_style.picture_caption),
            "page_number": {
                **self._face(page_style.page_number),
                "dash": _DASH,
                "dashes": list(page_style.number_dashes),
                "place": page_style.number_place,
            },
            "draft": {**self._face(page_style.draft), "color": f"#{DRAFT_RED}"},
        }

    def _face(self, face: Face) -> Data:
        return {
            "font": font_names(face, chinese=self._chinese),
            "weight": font_weight(face),
            "size": face.size,
            "tracking": self._character(face) - face.size,
        }

    def _character(self, face: Face) -> float:
        """The character pitch, chosen so that a line holds as many characters as with the narrowed face."""
        if face.width == 100:
            return face.size
        pitch = self._width / int(self._width / (face.size * face.width / 100))
        return math.floor(pitch * _FINE) / _FINE

    def _lines(self, text: str, face: Face) -> list[list[str]]:
        return typst_lines(text, self._width, face.size)

    def _pages(self) -> Iterator[Data]:
        """The parts, in runs that stand upright or across the page."""
        parts = zip(self._breaks, self._parts(), strict=True)
        for landscape, run in groupby(parts, key=lambda one: one[0].landscape):
            data = [one for _, several in run for one in several]
            # A run across the page begins one by itself; Typst leaves an empty page where a page break begins it.
            yield {"landscape": landscape, "parts": data[landscape and data[0]["kind"] == "page" :]}

    def _parts(self) -> Iterator[list[Data]]:
        """What each part of the document gives."""
        before: Part | None = None
        for part, breaks in zip(self._document.parts, self._breaks, strict=True):
            yield list(self._with_breaks(part, breaks, before))
            before = part

    def _with_breaks(self, part: Part, breaks: PageBreaks, before: Part | None) -> Iterator[Data]:
        if breaks.new_page:
            yield {"kind": "page"}
        if isinstance(before, PrintedTable) or (isinstance(before, TableNote) and not isinstance(part, TableNote)):
            yield {"kind": "gap", "height": AFTER_TABLE if breaks.after_table else BETWEEN_TABLES}
        if isinstance(part, Heading) and printable_text(part.text).strip():
            # PDF/UA-1, 7.4.2: heading levels must not be skipped, though an author's numbering may skip them.
            self._level = min(part.level, self._level + 1)
            face = self._page_style.headings[part.level - 1]
            yield {"kind": "heading", "level": part.level, "place": self._level, "text": self._lines(part.text, face)}
        else:
            yield from self._part(part, breaks)

    def _part(self, part: Part, breaks: PageBreaks) -> Iterator[Data]:
        body = self._page_style.body
        match part:
            case Paragraph():
                yield {"kind": "paragraph", "runs": list(self._runs(part)), **self._side(part.text), **_kept(breaks)}
            case LetterLine(text, from_right) if printable_text(text).strip():
                lines = self._lines(text, body)
                yield {"kind": "line", "text": lines, "from_right": from_right, **self._side(text), **_kept(breaks)}
            case LetterLine() | Heading():
                yield {"kind": "blank", **_kept(breaks)}
            case TableNote(text, size):
                yield {"kind": "note", "text": flowing(text, self._width, size), "size": size, **self._side(text)}
            case PrintedTable():
                if part.title is not None:
                    yield {"kind": "table-title", "text": self._lines(part.title, body)}
                self._tables += 1
                paging = breaks.paging
                kept = {"room": paging.room, "below": paging.below, "with_next": breaks.with_next, "rows": part.height}
                yield {**kept, **table_data(part, self._page_style, self._tables, self._document.language)}
            case DrawnPicture():
                yield self._picture(part)

    def _side(self, text: str) -> Data:
        return {"from_left": stays_from_left(text, self._document.language)}

    def _runs(self, part: Paragraph) -> Iterator[Data]:
        """The runs of a paragraph; a run-in heading is set in the heading's face."""
        lead = part.lead if part.level is not None else 0
        for text, level in ((part.text[:lead], part.level), (part.text[lead:], None)):
            if text or not part.text:
                yield {"text": flowing(text, self._width, self._page_style.body.size), "level": level}

    def _picture(self, part: DrawnPicture) -> Data:
        scale = min(1.0, self._width / part.width)
        return {
            "kind": "picture",
            "svg": part.svg,
            "alternative": printable_text(part.alternative) or printable_text(part.caption),
            "caption": self._lines(part.caption, self._page_style.picture_caption),
            "width": part.width * scale,
            "height": part.height * scale,
        }


def _paper_data(page: Paper) -> Data:
    margins = {"top": page.top, "right": page.right, "bottom": page.bottom, "left": page.left}
    return {
        "width": points(page.width),
        "height": points(page.height),
        "margins": {side: points(margin) for side, margin in margins.items()},
    }


def _kept(breaks: PageBreaks) -> Data:
    return {"together": breaks.together, "with_next": breaks.with_next}
