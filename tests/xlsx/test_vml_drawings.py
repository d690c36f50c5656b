"""What VML says to be shown over the cells of a sheet, and where."""

from __future__ import annotations

import pytest

from xlsreport.layout.cells import CellRange
from xlsreport.xlsx.appearance.drawing_areas import EVERYWHERE, cells_between, vml_areas

_AT = "<x:Anchor> 2, 15, 4, 1, 4, 0, 6, 9</x:Anchor>"
_THERE = cells_between(4, 2, 6, 3)


def areas(client: str, style: str = "") -> list[CellRange]:
    namespaces = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    shape = f'<v:shape style="{style}"><v:fill/><x:ClientData ObjectType="Note">{client}</x:ClientData></v:shape>'
    return list(vml_areas(f"<xml {namespaces}><v:shapetype/>{shape}</xml>".encode()))


@pytest.mark.parametrize(
    ("client", "style", "expected"),
    [
        (_AT, "", [_THERE]),
        (_AT, "position:absolute;visibility:hidden", []),
        (_AT, "VISIBILITY : hidden", []),
        (_AT + "<x:Visible/>", "visibility:hidden", [_THERE]),
        (_AT + "<x:Visible>False</x:Visible>", "", []),
        ("<x:Anchor>2, 0, 4, 0, 2, 0, 4, 0</x:Anchor>", "", [cells_between(4, 2, 4, 2)]),
        ("", "", [EVERYWHERE]),
        ("<x:Anchor>2, 15, 4</x:Anchor>", "", [EVERYWHERE]),
        ("<x:Anchor>-2, 15, 4, 1, 4, 0, 6, 9</x:Anchor>", "", [EVERYWHERE]),
    ],
)
def test_a_shape_lies_where_its_anchor_says_unless_it_is_hidden(
    client: str, style: str, expected: list[CellRange]
) -> None:
    assert areas(client, style) == expected


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ('<v:shape style="margin-left:0;width:500pt"/>', [EVERYWHERE]),  # LibreOffice draws it where its style says
        ("<v:group><v:rect/></v:group>", [EVERYWHERE]),
        ('<v:shape style="visibility:hidden"/>', []),
        ("<v:shapetype/>", []),
        ("<other/>", []),
    ],
)
def test_a_shape_without_data_of_the_sheet_may_lie_everywhere(shape: str, expected: list[CellRange]) -> None:
    assert list(vml_areas(f'<xml xmlns:v="urn:schemas-microsoft-com:vml">{shape}</xml>'.encode())) == expected


@pytest.mark.parametrize("part", [b"", b"<xml><br></xml>", b"\xff\xfe"])
def test_what_is_no_xml_may_lie_everywhere(part: bytes) -> None:
    assert list(vml_areas(part)) == [EVERYWHERE]
