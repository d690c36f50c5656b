"""Every character that a text can hold is printed, left out in all formats alike, or named with its cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from support.definitions import loaded
from support.files import harbour
from xlsreport import Submission, build_document, render
from xlsreport.definition.place import Place
from xlsreport.document.content.model import Paragraph
from xlsreport.document.format_names import FORMATS, Format
from xlsreport.document.proof.verification import verify
from xlsreport.errors import RenderingError
from xlsreport.submission.invisible_characters import _UNSEEN, visible_text
from xlsreport.submission.submission import Entry

VILLAGE = Path(__file__).parents[1] / "support" / "village.yaml"
_EVERY = range(0x110000)
SHAPES = [*map(chr, range(0xFE00, 0xFE10)), *"\u180b\u180c\u180d\u180f", *map(chr, range(0xE0100, 0xE01F0, 7))]
EMPTY = [
    *"\ud800\udbff\udc00\udfff\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5\u034f\ufffc\ufdd0\ufffe\uffff\U0001fffe\U0010ffff\u2065\U000e0000"
]
every_format = pytest.mark.parametrize("format_", FORMATS)


def unseen() -> list[str]:
    """Controls, marks of format and direction, tags, blanks of all kinds, but the marks that are seen."""
    letters = [chr(code) for code in _EVERY if unicodedata.category(chr(code)) in ("Cc", "Cf", "Zl", "Zp", "Zs")]
    return [letter for letter in letters if letter.isspace() or not is_visible_mark(letter)]


def is_visible_mark(letter: str) -> bool:
    return visible_text(f"a{letter}") == f"a{letter}" and letter not in "\u200c\u200d"


def with_lines(lines: Iterable[str], agency: str = "石桥村") -> Submission:
    """A report with these paragraphs, as they come out of a workbook."""
    return Submission(loaded(VILLAGE), agency=agency, year=2025, texts={"overview": tuple(lines)})


def proved(submission: Submission, format_: Format) -> None:
    verify(render(build_document(submission), format_), format_, submission)


def in_all_places(letters: Sequence[str]) -> list[str]:
    return [f"{text}" for letter in letters for text in (f"甲{letter}乙", f"{letter}丙丁", f"戊{letter}", letter)]


@pytest.mark.slow
@every_format
def test_what_nobody_sees_keeps_no_report_from_being_made(format_: Format) -> None:
    proved(with_lines(in_all_places([*unseen(), *SHAPES, *EMPTY])), format_)


@pytest.mark.parametrize("format_", ["docx", "html"])
def test_every_hundredth_character_is_in_word_files_and_pages(format_: Format) -> None:
    proved(with_lines(f"甲{chr(code)}乙" for code in range(0, 0x30000, 101)), format_)


@every_format
def test_the_cover_and_the_tables_lose_what_nobody_sees_as_paragraphs_do(format_: Format) -> None:
    hidden = "\u200b\u00ad\u202e\ufeff\u2066\U000e0041\u115f\ufffc\x07"
    proved(with_lines(["无"], f"石{hidden}桥村"), format_)
    notes = {Place.parse("fleet.tugs.notes"): Entry(f"two{hidden} of\u3164them")}
    submission = Submission(harbour(), agency=f"Port{hidden} of Ems", year=2025, entries=notes)
    proved(submission, format_)
    document = build_document(submission)
    assert document.agency == "Port of Ems"
    assert document.figures["fleet.tugs.notes"] == "two of them"


def test_joiners_and_the_shapes_of_letters_stay() -> None:
    kept = ["葛\U000e0100城", "क्\u200dष", "می\u200cخواهم", "❤\ufe0f"]
    document = build_document(with_lines(kept))
    texts = [part.text for part in document.parts if isinstance(part, Paragraph)]
    assert [text for text in kept if text in texts] == kept


@pytest.mark.parametrize(
    ("letter", "named"),
    [
        ("\u0378", "U+0378（没有字符用这个编码）"),
        ("\U000e1000", "U+E1000（没有字符用这个编码）"),
        ("\U0010fffd", "U+10FFFD（专用区字符，每种字体画的都不一样）"),
        ("\U00013430", "U+13430（EGYPTIAN HIEROGLYPH VERTICAL JOINER）"),
        ("\u0485", "U+0485（COMBINING CYRILLIC DASIA PNEUMATA）"),
    ],
)
def test_a_character_that_no_font_has_is_named_with_its_cell(letter: str, named: str) -> None:
    submission = with_lines(["第一段。", f"甲{letter}乙"])
    with pytest.raises(RenderingError) as caught:
        proved(submission, "pdf")
    first = submission.positions.first_line("overview")
    assert str(caught.value).endswith(f"它们是：{named}，在'{first.sheet}'!B{first.row + 2}。")


@pytest.mark.slow
def test_the_quick_look_misses_nothing_that_is_not_seen() -> None:
    assert [letter for letter in map(chr, _EVERY) if _UNSEEN.match(letter) and visible_text(letter) == letter] == []
