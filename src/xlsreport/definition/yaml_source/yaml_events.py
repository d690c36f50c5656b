"""Parses YAML by libyaml, or by PyYAML's own parser where libyaml is missing, with the same result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, cast

from yaml.error import Mark, MarkedYAMLError
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner
from yaml.tokens import AliasToken, AnchorToken, ScalarToken

try:
    from yaml._yaml import CParser
except ImportError:  # neither a wheel nor a libyaml to build one with
    CParser = None  # type: ignore[assignment,misc] # a class where it can be imported

from xlsreport.errors import PortableError

_UNPRINTABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that a YAML file cannot have, escaped or not ([YAML 1.2] section 5.1, c-printable)."""
_NO_BREAKS = "\x85\u2028\u2029\ufeff"
"""Ordinary characters in YAML 1.2 (section 5.4). Both parsers are of YAML 1.1 and take them for line breaks or for a
byte order mark. They occur in copied texts."""
_STAND_INS = range(0xF0000, 0xFFFFE)
"""Private-use characters, which both parsers take for letters."""


class SyntaxProblemError(PortableError):
    """Text that is not YAML: the parser's reason, and where; lines and columns count from 1."""

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


def events_of(text: str) -> Iterator[Any]:
    """The parser's events, as the classes of :mod:`yaml.events`.

    Errors have the reason and the place that PyYAML's own parser gives, whichever parser there is.

    Raises:
        SyntaxProblemError: it is not YAML.
    """
    found = _UNPRINTABLE.search(text)
    if found is not None:
        raise SyntaxProblemError("special characters are not allowed", text.count("\n", 0, found.start()) + 1, 1)
    replaced = _stand_ins(text)
    text = text.translate(replaced)
    back = {ord(other): letter for letter, other in replaced.items()}
    for event in _parsed(text):
        if back and isinstance(getattr(event, "value", None), str):
            event.value = event.value.translate(back)
        yield event


def _stand_ins(text: str) -> dict[int, str]:
    """For each character of _NO_BREAKS in the text, a private-use character that the text does not have."""
    odd = [letter for letter in _NO_BREAKS if letter in text]
    if not odd:
        return {}
    present = set(text)
    free = (chr(number) for number in _STAND_INS if chr(number) not in present)
    return dict(zip(map(ord, odd), free, strict=False))


def _parsed(text: str) -> Iterator[Any]:
    if CParser is None:
        yield from _events_from(_PythonParser(text))
        return
    number = 0
    try:
        for event in _events_from(CParser(text)):
            yield event
            number += 1
    except SyntaxProblemError:
        # libyaml words errors otherwise, and refuses some valid texts, such as {a:}.
        again = _events_from(_PythonParser(text))
        for _ in range(number):
            next(again)
        yield from again


def _events_from(parser: Any) -> Iterator[Any]:
    try:
        while parser.check_event():
            yield parser.get_event()
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        reason = " ".join(filter(None, (error.context, error.problem)))
        raise SyntaxProblemError(" ".join(reason.split()), line, column) from None
    except (ValueError, OverflowError) as error:  # from the digits of a %YAML line or of an escaped character
        mark = parser.get_mark()
        raise SyntaxProblemError(str(error), mark.line + 1, mark.column + 1) from None


class _PythonParser(Reader, Scanner, Parser):
    """PyYAML's own parser, which here takes tabs, and question marks within words, as libyaml and YAML 1.2 do."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def scan_to_next_token(self) -> None:
        super().scan_to_next_token()
        while self.peek() == "\t" and (self.flow_level or not self.allow_simple_key):
            self.forward()
            super().scan_to_next_token()

    def scan_plain(self) -> ScalarToken:
        """A plain scalar, which may go on over several lines."""
        words, between, start = [], "", self.get_mark()
        end = start
        line = _IN_BRACKETS if self.flow_level else _IN_BLOCK
        while self.peek() != "#" and (found := line.match(self.buffer, self.pointer)):
            words += [between, found[0]]
            self.forward(len(found[0]))
            self.allow_simple_key = False
            end = self.get_mark()
            between = self._fold()
            if not between or (not self.flow_level and self.column <= self.indent):
                break
        return ScalarToken("".join(words), True, start, end)

    def scan_anchor(self, TokenClass: type[AliasToken | AnchorToken]) -> AliasToken | AnchorToken:  # noqa: N803
        """A name behind & or *, of any letters."""
        found = _NAME.match(self.buffer, self.pointer + 1)
        if found is None:
            # it raises the error
            return cast(AliasToken | AnchorToken, super().scan_anchor(TokenClass))  # type: ignore[no-untyped-call] # its stubs say nothing
        start = self.get_mark()
        self.forward(1 + len(found[0]))
        return TokenClass(found[0], start, self.get_mark())

    def scan_block_scalar_indicators(self, start_mark: Mark) -> tuple[bool | None, int | None]:
        """What stands behind | or >: whether the breaks at the end count, and by how much the text is indented."""
        found = _HEADER.match(self.buffer, self.pointer)
        if found is None:
            return super().scan_block_scalar_indicators(start_mark)  # which raises the error
        self.forward(len(found[0]))
        keeps, indented = found[1] or found[4], found[2] or found[3]
        return (keeps == "+" if keeps else None), (int(indented) if indented else None)

    def _fold(self) -> str:
        """The text for a line break and the blank lines after it; empty where the scalar ends."""
        gap = _GAP.match(self.buffer, self.pointer)
        if gap is None:
            return ""
        self.forward(len(gap[0]))
        self.allow_simple_key = True
        if _DOCUMENT.match(self.buffer, self.pointer) and self.column == 0:
            return ""
        while self.peek() in " \t" and (self.flow_level or self.column > self.indent):
            self.forward()
        return "\n" * (len(_BREAK.findall(gap[0])) - 1) or " "


def _line(ends: str) -> re.Pattern[str]:
    """A pattern of what belongs to a plain scalar on one line; ``ends`` end it, and so does a colon before a blank."""
    word = rf"(?:[^ \t\r\n\0:{ends}]++|:(?![ \t\r\n\0]))++"
    return re.compile(rf"{word}(?:[ \t]++(?!#){word})*+")


_IN_BLOCK, _IN_BRACKETS = _line(""), _line(r",\[\]{}")
_NAME = re.compile(r"[0-9A-Za-z_-]+(?=[ \t\r\n\0?:,\]}%@`])|[^ \t\r\n\0,\[\]{}]+")
"""The first alternative is a name as libyaml takes it, of ASCII only."""
_GAP = re.compile(r"[ \t]*(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))* *")
_HEADER = re.compile(r"(?:([-+])([1-9]?)|([1-9])([-+]?))?(?:[ \t]+|(?=#))")
_BREAK = re.compile(r"\r\n|\r|\n")
_DOCUMENT = re.compile(r"(?:---|\.\.\.)[ \t\r\n\0]")
