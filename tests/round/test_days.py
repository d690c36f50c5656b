"""A day is understood as people write it, and never guessed."""

from __future__ import annotations

from datetime import date

import pytest

from xlsreport.errors import RoundError
from xlsreport.messages import messages_for
from xlsreport.round.folder import parse_deadline

ZH, EN = messages_for("zh-CN"), messages_for("en")


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-20",
        "2026-1-20",
        " 2026/1/20 ",
        "2026/01/20",
        "2026.1.20",
        "2026年1月20日",
        "2026 年 1 月 20 日",
        "2026年1月20号",
        "2026年01月20日",
        "２０２６－１－２０",
        "２０２６年１月２０日",
        "2026－01－20",
        "2026–1–20",
        "20260120",
    ],
)
def test_a_day_is_understood(text: str) -> None:
    assert parse_deadline(text, ZH) == date(2026, 1, 20)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("1/2/2026", "“1/2/2026”分不清哪个是月、哪个是日。请把年写在前面，例如 2026-01-20。"),
        ("01.02.2026", "“01.02.2026”分不清哪个是月、哪个是日。请把年写在前面，例如 2026-01-20。"),
        ("20/1/2026", "“20/1/2026”不是能认出的日期。请按“年-月-日”填写，例如 2026-01-20。"),
        ("2026-2-30", "“2026-2-30”这一天不存在。请核对月份和日期。"),
        ("2026-13-1", "“2026-13-1”这一天不存在。请核对月份和日期。"),
        ("2025年2月29日", "“2025年2月29日”这一天不存在。请核对月份和日期。"),
        ("0000-1-1", "“0000-1-1”这一天不存在。请核对月份和日期。"),
        ("1月20日", "“1月20日”不是能认出的日期。请按“年-月-日”填写，例如 2026-01-20。"),
        ("26-1-20", "“26-1-20”不是能认出的日期。请按“年-月-日”填写，例如 2026-01-20。"),
        ("2026-1-20-3", "“2026-1-20-3”不是能认出的日期。请按“年-月-日”填写，例如 2026-01-20。"),
        ("", "“”不是能认出的日期。请按“年-月-日”填写，例如 2026-01-20。"),
    ],
)
def test_what_states_no_day_or_two_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(RoundError) as refused:
        parse_deadline(text, ZH)
    assert str(refused.value) == sentence


def test_the_refusal_speaks_english_too() -> None:
    with pytest.raises(RoundError, match="“1/2/2026” may be either of two days"):
        parse_deadline("1/2/2026", EN)
