"""The styles of a Word file: real styles for headings, title, body and tables, each changeable in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xlsreport.document.content.model import CELL_MARGINS
from xlsreport.document.docx.word_xml import element, half_points, twips
from xlsreport.document.page_styles.page_style import DRAFT_RED, Face, PageStyle
from xlsreport.messages.locales import messages_in, runs_from_right_to_left

STYLED_LEVELS = (1, 2, 3, 4)
DEFAULTS = ("body", "character_default", "table_default")
"""Roles whose style is the default of its kind."""

_ROW_MARGIN = 0.2
"""Above and below the text of a cell, in font sizes; the estimated heights of rows count on it."""
_LINES = ("top", "left", "bottom", "right", "insideH", "insideV")
TABLE_LINE = 1.3
"""Line pitch in a table, in font sizes: 宋体 needs 1.14, its substitutes up to 1.3."""


@dataclass(frozen=True, slots=True)
class StyleName:
    """The kind, id and visible name of a style.

    Word translates the names of its built-in styles; ``is_custom`` marks a style that is not built in.
    """

    kind: str
    id: str
    name: str
    is_custom: bool = False


def style_names(language: str) -> dict[str, StyleName]:
    """The styles of a report by role, with the ids and names that our own styles have."""
    messages = messages_in(language)
    return {
        "body": StyleName("paragraph", "Normal", "Normal"),
        "title": StyleName("paragraph", "Title", "Title"),
        **{f"heading{level}": StyleName("paragraph", f"Heading{level}", f"heading {level}") for level in STYLED_LEVELS},
        "character_default": StyleName("character", "DefaultParagraphFont", "Default Paragraph Font"),
        **{
            f"lead{level}": StyleName("character", f"Heading{level}Char", f"heading {level} Char", is_custom=True)
            for level in STYLED_LEVELS
        },
        "table_default": StyleName("table", "TableNormal", "Normal Table"),
        "table": StyleName("table", "ReportTable", messages("docx.table"), is_custom=True),
        "table_text": StyleName("paragraph", "TableText", messages("docx.table_text"), is_custom=True),
        "caption": StyleName("paragraph", "Caption", "caption"),
        "picture_caption": StyleName("paragraph", "PictureCaption", messages("docx.picture_caption"), is_custom=True),
        "draft": StyleName("paragraph", "Draft", messages("docx.draft"), is_custom=True),
        "header": StyleName("paragraph", "Header", "header"),
        "footer": StyleName("paragraph", "Footer", "footer"),
    }


class OwnStyles:
    """Writes the styles of a page style; ``ids`` are the ids of all roles in the file."""

    def __init__(
        self, page_style: PageStyle, names: Mapping[str, StyleName], ids: Mapping[str, str], language: str
    ) -> None:
        self._page_style, self._names, self._ids, self._language = page_style, names, ids, language

    def style(self, role: str) -> str:
        """One style."""
        name = self._names[role]
        attributes: dict[str, str | float] = {"type": name.kind, "styleId": self._ids[role]}
        attributes |= {"default": 1} if role in DEFAULTS else {}
        attributes |= {"customStyle": 1} if name.is_custom else {}
        return element("style", element("name", val=name.name), self._definition(role), **attributes)

    def _definition(self, role: str) -> str:
        level = int(role[-1]) if role[-1].isdigit() else 0
        match role.rstrip("1234"):
            case "heading":
                return self._heading(level)
            case "lead":
                return self._lead(level)
            case "body":
                return self._body()
            case "title":
                return self._title()
            case "table":
                return self._table()
            case "table_text":
                return self._table_text()
            case "caption":
                return self._centred(self._page_style.body, self._page_style.line_pitch)
            case "picture_caption":
                return self._centred(self._page_style.picture_caption, self._page_style.line_pitch)
            case "draft":
                return self._centred(
                    self._page_style.draft, self._page_style.line_pitch, element("color", val=DRAFT_RED)
                )
            case "header" | "footer":
                return self._margin(role)
        return ""

    def _based(self, following: str = "body") -> str:
        return element("basedOn", val=self._ids["body"]) + element("next", val=self._ids[following])

    def _body(self) -> str:
        page_style = self._page_style
        layout = element(
            "pPr",
            # Widow control would leave some of a page's 22 lines empty.
            element("widowControl", val=0),
            _east_asian_lines() if page_style.grid_characters else _spacing_of_digits(self._language),
            _exactly(page_style.line_pitch, after=page_style.gap_after_paragraph),
            _indent(page_style.indent_characters, page_style.body.size),
            element("jc", val=page_style.alignment),
        )
        grid = _off_the_grid() if page_style.grid_characters else ""
        return element("qFormat") + layout + element("rPr", face_properties(page_style.body, grid))

    def _title(self) -> str:
        layout = element(
            "pPr",
            element("keepNext"),
            element("keepLines"),
            _exactly(self._page_style.title_pitch, after=self._page_style.gap_after_title),
            _indent(0, 0),
            element("jc", val="center"),
        )
        return self._based() + element("qFormat") + layout + element("rPr", face_properties(self._page_style.title))

    def _heading(self, level: int) -> str:
        page_style, face = self._page_style, self._page_style.headings[level - 1]
        layout = element(
            "pPr",
            element("keepNext"),
            element("keepLines"),
            _exactly(page_style.line_pitch, before=page_style.gap_before_heading, after=page_style.gap_after_paragraph),
            _indent(page_style.heading_indent_characters, face.size),
            element("outlineLvl", val=level - 1),
        )
        linked = element("link", val=self._ids[f"lead{level}"])
        letters = element("rPr", face_properties(face))
        return self._based() + linked + element("qFormat") + layout + letters

    def _lead(self, level: int) -> str:
        """The character style of a run-in heading."""
        linked = element("basedOn", val=self._ids["character_default"]) + element(
            "link", val=self._ids[f"heading{level}"]
        )
        return linked + element("rPr", face_properties(self._page_style.headings[level - 1]))

    def _table(self) -> str:
        lines = (element(side, val="single", sz=4, space=0, color="000000") for side in _LINES)
        margins = cell_margins(self._page_style.table.size)
        layout = element("tblPr", element("jc", val="center"), element("tblBorders", *lines), margins)
        return element("basedOn", val=self._ids["table_default"]) + element("qFormat") + layout

    def _table_text(self) -> str:
        page_style = self._page_style
        layout = element(
            "pPr",
            element("snapToGrid", val=0),  # the grid has the line pitch of the body
            _exactly(page_style.table.size * TABLE_LINE),
            _indent(0, 0),
            element("jc", val="center"),
        )
        letters = element("rPr", face_properties(page_style.table, _off_the_grid()))
        return self._based("table_text") + element("qFormat") + layout + letters

    def _centred(self, face: Face, pitch: float, *between: str) -> str:
        layout = element("pPr", element("keepNext"), _exactly(pitch), _indent(0, 0), element("jc", val="center"))
        return self._based() + element("qFormat") + layout + element("rPr", face_properties(face, *between))

    def _margin(self, role: str) -> str:
        layout = element("pPr", element("snapToGrid", val=0), _exactly(18), _indent(0, 0), element("jc", val="left"))
        letters = element("rPr", face_properties(self._page_style.page_number, _off_the_grid()))
        return self._based(role) + layout + letters


def defaults(page_style: PageStyle, language: str) -> str:
    """The document defaults."""
    letters = element("rPr", face_properties(page_style.body), language_of(language))
    return element("docDefaults", element("rPrDefault", letters), element("pPrDefault"))


def language_of(language: str) -> str:
    """The run property for the language of a text."""
    # `val` is for Latin letters and digits: as Chinese, numbers would be broken between two digits.
    latin = "en-US" if language.startswith("zh") else language
    complex_script = language if runs_from_right_to_left(language) else "ar-SA"
    return element("lang", val=latin, eastAsia=language, bidi=complex_script)


def cell_margins(font_size: float) -> str:
    """The table property for cell margins, given the size of the table's text in points."""
    beside, above = twips(CELL_MARGINS / 2), twips(font_size * _ROW_MARGIN)
    margins = {"top": above, "left": beside, "bottom": above, "right": beside}
    return element("tblCellMar", *(element(side, w=width, type="dxa") for side, width in margins.items()))


def face_properties(face: Face, *between: str) -> str:
    """The run properties of a face; ``between`` are properties that the schema wants before the width."""
    fonts = element("rFonts", ascii=face.latin, hAnsi=face.latin, eastAsia=face.east_asian, cs=face.latin)
    weight = element("b") if face.bold else ""
    width = "" if face.width == 100 else element("w", val=face.width)
    return "".join((fonts, weight, *between, width, size_properties(face.size)))


def size_properties(size: float) -> str:
    """The run properties of a font size."""
    return f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>'


def _east_asian_lines() -> str:
    """Paragraph properties for Chinese lines of 28 characters within the type area.

    Punctuation that may not begin or end a line does not (GB/T 15834-2011, 5.1), and does not hang in the margin. No
    space is added between Chinese and digits, where Word would put a quarter of a character. Lines end at the edge of
    the type area, not at that of the grid.
    """
    return "".join(
        (
            element("kinsoku", val=1),
            element("overflowPunct", val=0),
            element("autoSpaceDE", val=0),
            element("autoSpaceDN", val=0),
            element("adjustRightInd", val=0),
            element("snapToGrid", val=0),
        )
    )


def _spacing_of_digits(language: str) -> str:
    """Paragraph properties: Word would part Korean letters from digits, as in 2024 년; blanks part words."""
    return element("autoSpaceDE", val=0) + element("autoSpaceDN", val=0) if language.partition("-")[0] == "ko" else ""


def _off_the_grid() -> str:
    return element("snapToGrid", val=0)


def _exactly(line: float, *, before: float = 0, after: float = 0) -> str:
    return element("spacing", before=twips(before), after=twips(after), line=twips(line), lineRule="exact")


def _indent(characters: int, size: float) -> str:
    """An indent of the first line; the length is for programs that do not know indents in characters."""
    return element("ind", firstLineChars=characters * 100, firstLine=twips(characters * size))
