"""Mutations of the XML of parts, without regard to what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from lxml import etree

from fuzz.archive import Member
from fuzz.bases import Base
from fuzz.by_bytes import read_part
from fuzz.by_members import Change

Node = Callable[[list[etree._Element], Random], None]
"""Changes one of the elements of a part."""

_NUMBERS = (
    "0",
    "-0",
    "-1",
    "1",
    "3",
    "99",
    "1E3",
    "1e400",
    "NaN",
    "INF",
    "0x1F",
    " 7 ",
    "1,5",
    "１２",
    "",
    "4294967296",
)
_TYPES = ("s", "n", "b", "e", "str", "inlineStr", "d", "x", "")
_WORDS = (
    "A1",
    "B5",
    "C5",
    "XFD1048576",
    "A0",
    "a1",
    "$A$1",
    "B",
    "5",
    "visible",
    "hidden",
    "true",
    "rId1",
    "rId3",
    "一、概述",
)


def _attributed(elements: list[etree._Element], draw: Random) -> etree._Element | None:
    return next((one for one in draw.choices(elements, k=9) if one.attrib), None)


def delete(elements: list[etree._Element], draw: Random) -> None:
    """An element is missing, with all that is in it."""
    one = draw.choice(elements)
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)


def double(elements: list[etree._Element], draw: Random) -> None:
    """An element is there twice."""
    one = draw.choice(elements)
    if one.getparent() is not None:
        one.addnext(_copy(one))


def move(elements: list[etree._Element], draw: Random) -> None:
    """An element stands in another, or a copy of it does."""
    one, home = draw.sample(elements, 2) if len(elements) > 1 else (elements[0], elements[0])
    home.insert(draw.randrange(len(home) + 1), _copy(one))
    parent = one.getparent()
    if parent is not None and draw.random() < 0.7:
        parent.remove(one)


def swap(elements: list[etree._Element], draw: Random) -> None:
    """Two neighbours have changed places."""
    one = draw.choice(elements)
    other = one.getnext()
    if other is not None:
        other.addnext(one)


def set_attribute(elements: list[etree._Element], draw: Random) -> None:
    """An attribute has another value: of the same name elsewhere, or an odd one."""
    one = _attributed(elements, draw)
    if one is None:
        return
    name = draw.choice(one.keys())
    elsewhere = [value for other in draw.choices(elements, k=20) if (value := other.get(name)) is not None]
    odd = (*_NUMBERS, *_TYPES, *_WORDS)
    one.set(name, draw.choice(elsewhere) if elsewhere and draw.random() < 0.5 else draw.choice(odd))


def drop_attribute(elements: list[etree._Element], draw: Random) -> None:
    """An attribute is missing."""
    one = _attributed(elements, draw)
    if one is not None:
        del one.attrib[draw.choice(one.keys())]


def add_attribute(elements: list[etree._Element], draw: Random) -> None:
    """There is one more attribute, such as mean something in a sheet."""
    name, values = draw.choice(
        (("t", _TYPES), ("r", _WORDS), ("s", _NUMBERS), ("hidden", ("1",)), ("state", ("hidden",)))
    )
    draw.choice(elements).set(name, draw.choice(values))


def set_text(elements: list[etree._Element], draw: Random) -> None:
    """An element holds another text."""
    one = next((one for one in draw.choices(elements, k=9) if one.text), elements[0])
    one.text = draw.choice((*_NUMBERS, "是", "无", "12件", "=1+1", "\u202e7", "_x0031_", "x" * 40_000, "  "))


def rename(elements: list[etree._Element], draw: Random) -> None:
    """An element is of another kind, or of another vocabulary."""
    one = draw.choice(elements)
    tag = etree.QName(draw.choice(elements) if draw.random() < 0.5 else one).localname
    one.tag = draw.choice(
        (tag, f"{{http://purl.oclc.org/ooxml/spreadsheetml/main}}{tag}", f"{{{etree.QName(one).namespace}}}{tag}")
    )


def comment(elements: list[etree._Element], draw: Random) -> None:
    """A comment or an instruction stands in between."""
    draw.choice(elements).insert(0, etree.Comment("7") if draw.random() < 0.5 else etree.PI("xml-x", "7"))


def split_text(elements: list[etree._Element], draw: Random) -> None:
    """A text is interrupted by a comment, which changes nothing."""
    one = next((one for one in draw.choices(elements, k=9) if one.text and len(one.text) > 1), None)
    if one is not None and one.text is not None:
        note = etree.Comment("9")
        note.tail, one.text = one.text[1:], one.text[:1]
        one.insert(0, note)


def _copy(element: etree._Element) -> etree._Element:
    copy = etree.fromstring(etree.tostring(element, with_tail=False))
    assert isinstance(copy, etree._Element)
    return copy


def _in_a_part(change: Node) -> Change:
    def changed(base: Base, members: list[Member], draw: Random) -> None:
        member = read_part(base, members, draw)
        try:
            root = etree.fromstring(member.content) if member else None
        except etree.XMLSyntaxError:
            return  # an earlier mutation broke it
        if member is not None and root is not None:
            elements = [one for one in root.iter() if isinstance(one.tag, str)]
            change(elements, draw)
            member.content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return changed


_NODES: Mapping[str, Node] = {
    "delete": delete,
    "double": double,
    "move": move,
    "swap": swap,
    "set-attribute": set_attribute,
    "drop-attribute": drop_attribute,
    "add-attribute": add_attribute,
    "set-text": set_text,
    "rename": rename,
    "comment": comment,
    "split-text": split_text,
}
NODES: Mapping[str, Change] = {f"node-{name}": _in_a_part(change) for name, change in _NODES.items()}
