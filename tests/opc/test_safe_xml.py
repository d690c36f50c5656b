"""XML of parts is read as expat reads it, and refused where it has what no office program writes."""

from __future__ import annotations

import pytest

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import parse_nodes, parse_xml

_DECLARED = b'<?xml version="1.0" encoding="UTF-8"?>'


def test_names_have_their_namespace_and_texts_what_stands_right_within() -> None:
    root = parse_xml(_DECLARED + b'<a xmlns="urn:n" xmlns:x="urn:x y" b="1" x:b="2">1<x:c>2<d/></x:c>3</a>')
    assert (root.name, root.local, root.text) == ("urn:n a", "a", "13")
    assert root.attributes == {"b": "1", "urn:x y b": "2"}
    assert [child.name for child in root.children] == ["urn:x y c"]
    assert [item.name for item in root.descendants()] == ["urn:x y c", "urn:n d"]
    assert root.names_within == {"c", "d"}
    assert [child.text for child in root.all("c")] == ["2"]
    assert not root.all("d")


def test_without_a_namespace_a_name_is_the_local_one() -> None:
    root = parse_xml(b"<a><b/></a>")
    assert (root.name, root.local, [child.name for child in root.all("b")]) == ("a", "a", ["b"])


REFUSED = {
    "a document type": (b"<!DOCTYPE a><a/>", "entities"),
    "a literal section": (b"<a><![CDATA[1]]></a>", "damaged"),
    "a comment": (b"<a><!-- --></a>", "damaged"),
    "an instruction": (b"<a><?x?></a>", "damaged"),
    "an unknown entity": (b"<a>&x;</a>", "damaged"),
    "no end": (b"<a>", "damaged"),
    "a byte that is nothing": (b"<a>\0</a>", "encoding"),
    "no UTF-8": (b"<a>\xff</a>", "damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_office_program_writes_is_refused_for_its_reason(name: str) -> None:
    part, reason = REFUSED[name]
    with pytest.raises(InvalidFileError) as refused:
        parse_nodes(_DECLARED + part)
    assert refused.value.key == reason


@pytest.mark.parametrize("part", [b"<!-- --><a>1<!-- -->2</a>", b"<?x?><a>1<?x?>2</a>"])
def test_parts_without_figures_may_have_comments_and_instructions(part: bytes) -> None:
    assert parse_xml(_DECLARED + part).text == "12"
    with pytest.raises(InvalidFileError):
        parse_xml(_DECLARED + part, is_strict=True)


def test_another_encoding_is_refused_and_one_within_utf_8_is_none() -> None:
    with pytest.raises(InvalidFileError) as refused:
        parse_xml(b'<?xml version="1.0" encoding="GBK"?><a/>')
    assert refused.value.key == "encoding"
    assert parse_xml(b'\xef\xbb\xbf<?xml version="1.0" encoding="US-ASCII"?><a>1</a>').text == "1"


@pytest.mark.parametrize(("part", "most"), [(b"<a>" * 101 + b"</a>" * 101, 400), (b"<a>" + b"<b/>" * 10 + b"</a>", 10)])
def test_more_elements_or_levels_than_any_such_part_has_are_refused(part: bytes, most: int) -> None:
    with pytest.raises(InvalidFileError) as refused:
        parse_xml(part, max_elements=most)
    assert refused.value.key == "too_many_cells"
