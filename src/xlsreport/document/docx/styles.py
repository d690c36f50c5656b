"""The styles of the document: real headings, title and body, and nothing of the library's template."""

from __future__ import annotations

from docx.oxml.ns import qn

from xlsreport.document.docx.oxml import Element, element, half_points, twips
from xlsreport.document.house import Face, HouseStyle

DRAFT_RED = "C00000"

# The styles that Word does not have; it translates the names of all others.
_OWN = ("TableText", "Draft", *(f"Heading{level}Char" for level in range(1, 5)))


def replace_styles(styles: Element, house: HouseStyle, language: str) -> None:
    """Empty the template's styles and put the report's own in their place."""
    for child in list(styles):
        styles.remove(child)
    styles.append(_defaults(house.body, language))
    styles.extend([_body_style(house), _title_style(house), *_heading_styles(house)])
    styles.extend([_character_default(), _table_default()])
    styles.extend([_table_text_style(house), _table_title_style(house), _draft_style(house)])
    styles.extend([_margin_style("Header", "header", house), _margin_style("Footer", "footer", house)])


def font_table(table: Element, house: HouseStyle) -> None:
    """Name for each font that may be missing the one that stands in for it."""
    for child in list(table):
        table.remove(child)
    for name, fallback in house.fallbacks.items():
        table.append(element("font", element("altName", val=fallback), name=name))


def face_properties(face: Face, *between: Element) -> list[Element]:
    """The run properties that set a face; ``between`` are those that the schema wants before the width."""
    fonts = element("rFonts", ascii=face.latin, hAnsi=face.latin, eastAsia=face.east_asian, cs=face.latin)
    weight = [element("b")] if face.bold else []
    width = [] if face.width == 100 else [element("w", val=face.width)]
    return [fonts, *weight, *between, *width, *size_properties(face.size)]


def size_properties(size: float) -> list[Element]:
    """The run properties that set a size."""
    return [element("sz", val=half_points(size)), element("szCs", val=half_points(size))]


def heading_run_style(level: int) -> str:
    """The character style that sets a heading of this level inside a paragraph."""
    return f"Heading{level}Char"


def _defaults(face: Face, language: str) -> Element:
    # The first is the language of Latin letters and digits: as Chinese, numbers would be broken between two digits.
    latin = "en-US" if language.startswith("zh") else language
    tongue = element("lang", val=latin, eastAsia=language, bidi="ar-SA")
    run = element("rPrDefault", element("rPr", *face_properties(face), tongue))
    return element("docDefaults", run, element("pPrDefault"))


def _style(kind: str, style_id: str, name: str, *content: Element, default: bool = False) -> Element:
    made = element("style", element("name", val=name), *content, type=kind, styleId=style_id)
    if default:
        made.set(qn("w:default"), "1")
    if style_id in _OWN:
        made.set(qn("w:customStyle"), "1")
    return made


def _based(*, following: str = "Normal") -> list[Element]:
    return [element("basedOn", val="Normal"), element("next", val=following)]


def _quick() -> Element:
    return element("qFormat")


def _exactly(line: float, *, before: float = 0, after: float = 0) -> Element:
    return element("spacing", before=twips(before), after=twips(after), line=twips(line), lineRule="exact")


def _indent(characters: int, size: float) -> Element:
    """Word indents by characters of the grid; the length is for programs that know no characters."""
    return element("ind", firstLineChars=characters * 100, firstLine=twips(characters * size))


def _body_style(house: HouseStyle) -> Element:
    layout = element(
        "pPr",
        # A page has its full 22 lines in this style; holding back single lines would leave some empty.
        element("widowControl", val=0),
        _exactly(house.line_pitch, after=house.gap_after_paragraph),
        _indent(house.indent_characters, house.body.size),
        element("jc", val=house.alignment),
    )
    letters = element("rPr", *face_properties(house.body))
    return _style("paragraph", "Normal", "Normal", _quick(), layout, letters, default=True)


def _title_style(house: HouseStyle) -> Element:
    layout = element(
        "pPr",
        element("keepNext"),
        element("keepLines"),
        element("snapToGrid", val=0),
        _exactly(house.title_pitch),
        _indent(0, 0),
        element("jc", val="center"),
    )
    return _style(
        "paragraph",
        "Title",
        "Title",
        *_based(),
        _quick(),
        layout,
        element("rPr", *face_properties(house.title)),
    )


def _heading_styles(house: HouseStyle) -> list[Element]:
    """Each heading as a paragraph style and, for headings that run into the text, as a character style."""
    styles = []
    for level, face in enumerate(house.headings, 1):
        styles += [_heading_style(house, level, face), _heading_run_style(level, face)]
    return styles


def _heading_style(house: HouseStyle, level: int, face: Face) -> Element:
    layout = element(
        "pPr",
        element("keepNext"),
        element("keepLines"),
        _exactly(house.line_pitch, before=house.gap_before_heading, after=house.gap_after_paragraph),
        _indent(house.heading_indent_characters, face.size),
        element("outlineLvl", val=level - 1),
    )
    linked = element("link", val=heading_run_style(level))
    letters = element("rPr", *face_properties(face))
    return _style("paragraph", f"Heading{level}", f"heading {level}", *_based(), linked, _quick(), layout, letters)


def _heading_run_style(level: int, face: Face) -> Element:
    linked = [element("basedOn", val="DefaultParagraphFont"), element("link", val=f"Heading{level}")]
    letters = element("rPr", *face_properties(face))
    return _style("character", heading_run_style(level), f"heading {level} Char", *linked, letters)


def _character_default() -> Element:
    return _style("character", "DefaultParagraphFont", "Default Paragraph Font", default=True)


def _table_default() -> Element:
    return _style("table", "TableNormal", "Normal Table", default=True)


def _table_text_style(house: HouseStyle) -> Element:
    # Off the page's grid: its lines are for the body and would pull a table's rows apart.
    layout = element("pPr", element("snapToGrid", val=0), _exactly(13), _indent(0, 0), element("jc", val="center"))
    letters = element("rPr", *_off_the_grid(house.table))
    return _style("paragraph", "TableText", "Table Text", *_based(following="TableText"), _quick(), layout, letters)


def _table_title_style(house: HouseStyle) -> Element:
    layout = element("pPr", element("keepNext"), _exactly(house.line_pitch), _indent(0, 0), element("jc", val="center"))
    letters = element("rPr", *face_properties(house.body))
    return _style("paragraph", "Caption", "caption", *_based(), _quick(), layout, letters)


def _draft_style(house: HouseStyle) -> Element:
    layout = element("pPr", element("keepNext"), _exactly(house.line_pitch), _indent(0, 0), element("jc", val="center"))
    letters = element("rPr", *face_properties(house.draft, element("color", val=DRAFT_RED)))
    return _style("paragraph", "Draft", "Draft", *_based(), layout, letters)


def _margin_style(style_id: str, name: str, house: HouseStyle) -> Element:
    layout = element("pPr", element("snapToGrid", val=0), _exactly(18), _indent(0, 0), element("jc", val="left"))
    letters = element("rPr", *_off_the_grid(house.page_number))
    return _style("paragraph", style_id, name, *_based(following=style_id), layout, letters)


def _off_the_grid(face: Face) -> list[Element]:
    return face_properties(face, element("snapToGrid", val=0))
