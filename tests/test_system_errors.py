"""What the system stumbles over is told in our own words, in both languages."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import pytest

from xlsreport.messages import LANGUAGES, messages_for
from xlsreport.messages.system_errors import system_reason

ZH = messages_for("zh-CN")


def refused(path: str) -> OSError | ValueError:
    try:
        Path(path).read_bytes()
    except (OSError, ValueError) as error:
        return error
    raise AssertionError(path)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("there/is/none", "路径中有的文件夹不存在"),
        ("/dev/null/x", "路径中有一个不是文件夹"),
        ("/", "这是一个文件夹"),
        ("x" * 300, "名称或路径太长"),
        ("x\0y", "名称里有系统不接受的字符"),
    ],
)
def test_what_the_system_refuses_is_told_in_chinese(path: str, reason: str) -> None:
    assert system_reason(refused(path), ZH) == reason


def test_a_link_to_itself_is_told(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(link)
    assert system_reason(refused(str(link)), ZH) == "链接绕成了一圈"


@pytest.mark.parametrize("number", errno.errorcode)
def test_no_english_word_of_the_system_is_in_any_reason(number: int) -> None:
    error = OSError(number, os.strerror(number))
    for language in LANGUAGES:
        reason = system_reason(error, messages_for(language))
        assert os.strerror(number) not in reason
    assert re.findall("[A-Za-z]{2,}", system_reason(error, ZH)) == []


def test_what_has_no_words_keeps_its_number() -> None:
    assert system_reason(OSError(errno.EDOM, "not a number"), ZH) == f"系统错误 {errno.EDOM}"
