"""Literal sections are ordinary text where XMLBeans writes them, and refused everywhere else."""

from __future__ import annotations

import re
from pathlib import Path
from xml.sax.saxutils import unescape

import pytest

from support.files import content, harbour, saved
from support.fillings import fillings
from support.parts import parts, rewritten
from xlsreport import check, read_workbook
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.literal_sections import as_ordinary_text
from xlsreport.opc.safe_xml import parse_nodes

_FORMULA = 'IF(A1<>"",A1&B1&C1&D1&E1,"是")&" in ]]> it"'
_LITERAL = f"<![CDATA[{_FORMULA.replace(']]>', ']]]]>><![CDATA[')}]]>"


def _part(content: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?><a b=">"><f>{content}</f><v>1</v></a>'.encode()


def test_a_long_text_with_much_to_escape_is_read_as_it_stands() -> None:
    assert [node.text for node in parse_nodes(as_ordinary_text(_part(_LITERAL)))] == [_FORMULA, "1"]
    twice = as_ordinary_text(_part(f"{_LITERAL}</f><f>{_LITERAL}"))
    assert [node.text for node in parse_nodes(twice)] == [_FORMULA, _FORMULA, "1"]


@pytest.mark.parametrize(
    "content",
    [
        f"x{_LITERAL}",
        f"{_LITERAL}x",
        f"<!--{_LITERAL}-->",
        f'<b c=">{_LITERAL}<"/>',
        "<![CDATA[A1&B1&C1&D1&E1&F1]]>",
        "<![CDATA[12345678901234567890123456789012]]>",
        "<![CDATA[<v>1</v><v>2</v>]]>",
        f"<![CDATA[{_FORMULA}]]>",
        "<![CDATA[A1&B1&C1&D1&E1&F1&G1&H1&I1&J1&K1&L1&M1",
    ],
)
def test_other_literal_sections_are_refused(content: str) -> None:
    with pytest.raises(InvalidFileError) as refused:
        parse_nodes(as_ordinary_text(_part(content)))
    assert refused.value.key == "damaged"


def test_a_workbook_with_formulas_as_apache_poi_writes_them_says_the_same(tmp_path: Path) -> None:
    plain = saved(list(fillings(harbour(), 3))[2], tmp_path)
    literal = rewritten(plain, tmp_path / "poi.xlsx", lambda _, xml: re.sub(r"(?<=<f>)[^<]+(?=</f>)", _literally, xml))
    assert any(b"<f><![CDATA[" in part for part in parts(literal).values())
    before, after = read_workbook(plain, harbour()), read_workbook(literal, harbour())
    assert content(after) == content(before)
    assert check(after) == check(before)


def _literally(formula: re.Match[str]) -> str:
    """A formula as XMLBeans writes it: literally if it is long and much in it must be escaped."""
    text = unescape(formula[0])
    return f"<![CDATA[{text}]]>" if len(text) > 32 and text.count("&") + text.count("<") > 5 else formula[0]
