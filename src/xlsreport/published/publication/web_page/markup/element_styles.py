"""How an element is shown: whether at all, as a block or within a line, struck out, raised."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from lxml import etree

_BLOCKS_WORDS = (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav ol p plaintext "
    "pre search section summary table tbody td tfoot th thead tr ul xmp"
)
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
"""Elements that begin a line of their own ([HTML Standard] 15.3)."""
_UNSEEN_WORDS = (
    "area audio base basefont button canvas col colgroup datalist embed frame iframe img link map meta noembed "
    "noframes noscript object option optgroup param picture rp rt script select source style svg template textarea "
    "title track video xml math progress meter"
)
UNSEEN = frozenset(_UNSEEN_WORDS.split())
"""Elements whose content is no part of the text; ``xml`` holds what Word notes for itself."""
_WHOLE = frozenset(("html", "body"))
"""Hidden only until a script has run, against flickering or foreign frames."""
_STRUCK = frozenset(("s", "del", "strike"))
_RAISED = frozenset(("sup", "sub"))
PREFORMATTED = frozenset(("pre", "listing", "xmp", "plaintext"))
_DECLARATION = re.compile(r"([-a-zA-Z]+)\s*:\s*([^;]*)")
_FAR_AWAY = re.compile(r"-\d{4,}")
_WATCHED = (
    "display visibility text-decoration text-decoration-line vertical-align grid-template-columns grid-column grid-row "
    "list-style list-style-type clip clip-path left white-space width flex mso-hide"
)
WATCHED = frozenset(_WATCHED.split())
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
        is_low: it is lowered.
        tracks: the columns of a grid, as its property says.
        reach, depth: over which columns and rows of a grid it reaches, as its properties say.
        is_unmarked_list: its items have no numbers or dots.
        width, flex: how wide it is, and its part of a row, as its properties say.
        keeps_lines: ends of lines in the markup are seen; None where that is as around it.
    """

    display: str = ""
    is_block: bool = False
    is_hidden: bool = False
    is_struck: bool = False
    is_raised: bool = False
    is_low: bool = False
    tracks: str = ""
    reach: str = ""
    depth: str = ""
    is_unmarked_list: bool = False
    keeps_lines: bool | None = None
    width: str = ""
    flex: str = ""


StyleSource = Callable[[etree._Element], ElementStyle]
"""Says how an element is shown."""
Declared = tuple[tuple[str, str, bool], ...]
"""Properties with their values, and whether each is important, those that count most last."""


def style_of_declared(element: etree._Element, by_sheets: Declared = ()) -> ElementStyle:
    """How an element is shown, by its name, what style sheets declare for it, and its own ``style``."""
    tag = element.tag if isinstance(element.tag, str) else ""
    attributes = element.attrib
    style = _style(tag, str(attributes.get("style", "")), by_sheets)
    if tag in _WHOLE:
        return replace(style, is_hidden=False) if style.is_hidden else style
    if "hidden" in attributes and attributes["hidden"] != "until-found" and style.display in ("", "none"):
        return ElementStyle(is_hidden=True)
    if tag == "dialog" and "open" not in attributes:
        return ElementStyle(is_hidden=True)
    return style


@lru_cache(maxsize=4_096)
def _style(tag: str, own: str, by_sheets: Declared) -> ElementStyle:
    values: dict[str, str] = {}
    declared = (*by_sheets, *declarations(own))
    for is_important in (False, True):
        values |= {name: value for name, value, important in declared if important is is_important}
    display = values.get("display", "")
    lines = values.get("text-decoration", "") + values.get("text-decoration-line", "")
    return ElementStyle(
        display,
        is_block=_is_block(tag, display),
        is_hidden=tag in UNSEEN or _is_hidden(values),
        is_struck=tag in _STRUCK or "line-through" in lines,
        is_raised=tag in _RAISED or values.get("vertical-align") in ("super", "sub"),
        is_low=tag == "sub" or values.get("vertical-align") == "sub",
        tracks=values.get("grid-template-columns", ""),
        reach=values.get("grid-column", ""),
        depth=values.get("grid-row", ""),
        width=values.get("width", ""),
        flex=values.get("flex", ""),
        keeps_lines=_keeps_lines(tag, values.get("white-space", "")),
        is_unmarked_list=values.get("list-style", values.get("list-style-type", "")).startswith("none"),
    )


def _is_hidden(values: Mapping[str, str]) -> bool:
    """Whether an element takes no room, or is cut off or put aside so that only programs that read aloud find it."""
    return (
        values.get("display") == "none"
        or values.get("visibility") in ("hidden", "collapse")
        or values.get("mso-hide") == "all"
        or values.get("clip", "").startswith(("rect(0", "rect(1px"))
        or values.get("clip-path", "").startswith(("inset(50%", "inset(100%", "circle(0"))
        or _FAR_AWAY.match(values.get("left", "")) is not None
    )


def _keeps_lines(tag: str, white_space: str) -> bool | None:
    if white_space in ("normal", "nowrap"):
        return False
    return True if white_space.startswith(("pre", "break-spaces")) or tag in PREFORMATTED else None


def _is_block(tag: str, display: str) -> bool:
    if display in ("", "contents", "initial", "inherit", "revert", "unset"):
        return tag in _BLOCKS
    return not display.startswith(("inline", "ruby"))


def declarations(style: str) -> Declared:
    """The watched properties of a ``style`` or of a rule."""
    found: list[tuple[str, str, bool]] = []
    for name, said in _DECLARATION.findall(style):
        if (name := name.lower()) in WATCHED:
            value = " ".join(said.lower().split())
            is_important = value.endswith("!important")
            found.append((name, value.removesuffix("!important").strip(), is_important))
    return tuple(found)
