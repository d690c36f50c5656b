"""What is opened by a path that a user gave: regular files with a size of their own, and nothing of the kernel."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from support.ordinary_user import an_ordinary_user
from xlsreport import Messages, XlsreportError, import_report, load_entries, messages_for, read_style_document
from xlsreport.definition.loading.regular_file import UnreadFileError, open_regular_file
from xlsreport.document.site_metadata import load_site

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such files")


def test_a_file_of_the_kernel_that_states_no_size_is_not_opened() -> None:
    with pytest.raises(UnreadFileError, match="damaged"):
        open_regular_file(Path("/proc/version"))


def test_the_log_of_the_kernel_is_not_opened_be_it_with_one_line_that_nobody_has_read() -> None:
    for line in ("", "a line to be read"):
        with suppress(OSError):  # for root only; others may not open the log either
            Path("/dev/kmsg").write_text(line, encoding="utf-8")
        with pytest.raises(UnreadFileError):
            open_regular_file(Path("/proc/kmsg"))


def test_an_empty_file_is_opened(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    with open_regular_file(tmp_path / "empty") as file:
        assert file.read() == b""


@pytest.mark.parametrize(
    "load", [load_entries, load_site, read_style_document, lambda path, messages: import_report(path, None, messages)]
)
def test_why_a_file_is_not_read_is_said_of_every_file_in_the_same_words(
    load: Callable[[Path, Messages], object], tmp_path: Path
) -> None:
    link, closed, messages = tmp_path / "a.yaml", tmp_path / "b.yaml", messages_for("en")
    link.symlink_to("nowhere.yaml")
    closed.touch(0)
    with pytest.raises(XlsreportError, match=re.escape(messages("unread.dangling_link", file=link))):
        load(link, messages)
    with (
        an_ordinary_user(),
        pytest.raises(XlsreportError, match=re.escape(messages("unread.no_permission", file=closed))),
    ):
        load(closed, messages)
