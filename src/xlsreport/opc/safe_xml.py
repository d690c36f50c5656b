"""Reads XML of parts that came from elsewhere, under limits: as a stream of events, or as a small tree.

What no office program writes is refused before it means anything: document types (in which alone entities are
declared), other encodings than UTF-8, literal sections, comments and instructions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.parsers import expat

from xlsreport.opc.invalid_file import InvalidFileError

MAX_ELEMENTS = 300_000
"""Of all parts of a file: a workbook of ours has ten thousand."""
_SMALLEST = b"<a/>"
MAX_RUN = 131_072
"""Bytes from one tag to the next: a cell holds 32,767 characters at most, of three bytes each in Chinese."""
_MAX_DEPTH = 100
"""Elements within each other; office programs come to twenty."""
_ENCODINGS = ("utf-8", "utf8", "us-ascii")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF_8_MARK = b"\xef\xbb\xbf"
_SEPARATOR = " "
"""Between the namespace and the local name of an element."""

Attributes = dict[str, str]


@dataclass(slots=True, eq=False)
class Element:
    """An element; names are those of namespace and element with a blank between, as are those of attributes."""

    name: str
    attributes: Attributes
    children: list[Element] = field(default_factory=list)
    text: str = ""

    @property
    def local(self) -> str:
        """Its name without the namespace."""
        return self.name.rpartition(_SEPARATOR)[2]

    def all(self, local: str) -> list[Element]:
        """Its children of a name, in whatever namespace."""
        return [child for child in self.children if child.local == local]

    def descendants(self) -> list[Element]:
        """All elements within it, in their order."""
        found = []
        for child in self.children:
            found.append(child)
            found += child.descendants()
        return found


def xml_parser(*, is_strict: bool = True) -> expat.XMLParserType:
    """A parser without handlers for elements and texts, for :func:`parse_stream`.

    Args:
        is_strict: whether comments and instructions are refused, which may stand in parts that no figure is read from.
    """
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.buffer_size = 65_536
    parser.XmlDeclHandler = _expect_utf_8
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartCdataSectionHandler = _refuse
    if is_strict:
        parser.CommentHandler = parser.ProcessingInstructionHandler = _refuse
    return parser


def parse_stream(parser: expat.XMLParserType, part: bytes) -> None:
    """Read a part to its end, calling the parser's handlers.

    Raises:
        UnfitFileError: it is no XML, or XML that no office program writes.
    """
    if b"\0" in part or part.startswith(_BYTE_ORDER_MARKS):
        raise InvalidFileError("encoding")
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError):  # the latter from characters that are none
        raise InvalidFileError(_reason(part)) from None
    finally:  # what is read would keep itself alive through them until Python looks for garbage
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def parse_xml(part: bytes, *, is_strict: bool = False) -> Element:
    """The root of a part that is not large.

    Args:
        part: its bytes.
        is_strict: as for :func:`xml_parser`.

    Raises:
        UnfitFileError: as :func:`parse_stream`; or it has more elements, or more within each other, than any such part.
    """
    root = Element("", {})
    path = [root]
    left = MAX_ELEMENTS

    def start(name: str, attributes: Attributes) -> None:
        nonlocal left
        left -= 1
        if left < 0 or len(path) > _MAX_DEPTH:
            raise InvalidFileError("too_many_cells")
        element = Element(name, attributes)
        path[-1].children.append(element)
        path.append(element)

    def text(characters: str) -> None:
        path[-1].text += characters

    parser = xml_parser(is_strict=is_strict)
    parser.StartElementHandler, parser.CharacterDataHandler = start, text
    parser.EndElementHandler = lambda _: path.pop()
    parse_stream(parser, part)
    return root.children[0]


def expect_bounded(parts: Mapping[str, bytes]) -> None:
    """Make sure that parsing all these parts takes no more than a file is worth.

    Raises:
        UnfitFileError: they have too many elements, or texts without end.
    """
    could_be_many = sum(map(len, parts.values())) > MAX_ELEMENTS * len(_SMALLEST)
    if could_be_many and sum(part.count(b"<") for part in parts.values()) > MAX_ELEMENTS:
        raise InvalidFileError("too_many_cells")
    if any(map(_has_long_run, parts.values())):
        raise InvalidFileError("too_many_cells")


def _has_long_run(part: bytes) -> bool:
    """Whether somewhere there is no tag for longer than any text of a cell is."""
    at = 0
    while at + MAX_RUN < len(part):
        at = part.rfind(b"<", at + 1, at + MAX_RUN)
        if at < 0:
            return True
    return False


def _expect_utf_8(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise InvalidFileError("encoding")


def _refuse_document_type(*_: Any) -> NoReturn:
    raise InvalidFileError("entities")


def _refuse(*_: Any) -> NoReturn:
    raise InvalidFileError("damaged")


def _reason(part: bytes) -> str:
    """Why a part is no XML: an encoding that the parser does not know is met before what declares it is told."""
    begin = part.removeprefix(_UTF_8_MARK)[:200]
    if begin.startswith(b"<?xml") and b"encoding" in begin.partition(b"?>")[0]:
        declared = begin.partition(b"?>")[0].partition(b"encoding")[2].strip(b" =\t\r\n").strip(b"\"'")
        name = declared.replace(b"'", b'"').partition(b'"')[0].decode("ascii", "replace")
        return "damaged" if name.lower() in _ENCODINGS else "encoding"
    return "damaged"
