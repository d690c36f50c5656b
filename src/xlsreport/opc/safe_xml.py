"""Parses XML from untrusted parts under limits: as a stream of events, or as a tree.

Constructs that no office program writes are refused as soon as the parser meets them: document types (the only place
where entities can be declared), encodings other than UTF-8, comments, processing instructions, and CDATA sections but
for those that :mod:`~xlsreport.opc.literal_sections` has rewritten before.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn
from xml.etree import ElementTree
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
_DECLARATIONS = (b'<?xml version="1.0" encoding="utf-8"', b"<?xml version='1.0' encoding='utf-8'")
_SEPARATOR = " "
"""Separates namespace and local name in the names that the parser gives."""

Attributes = dict[str, str]


class Element:
    """An element of a tree that the library built, looked at only where somebody asks.

    Names of elements and attributes are namespace, blank, local name.
    """

    __slots__ = ("_node",)

    def __init__(self, node: ElementTree.Element) -> None:
        self._node = node

    @property
    def name(self) -> str:
        """Its name with the namespace."""
        return _name(self._node.tag)

    @property
    def local(self) -> str:
        """Its name without the namespace."""
        return self._node.tag.rpartition("}")[2]

    @property
    def attributes(self) -> Attributes:
        """Its attributes."""
        return attributes_of(self._node)

    @property
    def children(self) -> list[Element]:
        """The elements right within it."""
        return list(map(Element, self._node))

    @property
    def text(self) -> str:
        """The characters right within it."""
        return "".join((self._node.text or "", *(child.tail or "" for child in self._node)))

    def all(self, local: str) -> list[Element]:
        """Its children of a name, in whatever namespace."""
        ending = f"}}{local}"
        return [Element(child) for child in self._node if child.tag.endswith(ending) or child.tag == local]

    def first(self, local: str) -> Element:
        """Its first child of a name, in whatever namespace; ``NO_ELEMENT`` where there is none."""
        return next(iter(self.all(local)), NO_ELEMENT)

    def descendants(self) -> list[Element]:
        """All elements within it, in their order."""
        return [Element(node) for node in self._node.iter() if node is not self._node]

    def named(self, local: str) -> list[Element]:
        """All elements within it of a name, in whatever namespace, in their order."""
        return list(map(Element, self._node.findall(f".//{{*}}{local}")))

    @property
    def names_within(self) -> frozenset[str]:
        """The names without namespaces of all elements within it."""
        tags = {node.tag for child in self._node for node in child.iter()}
        return frozenset(tag.rpartition("}")[2] for tag in tags)


NO_ELEMENT = Element(ElementTree.Element(""))
"""Stands for an element that is not there, and has nothing in it."""


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


def is_declared_utf_8(part: bytes) -> bool:
    """Whether a part begins by saying that it is UTF-8, as all programs but a few do."""
    return part[:100].lower().startswith(_DECLARATIONS)


def parse_nodes(part: bytes, *, is_strict: bool = True) -> ElementTree.Element:
    """Parse a part by the library's builder of trees, which is expat's without a line of Python for each element.

    That builder has no handlers which could refuse anything. So a part goes through :func:`parse_stream` first if it
    may have what is refused there, all of which begins with one of two pairs of characters.

    Args:
        part: its bytes.
        is_strict: as for :func:`xml_parser`.

    Raises:
        InvalidFileError: as :func:`parse_stream`.
    """
    if b"<!" in part or part.rfind(b"<?") > 0 or b"\0" in part or not is_declared_utf_8(part):
        parse_stream(xml_parser(is_strict=is_strict), part)
    try:
        return ElementTree.XML(part)
    except (ElementTree.ParseError, ValueError):  # as in parse_stream
        raise InvalidFileError(_reason(part)) from None


def parse_xml(part: bytes, *, is_strict: bool = False, max_elements: int = MAX_ELEMENTS) -> Element:
    """Parse a small part, and return its root.

    Args:
        part: its bytes.
        is_strict: as for :func:`xml_parser`.
        max_elements: how many elements it may have.

    Raises:
        InvalidFileError: as :func:`parse_stream`; or it has more elements, or deeper nesting, than any such part.
    """
    return element_of(parse_nodes(part, is_strict=is_strict), max_elements)


def element_of(root: ElementTree.Element, max_elements: int = MAX_ELEMENTS) -> Element:
    """An element and all that is within it.

    Raises:
        InvalidFileError: there are more elements, or deeper nesting, than in any small part.
    """
    level, left = [root], max_elements
    for _ in range(_MAX_DEPTH):
        left -= len(level)
        level = [child for node in level for child in node]
        if left < 0 or not level:
            break
    if left < 0 or level:
        raise InvalidFileError("too_many_cells")
    return Element(root)


def attributes_of(node: ElementTree.Element) -> Attributes:
    """The attributes of an element with names as :class:`Element` has them."""
    attributes = node.attrib
    if "{" in "".join(attributes):
        return {_name(name): value for name, value in attributes.items()}
    return attributes


def _name(tag: str) -> str:
    """The name of an element or attribute, which the library puts as namespace in braces and local name."""
    namespace, _, local = tag.rpartition("}")
    return f"{namespace[1:]}{_SEPARATOR}{local}" if namespace else local


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
