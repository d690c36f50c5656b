"""Reads a list from a text file. A library detects the encoding, and doubts are kept; the delimiter is the one with
which headings are found."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from xlsreport.tabular.listed_sheets import Decoding, ListedFile, ListedSheet, ListLine

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

HeadingSearch = Callable[[Sequence[ListLine]], Sequence[str] | None]
"""The cells that are headings of a list among its first lines; None where there are none."""
DELIMITERS = ",;\t|，；"
"""Commas, semicolons (locales with a decimal comma), tabs; the full-width ones are typed by hand."""
_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe\x00\x00": "utf-32",
    b"\x00\x00\xfe\xff": "utf-32",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
"""Byte order marks and the encoding that each states ([Unicode 16] 2.13)."""
_OF_SPREADSHEETS = ("gb18030", "cp1252", "big5", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp932", "cp949")
"""Encodings in which spreadsheets write CSV, depending on the system; of equally good ones the first is taken."""
_LANGUAGES = {
    "cp1250": "bs cs hr hu pl ro sk sl sq",
    "cp1251": "be bg kk ky mk mn ru sr uk",
    "cp1252": "ca da de es eu fi fr gl is it nb nl no pt sv",
    "cp1253": "el",
    "cp1254": "az tr",
    "cp1255": "he",
    "cp1256": "ar fa ur",
    "cp1257": "et lt lv",
    "cp932": "ja",
    "cp949": "ko",
}
_OF_LANGUAGES = {language: encoding for encoding, spoken in _LANGUAGES.items() for language in spoken.split()}
"""In which encoding a spreadsheet on Windows writes CSV where people speak a language; English is spoken anywhere."""
_WITHOUT_MARK = ("utf_16_le", "utf_16_be")
_MESSY = 0.3
"""The library's measure of disorder (``chaos``) above which a candidate is rejected."""
_ABOUT_AS_GOOD = 0.12
"""Additional disorder up to which a candidate is kept; lists are short, so the measure is coarse."""
_SHOWN = 40
_BEGINNING = 60
"""Lines among which headings are looked for; a file's own limit for them is lower."""


class UnreadableTextError(Exception):
    """A text without a list; ``key`` is that of the message below ``roster.``, and ``values`` are its values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def parse_text_list(data: bytes, encoding: str, headings: HeadingSearch, language: str = "") -> ListedFile:
    """The list in the bytes of a text.

    Args:
        data: the text.
        encoding: its encoding, where the office says so.
        headings: finds the headings.
        language: of the report, as a tag: of the encodings that are possible, that of its country is the likeliest.

    Raises:
        UnreadableTextError: it is no text, or its quotation marks do not match.
        LookupError: there is no such encoding.
    """
    text, decoding = _decoded(data, encoding, headings, _OF_LANGUAGES.get(language.partition("-")[0], ""))
    lines = _lines(text, headings)
    if lines is None and text and "\n" not in text and "\r" not in text:
        raise UnreadableTextError("other_encoding" if encoding else "not_csv", encoding=encoding)
    return ListedFile([ListedSheet("", _in_most_cells(text) if lines is None else lines)], decoding, text)


def _decoded(data: bytes, encoding: str, headings: HeadingSearch, local: str) -> tuple[str, Decoding]:
    named = encoding or next((name for mark, name in _MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        return data.decode(named).removeprefix("\ufeff"), Decoding(named)
    except UnicodeError:  # not only UnicodeDecodeError: some codecs raise its base class
        if named != "utf-8" or encoding:
            raise UnreadableTextError("other_encoding" if encoding else "not_csv", encoding=encoding) from None
    texts = _candidates(data, headings, local)
    if not texts:
        raise UnreadableTextError("not_csv")
    first, *others = texts
    proved = _has_telling_headings(texts[first], headings)
    return texts[first], _doubtful(first, texts, () if proved else others)


def _candidates(data: bytes, headings: HeadingSearch, local: str) -> dict[str, str]:
    """The decoded texts by encoding, the likeliest first; ``local`` is the one of the country, where that is known."""
    from charset_normalizer import from_bytes  # for what is no UTF-8 only

    known = dict.fromkeys((local, *_OF_SPREADSHEETS) if local else _OF_SPREADSHEETS)
    isolated = [*known, *(_WITHOUT_MARK if b"\0" in data else ())]
    matches = list(from_bytes(data, cp_isolation=isolated, threshold=_MESSY, enable_fallback=False))
    least = min((match.chaos for match in matches), default=0.0)
    matches = [match for match in matches if match.chaos <= least + _ABOUT_AS_GOOD]
    texts = {_name(match, isolated): str(match) for match in sorted(matches, key=lambda one: _order(one, isolated))}

    # Chinese headings are found in one encoding only; a text without headings is no list in that encoding.
    def rank(item: tuple[str, str]) -> tuple[bool, bool, bool]:
        name, text = item
        return not _has_telling_headings(text, headings), _lines(text, headings) is None, name != (local or name)

    return dict(sorted(texts.items(), key=rank))


def _order(match: CharsetMatch, isolated: list[str]) -> tuple[float, float, int]:
    return round(match.chaos, 2), -_share_of_letters(str(match)), isolated.index(_name(match, isolated))


def _name(match: CharsetMatch, isolated: list[str]) -> str:
    """The first of the encodings that give the same text."""
    return min((name for name in match.could_be_from_charset if name in isolated), key=isolated.index)


def _share_of_letters(text: str) -> float:
    """The share of letters and punctuation among non-ASCII characters; wrong encodings give symbols such as ¹ or £."""
    strange = [character for character in text if not character.isascii()]
    return sum(unicodedata.category(c)[0] in "LMP" for c in strange) / len(strange) if strange else 1.0


def _doubtful(encoding: str, texts: Mapping[str, str], others: Iterable[str]) -> Decoding:
    """A decoding in doubt, with the first line in which the encodings differ, in each of them."""
    own = texts[encoding].splitlines()
    lines = {other: texts[other].splitlines() for other in others}
    differing = (n for n, line in enumerate(own) if any(n < len(read) and read[n] != line for read in lines.values()))
    shown = next(differing, 0)
    readings = {other: _shown(read[shown]) for other, read in lines.items() if len(read) > shown}
    line = _shown(own[shown]) if own else ""
    distinct: dict[str, str] = {}
    for other, text in readings.items():
        if text != line and text not in distinct.values():
            distinct[other] = text
    return Decoding(encoding, certain=False, shown=line, others=distinct)


def _shown(line: str) -> str:
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def _has_telling_headings(text: str, headings: HeadingSearch) -> bool:
    """Whether there are headings with non-ASCII characters, which prove the encoding."""
    lines = _lines(text, headings)
    found = None if lines is None else headings(lines)
    return found is not None and not all(map(str.isascii, found))


def _lines(text: str, headings: HeadingSearch) -> list[ListLine] | None:
    """The lines, by the first delimiter with which headings are found; None if there is none."""
    for delimiter in DELIMITERS:
        beginning = list(_parsed(text, delimiter, strict=False, most=_BEGINNING))
        if headings(beginning) is not None:
            return list(_parsed(text, delimiter, strict=True))
    return None


def _in_most_cells(text: str) -> list[ListLine]:
    """The first lines of a text without headings, in as many cells as possible: so it can be said what they lack."""
    parted = (list(_parsed(text, delimiter, strict=False, most=_BEGINNING)) for delimiter in DELIMITERS)
    return max(parted, key=lambda lines: sum(len(line.cells) for line in lines))


def _parsed(text: str, delimiter: str, *, strict: bool, most: int = 0) -> Iterator[ListLine]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    begun = 1
    try:
        for cells in reader:
            yield ListLine(begun, tuple(map(_cell, cells)))
            begun = reader.line_num + 1
            if most and begun > most:
                return
    except csv.Error as error:
        if strict:
            key = "not_csv" if "field larger" in str(error) else "open_quote"
            raise UnreadableTextError(key, line=begun) from None


def _cell(text: str) -> str:
    """The value of a cell; ``="013"`` is a spreadsheet's way to keep leading zeros, and gives 013."""
    return text[2:-1] if len(text) > 2 and text.startswith('="') and text.endswith('"') else text
