"""Parses XML from untrusted parts under limits: as a stream of events, or as a small tree.

Constructs that no office program writes are refused as soon as the parser meets them: document types (the only place
where entities can be declared), encodings other than UTF-8, CDATA sections, comments and processing instructions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.parsers import expat

from xlsreport.opc.invalid_file import InvalidFileError

MAX_ELEMENTS = 400_000
"""Of a part that is parsed into a tree, where nothing else is said."""
_SHORTEST_PAIR = b"<a></a>"
"""Two tags in the fewest bytes; those of an empty element take four each."""
MAX_RUN = 131_072
"""Bytes between two tags. A cell holds at most 32,767 characters, and a Chinese character takes three bytes."""
_MAX_DEPTH = 100
"""Levels of nesting; office programs reach about twenty."""
_ENCODINGS = ("utf-8", "utf8", "us-ascii")
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF_8_MARK = b"\xef\xbb\xbf"
_SEPARATOR = " "
"""Separates namespace and local name in the names that the parser gives."""

Attributes = dict[str, str]


@dataclass(slots=True, eq=False)
class Element:
    """An element. Names of elements and attributes are namespace, blank, local name."""

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
        is_strict: whether to refuse comments and processing instructions as well. Parts without figures may have them.
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
        InvalidFileError: it is no XML, or XML that no office program writes.
    """
    if b"\0" in part or part.startswith(_BYTE_ORDER_MARKS):
        raise InvalidFileError("encoding")
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError):  # ValueError: code points that are no characters
        raise InvalidFileError(_reason(part)) from None
    finally:  # breaks the reference cycle between the parser and its handlers
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def parse_xml(part: bytes, *, is_strict: bool = False, max_elements: int = MAX_ELEMENTS) -> Element:
    """Parse a small part into a tree, and return its root.

    Args:
        part: its bytes.
        is_strict: as for :func:`xml_parser`.
        max_elements: how many elements it may have.

    Raises:
        InvalidFileError: as :func:`parse_stream`; or it has more elements, or deeper nesting, than any such part.
    """
    root = Element("", {})
    path = [root]
    left = max_elements

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


def expect_bounded(parts: Mapping[str, bytes], max_tags: int) -> None:
    """Make sure that these parts can be parsed in reasonable time and memory.

    Args:
        parts: their bytes.
        max_tags: how many beginnings and ends of elements they may have together.

    Raises:
        InvalidFileError: they have more, or a text that is too long.
    """
    could_be_many = 2 * sum(map(len, parts.values())) > max_tags * len(_SHORTEST_PAIR)
    if could_be_many and sum(part.count(b"<") for part in parts.values()) > max_tags:
        raise InvalidFileError("too_many_cells")
    if any(map(_has_long_run, parts.values())):
        raise InvalidFileError("too_many_cells")


def _has_long_run(part: bytes) -> bool:
    """Whether somewhere more bytes than :data:`MAX_RUN` follow each other without a tag."""
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
    """Why a part cannot be parsed; expat reports an unknown encoding before it calls the handler of the declaration."""
    begin = part.removeprefix(_UTF_8_MARK)[:200]
    if begin.startswith(b"<?xml") and b"encoding" in begin.partition(b"?>")[0]:
        declared = begin.partition(b"?>")[0].partition(b"encoding")[2].strip(b" =\t\r\n").strip(b"\"'")
        name = declared.replace(b"'", b'"').partition(b'"')[0].decode("ascii", "replace")
        return "damaged" if name.lower() in _ENCODINGS else "encoding"
    return "damaged"
