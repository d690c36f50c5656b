"""What a returned workbook says of itself is known again, and what anybody else writes there is not."""

from __future__ import annotations

import pytest

from xlsreport.submission.identity.issued_text import digests_of_issued, lines_not_issued

TOLD = digests_of_issued(["第 1 条（错误）：", "D7：没有填。\n没有发生的填 0。", "", "  "])


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
    assert lines_not_issued(text, TOLD) == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [("D7：没有填。\n属实", "属实"), ("没有填", "没有填"), ("？", "？"), ("D7：没有填。属实", "D7：没有填。属实")],
)
def test_whatever_else_is_written_is_not(text: str, said: str) -> None:
    assert lines_not_issued(text, TOLD) == said
