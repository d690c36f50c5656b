"""What a returned workbook says of itself is known again, and what anybody else writes there is not."""

from __future__ import annotations

import pytest

from xlsreport.submission.archive import Archive
from xlsreport.submission.told import parts_as_issued, told_by, untold

TOLD = told_by(["第 1 条（错误）：", "D7：没有填。\n没有发生的填 0。", "", "  "])
COMMENTS = "xl/comments1.xml"


@pytest.mark.parametrize(
    "text",
    [
        "第1条(错误):",
        "D7：没有填。\r\n没有发生的填0。",
        "\n D7: 没有填 \n",
        "",
        "D7：没有填。_x000D_\n",
    ],
)
def test_what_was_told_is_known_again_whatever_programs_make_of_blanks_and_signs(text: str) -> None:
    assert untold(text, TOLD) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("D7：没有填。\n属实", "属实"), ("没有填", "没有填"), ("？", "？"), ("D7：没有填。属实", "D7：没有填。属实")],
)
def test_whatever_else_is_written_is_not(text: str, said: str) -> None:
    assert untold(text, TOLD) == said


def comment(text: str, prefix: str = "") -> str:
    return (
        f'<{prefix}comment ref="D7" authorId="0"><{prefix}text><{prefix}r><{prefix}t xml:space="preserve">{text}'
        f"</{prefix}t></{prefix}r></{prefix}text></{prefix}comment>"
    )


def left(*comments: str) -> int:
    """How many comments are left where those that were told are left out."""
    part = f"<comments><commentList>{''.join(comments)}</commentList></comments>".encode()
    archive = Archive(
        {COMMENTS: part, "xl/worksheets/sheet1.xml": b"<a/>"}, (), {"退回说明": "xl/worksheets/sheet1.xml"}
    )
    parts = parts_as_issued(archive, "退回说明", TOLD)
    assert list(parts) == [COMMENTS]
    return parts[COMMENTS].count(b"comment ")


def test_comments_that_were_told_are_left_out_and_no_others() -> None:
    own, other = comment("D7：没有填。"), comment("属实")
    assert left(own, own) == 0
    assert left(comment("D7：没有填。", "x:")) == 0
    assert left(own, other, own) == 1
    assert left(comment("<![CDATA[属实]]>")) == 1
    assert left('<comment ref="D7"/>', own) == 1


def test_comments_that_never_end_are_looked_at_once() -> None:
    """It would take hours if each were looked for up to the end of the part."""
    part = b'<comment ref="D7">' * 300_000
    archive = Archive({COMMENTS: part}, ())
    assert parts_as_issued(archive, "退回说明", TOLD)[COMMENTS] == part


def test_without_anything_told_the_parts_are_as_they_are() -> None:
    archive = Archive({COMMENTS: comment("D7").encode()}, ())
    assert parts_as_issued(archive, "退回说明", ()) is archive.parts
