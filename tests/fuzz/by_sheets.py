"""Mutations of the list of sheets and of what it points to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from lxml import etree

from fuzz.archive import Member
from fuzz.bases import Base
from fuzz.by_members import Change
from support.parts import MAIN

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_NAMES = ("Sheet1", "二、主动公开 ", "二、主动公开（2）", "校验", "_xlsreport", "'", "a'b", "A&B", "", "x" * 40)


def rename(sheets: list[etree._Element], draw: Random) -> None:
    """A sheet has another name."""
    draw.choice(sheets).set("name", draw.choice(_NAMES))


def exchange_names(sheets: list[etree._Element], draw: Random) -> None:
    """Two sheets have each other's names."""
    _exchange(sheets, draw, "name")


def exchange_parts(sheets: list[etree._Element], draw: Random) -> None:
    """Two names lead to each other's parts."""
    _exchange(sheets, draw, _ID)


def _exchange(sheets: list[etree._Element], draw: Random, key: str) -> None:
    one, other = draw.sample(sheets, 2)
    first, second = one.get(key, ""), other.get(key, "")
    one.set(key, second)
    other.set(key, first)


def same_part(sheets: list[etree._Element], draw: Random) -> None:
    """Two names lead to one part."""
    one, other = draw.sample(sheets, 2)
    one.set(_ID, other.get(_ID, ""))


def same_name(sheets: list[etree._Element], draw: Random) -> None:
    """Two parts have one name, perhaps in other letters."""
    one, other = draw.sample(sheets, 2)
    name = other.get("name", "")
    one.set("name", draw.choice((name, name.upper(), f"{name} ")))


def hide(sheets: list[etree._Element], draw: Random) -> None:
    """A sheet is hidden, or shown."""
    draw.choice(sheets).set("state", draw.choice(("visible", "hidden", "veryHidden", "x")))


def reorder(sheets: list[etree._Element], draw: Random) -> None:
    """A sheet stands elsewhere."""
    one, other = draw.sample(sheets, 2)
    other.addnext(one)


def delete(sheets: list[etree._Element], draw: Random) -> None:
    """A sheet is no longer listed."""
    one = draw.choice(sheets)
    home = one.getparent()
    if home is not None:
        home.remove(one)


def _in_the_list(change: Callable[[list[etree._Element], Random], None]) -> Change:
    def changed(base: Base, members: list[Member], draw: Random) -> None:
        member = next((member for member in members if member.name == "xl/workbook.xml"), None)
        try:
            root = etree.fromstring(member.content) if member else None
        except etree.XMLSyntaxError:
            return  # an earlier mutation broke it
        sheets = list(root.iter(MAIN + "sheet")) if root is not None else []
        if member is not None and root is not None and len(sheets) > 1:
            change(sheets, draw)
            member.content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return changed


_CHANGES = {
    "rename": rename,
    "exchange-names": exchange_names,
    "exchange-parts": exchange_parts,
    "same-part": same_part,
    "same-name": same_name,
    "hide": hide,
    "reorder": reorder,
    "delete": delete,
}
SHEETS: Mapping[str, Change] = {f"sheets-{name}": _in_the_list(change) for name, change in _CHANGES.items()}
