"""Page numbers, and lines that each page repeats above or below its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from xlsreport.published.publication.fixed_pages.page_tables.page_table import PageBlock, PageTable
from xlsreport.published.publication.fixed_pages.text_lines import TextLine

_DASH = r"[-－—–―·•~〜_]*"
_PAGE_NUMBER = re.compile(
    rf"{_DASH}\s*(?:\d{{1,4}}|[ivxlc]{{1,7}})\s*{_DASH}"
    r"|第\s*(?:\d+|[一二三四五六七八九十百]+)\s*页(?:\s*[,，/／]?\s*[(（]?共\s*(?:\d+|[一二三四五六七八九十百]+)\s*页[)）]?)?"
    r"|\d+\s*[/／]\s*\d+"
    r"|page\s*\d+(?:\s*(?:of|/)\s*\d+)?"
    r"|p(?:age|\.)?\s*\d+",
    re.IGNORECASE,
)
"""How pages are numbered: - 2 -, — 3 —, 第 3 页 共 9 页, 3 / 9, Page 3 of 9."""
_DIGITS = re.compile(r"\d+")
_SAME_PLACE = 4.0
"""Points by which lines that repeat may differ in height."""
_EDGE = 3
"""Lines at each end of a page that may repeat."""
_GAP = 1.4
"""A page number stands so far from the text, in sizes of its letters."""


def without_running_lines(pages: Sequence[Sequence[PageBlock]]) -> list[tuple[list[PageBlock], list[TextLine]]]:
    """For each page what belongs to the report, and what belongs to the page.

    Args:
        pages: lines and tables of each page, from above.
    """
    repeated = _repeated(pages)
    return [_parted(page, repeated) for page in pages]


def _edge_lines(page: Sequence[PageBlock]) -> list[tuple[str, TextLine]]:
    """The lines before the first table and behind the last that may repeat, each with the end at which it stands."""
    found: list[tuple[str, TextLine]] = []
    for end, blocks in (("top", page), ("bottom", page[::-1])):
        for block in blocks[:_EDGE]:
            if isinstance(block, PageTable):
                break
            found.append((end, block))
    return found


def _key(line: TextLine) -> tuple[str, int]:
    """A line without its numbers, and how high it stands."""
    return _DIGITS.sub("#", "".join(line.text.split())), round(line.baseline / _SAME_PLACE)


def _repeated(pages: Sequence[Sequence[PageBlock]]) -> set[tuple[str, int]]:
    """The lines that more than one page has at the same place, if most pages have them.

    Two of them begin at the same edge: a name at the head of the first page, and as signature at the right of the head
    of the last, is no running line.
    """
    counts: Counter[tuple[str, int]] = Counter()
    begins: Counter[tuple[tuple[str, int], int]] = Counter()
    for page in pages:
        lines = _edge_lines(page)
        counts.update({_key(line) for _, line in lines})
        begins.update({(_key(line), round(line.left / _SAME_PLACE)) for _, line in lines})
    least = max(2, len([page for page in pages if page]) // 2)
    aligned = {key for (key, _), count in begins.items() if count > 1}
    return {key for key, count in counts.items() if count >= least and key in aligned and key[0] != "#"}


def _parted(page: Sequence[PageBlock], repeated: set[tuple[str, int]]) -> tuple[list[PageBlock], list[TextLine]]:
    edges = {id(line): line for _, line in _edge_lines(page)}.values()
    running = [line for line in edges if _is_repeated(line, repeated)]
    rest = [block for block in page if not any(block is line for line in running)]
    for end in (0, -1):
        block = rest[end] if rest else None
        if isinstance(block, TextLine) and _PAGE_NUMBER.fullmatch(block.text.strip()) and _stands_apart(rest, end):
            running.append(block)
            rest.pop(end)
    return rest, running


def _is_repeated(line: TextLine, repeated: set[tuple[str, int]]) -> bool:
    text, at = _key(line)
    return any((text, near) in repeated for near in (at - 1, at, at + 1))


def _stands_apart(page: Sequence[PageBlock], end: int) -> bool:
    """Whether a line at an end of a page keeps a distance from what is next to it."""
    if len(page) == 1:
        return True
    line, near = page[end], page[1] if end == 0 else page[-2]
    if isinstance(line, PageTable):
        return False
    if end == 0:
        return (
            near.top if isinstance(near, PageTable) else near.baseline - near.size
        ) - line.baseline > line.size * 0.5
    above = near.bottom if isinstance(near, PageTable) else near.baseline
    return line.baseline - line.size - above > line.size * (_GAP - 1)
