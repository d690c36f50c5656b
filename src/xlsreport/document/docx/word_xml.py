"""WordprocessingML as text, in small pieces: elements, runs and paragraphs.

Text, because a report has thousands of elements and making an object of each takes ten times as long as all the rest.
"""

from __future__ import annotations

from xlsreport.definition.characters import writable

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

KEPT_WITH_NEXT = "<w:keepNext/>"
"""The property of a paragraph that stands on the page of the next; said of headings and captions themselves, since an
office's own styles may not say it."""

ON_A_NEW_PAGE = "<w:pageBreakBefore/>"
"""The property of a paragraph that begins a page."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_IN_ATTRIBUTE = str.maketrans({"\n": "&#10;", "\t": "&#9;"})
"""What a reader would take for a blank."""


def twips(points: float) -> int:
    """A length in points as Word counts it, in twentieths."""
    return round(points * 20)


def half_points(points: float) -> int:
    """A font size in points as Word counts it."""
    return round(points * 2)


def cleaned_text(text: str) -> str:
    """The text without the characters that an XML file cannot hold."""
    return writable(text.replace("\r\n", "\n").replace("\r", "\n"))


def escaped_text(text: str) -> str:
    """The text as it stands in XML, between tags."""
    return cleaned_text(text).translate(_ESCAPES)


def attribute_text(text: str) -> str:
    """The text as it stands in XML, in an attribute."""
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
    """Runs that Word computes, such as the page number; every part in a run of its own, as Word writes it."""
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
