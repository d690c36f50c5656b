"""Joins the lines of files that end a line where the page ends, not where the paragraph does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from xlsreport.definition.characters import WITHOUT_BLANKS
from xlsreport.document.pagination.text_width import width_in_ems
from xlsreport.published.narratives.report_lines import ReportLine
from xlsreport.published.publication.publication import PublishedFormat

WRAPPED_FORMATS: frozenset[PublishedFormat] = frozenset({"pdf", "text", "ofd"})
"""Formats whose lines may be lines of a page."""
_ENDS = re.compile(r"[。！？；：.!?;:…][”’』」）)\]]*$|[”』」]$")
"""The end of a sentence, or of a line that leads to what follows."""
_BEGINS = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2}|[A-Za-z]|[IVX]{1,4})[）)、.．](?!\d)|第[一二三四五六七八九十]{1,3}[章节条]"
    r"|[一二三四五六七八九十]是|[•·●■◆○*-]\s"
)
"""What begins a paragraph: a number, or a mark of a list."""
_SLACK, _RAGGED = 2.0, 6.0
"""By how many ems an estimated width may be wrong; and the longest lines of a page differ, which end with words."""
_MIN_LETTERS = 15
"""A shorter line that ends no sentence is a heading, a date or a name."""
_INDENT = 2.0
"""Ems by which the first line of a Chinese paragraph is shorter, since it is indented ([GB/T 9704] 7.3.3)."""
_FEW = 3
"""So many full lines show how wide the page is, and so many may be wider, such as rows of a table."""
_MIN_WIDTH = 20.0
"""Ems; a page with narrower lines has no running text."""


_NO_BLANK = re.compile(f"[{WITHOUT_BLANKS}]")
_WHOLE = ("-", "/", "(", "[", "«", "“", "‘", "„")
"""Signs behind which no blank stands at the end of a line."""


def joined_lines(
    lines: Iterable[ReportLine], file_format: PublishedFormat, stands_alone: Callable[[ReportLine], bool]
) -> list[ReportLine]:
    """The lines with those joined that go on on the next one.

    Args:
        lines: of the whole file.
        file_format: in which they were published; a format that has paragraphs is left as it is.
        stands_alone: whether a line is the heading of a section or the like, which nothing is joined to.
    """
    all_lines = list(lines)
    if file_format not in WRAPPED_FORMATS:
        return all_lines
    return list(_joined(all_lines, _page_width(all_lines), stands_alone))


def _joined(
    lines: list[ReportLine], width: float | None, stands_alone: Callable[[ReportLine], bool]
) -> Iterator[ReportLine]:
    pending: ReportLine | None = None
    last = ""  # the last of the lines that are joined in ``pending``
    for line in lines:
        if pending is not None and _goes_on(pending, last, line, width) and not stands_alone(line):
            pending = replace(pending, text=_together(pending.text, line.text))
            last = line.text
            continue
        if pending is not None:
            yield pending
        pending, last = line, line.text
        if stands_alone(line) or not line.is_paragraph:
            yield line
            pending = None
    if pending is not None:
        yield pending


def _goes_on(pending: ReportLine, last: str, following: ReportLine, width: float | None) -> bool:
    """Whether a paragraph goes on: the last line of it is full or breaks off, and the next begins nothing new."""
    if not following.is_paragraph or following.level is not None or pending.level is not None:
        return False
    if _ENDS.search(last) or _BEGINS.match(following.text):
        return False
    slack = _SLACK + (_INDENT if pending.text == last else 0)
    written = f"{' '.join(last.split())} {_first_word(following.text)}"
    if width is not None and width_in_ems(written) >= width - slack:
        return True
    if following.text[:1].islower():
        return len(last) >= _MIN_LETTERS
    is_title = _BEGINS.match(pending.text) is not None and not _ENDS.search(pending.text) and pending.text == last
    return len(last) >= _MIN_LETTERS and not is_title and bool(re.search("[，、；。,;]", last))


def _first_word(text: str) -> str:
    """What would have had to stand on the line before: a word, or a Chinese letter."""
    found = re.match(rf"[^\s{WITHOUT_BLANKS}]+|.", text)
    return found[0] if found else ""


def _page_width(lines: list[ReportLine]) -> float | None:
    """The width of a full line, in letters; None where lines have any length."""
    widths = sorted((width_in_ems(" ".join(line.text.split())) for line in lines if line.is_paragraph), reverse=True)
    widest = zip(widths[:_FEW], widths[_FEW:], strict=False)
    full = (wide for wide, narrower in widest if wide - narrower <= _RAGGED and wide >= _MIN_WIDTH)
    return next(full, None)


def _together(first: str, second: str) -> str:
    """Two parts of a paragraph; words of languages with blanks are parted by one."""
    if first.endswith("-") and second[:1].islower():
        return first[:-1] + second
    if _NO_BLANK.search(first) is None and _NO_BLANK.search(second) is None:
        return first + second if first.endswith(_WHOLE) else f"{first} {second}"
    is_word = first[-1:].isascii() and second[:1].isascii() and (first[-1:].isalpha() or second[:1].isalpha())
    return f"{first} {second}" if is_word else first + second
