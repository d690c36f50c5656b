"""How an element is shown: whether at all, as a block or within a line, struck out, raised."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

_BLOCKS_WORDS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol p pre search section "
    "summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
"""Elements that begin a line of their own ([HTML Standard] 15.3)."""
_UNSEEN_WORDS = (
    "area audio base basefont button canvas col colgroup datalist embed frame iframe img link map meta noembed "
    "noframes noscript object option optgroup param picture rp rt script select source style svg template textarea "
    "title track video xml math progress meter"
)
_UNSEEN = frozenset(_UNSEEN_WORDS.split())
"""Elements whose content is no part of the text; ``xml`` holds what Word notes for itself."""
_STRUCK = frozenset(("s", "del", "strike"))
_RAISED = frozenset(("sup", "sub"))
_DECLARATION = re.compile(r"([-a-zA-Z]+)\s*:\s*([^;]*)")
WATCHED_WORDS = "display visibility text-decoration text-decoration-line vertical-align grid-template-columns mso-hide"
WATCHED = frozenset(WATCHED_WORDS.split())
"""Properties that decide what is read; all others are left aside."""


@dataclass(frozen=True, slots=True)
class ElementStyle:
    """How an element is shown.

    Attributes:
        display: the value of the property, "" where neither the element nor a style sheet says it.
        is_block: it begins a line of its own.
        is_hidden: neither it nor what stands within it is seen.
        is_struck: its text is struck out.
        is_raised: its text is raised or lowered, as a footnote's mark.
        tracks: the columns of a grid, as its property says.
    """

    display: str = ""
    is_block: bool = False
    is_hidden: bool = False
    is_struck: bool = False
    is_raised: bool = False
    tracks: str = ""


StyleSource = Callable[[etree._Element], ElementStyle]
"""Says how an element is shown."""


def own_style(element: etree._Element) -> ElementStyle:
    """How an element is shown, by its name and its own ``style``."""
    tag = element.tag if isinstance(element.tag, str) else ""
    attributes = element.attrib
    style = _style(tag, str(attributes.get("style", "")))
    if "hidden" in attributes and attributes["hidden"] != "until-found" and style.display in ("", "none"):
        return ElementStyle(is_hidden=True)
    if tag == "dialog" and "open" not in attributes:
        return ElementStyle(is_hidden=True)
    return style


@lru_cache(maxsize=4_096)
def _style(tag: str, declared: str) -> ElementStyle:
    values = declarations(declared)
    display = values.get("display", "")
    lines = values.get("text-decoration", "") + values.get("text-decoration-line", "")
    return ElementStyle(
        display,
        is_block=_is_block(tag, display),
        is_hidden=tag in _UNSEEN
        or display == "none"
        or values.get("visibility") in ("hidden", "collapse")
        or values.get("mso-hide") == "all",
        is_struck=tag in _STRUCK or "line-through" in lines,
        is_raised=tag in _RAISED or values.get("vertical-align") in ("super", "sub"),
        tracks=values.get("grid-template-columns", ""),
    )


def _is_block(tag: str, display: str) -> bool:
    if display in ("", "contents", "initial", "inherit", "revert", "unset"):
        return tag in _BLOCKS
    return not display.startswith(("inline", "ruby"))


def declarations(style: str) -> dict[str, str]:
    """The watched properties of a ``style``, in lower case; an important one counts before a later one."""
    values: dict[str, str] = {}
    important: set[str] = set()
    for found in _DECLARATION.finditer(style):
        name, value = found[1].lower(), " ".join(found[2].lower().split())
        if name in WATCHED and (name not in important or value.endswith("!important")):
            if value.endswith("!important"):
                important.add(name)
            values[name] = value.removesuffix("!important").strip()
    return values
