"""A report as data for the typesetter's template: every word, face and measure, and nothing that it could obey."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from xlsreport.document.house import AFTER_TABLE, BETWEEN_TABLES, DRAFT_RED, Face, house_style, points
from xlsreport.document.keeping import Keeping, keeping_of
from xlsreport.document.model import CELL_MARGINS, Document, Heading, Line, Paragraph, Part, Picture, Table
from xlsreport.document.pdf.fonts import font_names, font_weight
from xlsreport.document.pdf.tables import table_data
from xlsreport.document.pdf.texts import flowing, lines, printed

Data = Mapping[str, Any]

_DASH = 0.3
"""Of the em, above the baseline: the dashes beside the page number, 0.24 in Times New Roman, 0.38 in Chinese fonts."""
_FINE = 100
"""Parts of a point; rounded up, the last character of a line would have no room in it."""


def report_data(document: Document) -> Data:
    """Everything that the template prints."""
    return _Contents(document).data()


class _Contents:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._house = house_style(document.layout)
        self._chinese = document.language.startswith("zh")
        self._width = points(self._house.page.type_width)
        self._tables = 0

    def data(self) -> Data:
        document, title = self._document, self._house.title
        language, _, region = document.language.partition("-")
        name = printed(document.title).strip() or printed(document.agency).strip() or "-"
        author = printed(document.agency).strip()
        return {
            "lang": language,
            "region": region or None,
            "title": name,
            "author": [author] if author else [],
            "title_lines": [line for text in document.title_lines for line in lines(text, self._width, title.size)],
            "draft": None if document.draft is None else self._lines(document.draft, self._house.draft),
            "house": self._house_data(),
            "parts": list(self._parts()),
        }

    def _house_data(self) -> Data:
        house, page = self._house, self._house.page
        return {
            "paper_width": points(page.width),
            "paper_height": points(page.height),
            "top": points(page.top),
            "right": points(page.right),
            "bottom": points(page.bottom),
            "left": points(page.left),
            "type_width": self._width,
            "number_below": points(page.number_below),
            "draft_below": points(page.draft_below),
            "line_pitch": house.line_pitch,
            "title_pitch": house.title_pitch,
            "on_grid": house.grid_characters > 0,
            "lines": int(points(page.type_height) / house.line_pitch),
            "character": self._character(house.body),
            "indent": house.indent_characters * self._character(house.body),
            "heading_indent": house.heading_indent_characters * self._character(house.body),
            "gap_before_heading": house.gap_before_heading,
            "gap_after_paragraph": house.gap_after_paragraph,
            "gap_after_title": house.gap_after_title,
            "justify": house.alignment == "both",
            "cell_inset": CELL_MARGINS / 2,
            **self._faces(),
        }

    def _faces(self) -> Data:
        house = self._house
        return {
            "title": self._face(house.title),
            "body": self._face(house.body),
            "headings": [self._face(face) for face in house.headings],
            "table": self._face(house.table),
            "picture_caption": self._face(house.picture_caption),
            "page_number": {**self._face(house.page_number), "dash": _DASH},
            "draft": {**self._face(house.draft), "color": f"#{DRAFT_RED}"},
        }

    def _face(self, face: Face) -> Data:
        return {
            "font": font_names(face, chinese=self._chinese),
            "weight": font_weight(face),
            "size": face.size,
            "tracking": self._character(face) - face.size,
        }

    def _character(self, face: Face) -> float:
        """How far apart characters stand: so that as many fill a line as the narrowed face has in it."""
        if face.width == 100:
            return face.size
        pitch = self._width / int(self._width / (face.size * face.width / 100))
        return math.floor(pitch * _FINE) / _FINE

    def _lines(self, text: str, face: Face) -> list[list[str]]:
        return lines(text, self._width, face.size)

    def _parts(self) -> Iterator[Data]:
        place = 0
        before: Part | None = None
        for part, keeping in zip(self._document.parts, keeping_of(self._document, self._house), strict=True):
            if keeping.new_page:
                yield {"kind": "page"}
            if isinstance(before, Table):
                yield {"kind": "gap", "height": AFTER_TABLE if keeping.after_table else BETWEEN_TABLES}
            before = part
            if isinstance(part, Heading) and printed(part.text).strip():
                # PDF/UA-1, 7.4.2: levels of headings may not be left out, though an author may number them so.
                place = min(part.level, place + 1)
                face = self._house.headings[part.level - 1]
                yield {"kind": "heading", "level": part.level, "place": place, "text": self._lines(part.text, face)}
            else:
                yield from self._part(part, keeping)

    def _part(self, part: Part, keeping: Keeping) -> Iterator[Data]:
        body = self._house.body
        match part:
            case Paragraph():
                yield {"kind": "paragraph", "runs": list(self._runs(part)), **_kept(keeping)}
            case Line(text, from_right) if printed(text).strip():
                yield {"kind": "line", "text": self._lines(text, body), "from_right": from_right, **_kept(keeping)}
            case Line() | Heading():
                yield {"kind": "blank", **_kept(keeping)}
            case Table():
                if part.title is not None:
                    yield {"kind": "table-title", "text": self._lines(part.title, body)}
                self._tables += 1
                yield {"room": keeping.paging.room, **table_data(part, self._house, self._tables)}
            case Picture():
                yield self._picture(part)

    def _runs(self, part: Paragraph) -> Iterator[Data]:
        """A heading that runs into its text is set in the heading's face, the rest in the body's."""
        lead = part.lead if part.level is not None else 0
        for text, level in ((part.text[:lead], part.level), (part.text[lead:], None)):
            if text or not part.text:
                yield {"text": flowing(text, self._width, self._house.body.size), "level": level}

    def _picture(self, part: Picture) -> Data:
        scale = min(1.0, self._width / part.width)
        return {
            "kind": "picture",
            "svg": part.svg,
            "alternative": printed(part.alternative) or printed(part.caption),
            "caption": self._lines(part.caption, self._house.picture_caption),
            "width": part.width * scale,
            "height": part.height * scale,
        }


def _kept(keeping: Keeping) -> Data:
    return {"together": keeping.together, "with_next": keeping.with_next}
