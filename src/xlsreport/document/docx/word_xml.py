"""Builds WordprocessingML as strings: elements, runs and paragraphs.

A report has thousands of elements; an object for each would take ten times as long as everything else.
"""

from __future__ import annotations

from xlsreport.definition.characters import writable

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

KEPT_WITH_NEXT = "<w:keepNext/>"
"""The paragraph property that keeps a paragraph on the page of the next. Headings and captions have it themselves,
since an office's own styles may lack it."""

ON_A_NEW_PAGE = "<w:pageBreakBefore/>"
"""The property of a paragraph that begins a page."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_IN_ATTRIBUTE = str.maketrans({"\n": "&#10;", "\t": "&#9;"})
"""White space that parsers would normalise to a blank."""


def twips(points: float) -> int:
    """Convert points to twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Convert a font size to half points."""
    return round(points * 2)


def cleaned_text(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return writable(text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped_text(text: str) -> str:
    """The text escaped for XML content."""
    return cleaned_text(text).translate(_ESCAPES)


def attribute_text(text: str) -> str:
    """The text escaped for an XML attribute."""
    return escaped_text(text).translate(_IN_ATTRIBUTE)


def element(tag: str, *content: str, **attributes: str | float) -> str:
    """An element of the main namespace: ``element("jc", val="center")`` is ``<w:jc w:val="center"/>``.

    ``content`` is XML; ``attributes`` are plain text.
    """
    start = "".join((f"<w:{tag}", *(f' w:{name}="{attribute_text(str(value))}"' for name, value in attributes.items())))
    return f"{start}>{''.join(content)}</w:{tag}>" if content else f"{start}/>"


def text_run(text: str, properties: str = "") -> str:
    """A run of text; line breaks and tabs become Word's own. ``properties`` are in the schema's order."""
    return f"<w:r><w:rPr>{properties}</w:rPr>{_text(escaped_text(text))}</w:r>"


def field(instruction: str, properties: str) -> str:
    """The runs of a field such as the page number; each part is a run of its own, as Word writes it."""
    parts = (
        element("fldChar", fldCharType="begin"),
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        element("fldChar", fldCharType="separate"),
        _text("1"),
        element("fldChar", fldCharType="end"),
    )
    return "".join(f"<w:r><w:rPr>{properties}</w:rPr>{part}</w:r>" for part in parts)


def paragraph(style: str, content: str = "", properties: str = "") -> str:
    """A paragraph in a style, by its id; ``properties`` are its own, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def _text(escaped_text: str) -> str:
    breaks = escaped_text.replace("\n", "</w:t><w:br/><w:t>").replace("\t", "</w:t><w:tab/><w:t>")
    return f"<w:t>{breaks}</w:t>".replace("<w:t></w:t>", "").replace("<w:t>", '<w:t xml:space="preserve">')
