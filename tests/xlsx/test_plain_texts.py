"""Texts between tags come out as an XML parser gives them, or are left to one."""

from __future__ import annotations

import pytest

from xlsreport.opc.safe_xml import parse_xml
from xlsreport.xlsx.markup.plain_text import plain_texts


@pytest.mark.parametrize(
    "written", ["河口镇", "1&lt;2", "&amp;lt;", "&amp;amp;quot;", "&lt;&gt;&quot;&apos;&amp;", "a\tb\nc", ""]
)
def test_a_text_comes_out_as_from_a_parser(written: str) -> None:
    part = written.encode()
    assert plain_texts([part, b"1", part]) == [found := parse_xml(b"<t>%b</t>" % part).text, "1", found]


@pytest.mark.parametrize(
    "written",
    [b"&#65;", b"&x;", b"1 & 2", b"&amp", b"&LT;", b"&lt ;", b"]]>", b"\r", b"\x01", b"\xff", b"\xef\xbf\xbf"],
)
def test_a_text_that_a_parser_may_refuse_or_change_is_left_to_it(written: bytes) -> None:
    assert plain_texts([b"1", written]) is None


def test_no_texts_are_none() -> None:
    assert plain_texts([]) == []
