"""WordprocessingML in small pieces: elements, runs of text and paragraphs."""

from __future__ import annotations

from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement

from xlsreport.definition.characters import writable

Element = BaseOxmlElement


def twips(points: float) -> int:
    """A length in points as Word counts it, in twentieths."""
    return round(points * 20)


def half_points(points: float) -> int:
    """A font size in points as Word counts it."""
    return round(points * 2)


def clean(text: str) -> str:
    """The text without the characters that an XML file cannot hold."""
    return writable(text.replace("\r\n", "\n").replace("\r", "\n"))


def element(tag: str, *children: Element, **attributes: str | float) -> Element:
    """An element of the main namespace: ``element("jc", val="center")`` is ``<w:jc w:val="center"/>``."""
    made = cast(Element, OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def run(text: str, hint: str, *properties: Element) -> Element:
    """A run of text; line breaks and tabs become Word's own. ``properties`` are in the schema's order."""
    made = cast(CT_R, element("r", element("rPr", *_hinted(hint, properties))))
    made.text = clean(text)
    return made


def field(instruction: str, hint: str) -> list[Element]:
    """Runs that Word computes, such as the page number; every part in a run of its own, as Word writes it."""
    parts = (
        element("fldChar", fldCharType="begin"),
        _instruction(instruction),
        element("fldChar", fldCharType="separate"),
        _text("1"),
        element("fldChar", fldCharType="end"),
    )
    return [element("r", element("rPr", element("rFonts", hint=hint)), part) for part in parts]


def paragraph(style: str, *runs: Element, properties: tuple[Element, ...] = ()) -> Element:
    """A paragraph in a style; ``properties`` are its own, in the order of the schema."""
    return element("p", element("pPr", element("pStyle", val=style), *properties), *runs)


def _hinted(hint: str, properties: tuple[Element, ...]) -> list[Element]:
    """The schema wants a run's style before its fonts, and everything else after."""
    styles = [item for item in properties if item.tag == qn("w:rStyle")]
    others = [item for item in properties if item.tag != qn("w:rStyle")]
    return [*styles, element("rFonts", hint=hint), *others]


def _instruction(text: str) -> Element:
    made = element("instrText")
    made.set(qn("xml:space"), "preserve")
    made.text = f" {text} "
    return made


def _text(text: str) -> Element:
    made = element("t")
    made.text = text
    return made
