"""Bytes of a page or text → characters: which encoding reads them decides, not what the page states of itself."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from charset_normalizer import from_bytes

from xlsreport.messages import Messages

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks and the encoding that each states ([Unicode 16] 2.13); that of UTF-32 begins as that of UTF-16."""
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "unicode": "utf-16",
}
"""Stated encodings that browsers read as a larger one ([Encoding Standard] 4.2)."""
_OTHERS = ("gb18030", "big5hkscs", "cp932", "cp949", "cp1252", "cp1251")
"""What pages are written in besides UTF-8, for those that state nothing or something wrong."""
_STRANGE = 0.02
"""Share of odd characters up to which a stated encoding is believed; a wrong one gives many times that."""
_DAMAGED = 0.02
"""Share of unreadable characters up to which a text counts as damaged and not as one in another encoding."""
_STATED = re.compile(rb"""(?:charset|<\?xml[^>]{0,80}encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.+-]{1,40})""", re.IGNORECASE)
_WIDE_HEAD = 1000
"""Characters by which a text of two or four bytes for each is known."""
_CONTROLS = re.compile("[\0-\x08\x0e-\x1f]")
_RUNS = re.compile(r"[^\x00-\x7f]{2,}")
_MOSTLY = 0.8
"""Share of a text's characters outside ASCII that stand beside another one, where its script is not Latin."""
_SAMPLE = 60_000
"""Bytes outside ASCII runs that are looked at to compare encodings."""


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A decoded text, its encoding, and how many of its characters could not be read."""

    text: str
    encoding: str
    unreadable: int = 0

    def notes(self, messages: Messages) -> tuple[str, ...]:
        """What to say of characters that could not be read."""
        if not self.unreadable:
            return ()
        return (messages("text_decoding.unreadable", count=self.unreadable, encoding=self.encoding),)


def decoded_text(data: bytes, stated: Iterable[str] = ()) -> DecodedText:
    """The characters of a text.

    Args:
        data: its bytes.
        stated: the encodings that it states of itself, the most binding first; they may be wrong.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _damaged(data, encoding)
    if (wide := _encoding_by_zeros(data)) is not None:
        return _damaged(data, wide)
    text = _strictly(data, "utf-8")
    if text is not None:
        return DecodedText(text, "utf-8")
    names = [name for name in map(_codec, stated) if name and name != "utf-8"]
    return _by_what_decodes(data, list(dict.fromkeys([*names, *_OTHERS])), names)


def _by_what_decodes(data: bytes, candidates: Sequence[str], stated: Sequence[str]) -> DecodedText:
    texts = {name: text for name in candidates if (text := _strictly(data, name)) is not None}
    for name in stated:
        if name in texts and strangeness(texts[name]) <= _STRANGE:
            return DecodedText(texts[name], name)
    damaged = [_damaged(data, name) for name in dict.fromkeys(("utf-8", *stated, "gb18030")) if name not in texts]
    for attempt in damaged:
        if _share_unreadable(attempt) <= _DAMAGED and _is_running_text(attempt.text):
            return attempt
    likely = _likeliest(data, texts)
    return min(damaged, key=_share_unreadable) if likely is None else DecodedText(texts[likely], likely)


def _is_running_text(text: str) -> bool:
    """Whether characters outside ASCII stand beside each other, as words of another script, and are plausible."""
    foreign = sum(letter > "\x7f" for letter in text)
    return strangeness(text) <= _STRANGE + _DAMAGED and sum(map(len, _RUNS.findall(text))) >= _MOSTLY * foreign


def _likeliest(data: bytes, texts: dict[str, str]) -> str | None:
    """The encoding that reads the bytes most plausibly, of those that can; a library compares languages."""
    if len(texts) < 2:
        return next(iter(texts), None)
    strange = {name: strangeness(text) for name, text in texts.items()}
    least = min(strange.values())
    near = [name for name in texts if strange[name] <= least + _STRANGE]
    if len(near) > 1:
        best = from_bytes(_sample(data), cp_isolation=near, threshold=1.0, enable_fallback=False).best()
        named = [name for name in near if best is not None and name in best.could_be_from_charset]
        near = named or near
    return near[0]


def _sample(data: bytes) -> bytes:
    """The lines with bytes outside ASCII, which alone tell encodings apart."""
    lines: list[bytes] = []
    length = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            lines.append(line)
            length += len(line)
            if length > _SAMPLE:
                break
    return b"\n".join(lines)


def strangeness(text: str) -> float:
    """The share of characters outside ASCII that hardly occur in reports, as a wrong encoding gives them."""
    foreign = [letter for letter in text[: 4 * _SAMPLE] if letter > "\x7f"]
    return sum(map(_is_strange, foreign)) / len(foreign) if foreign else 0.0


def _is_strange(letter: str) -> bool:
    if "\u4e00" <= letter <= "\u9fff" or "\u3000" <= letter <= "\u30ff" or "\uff01" <= letter <= "\uff5e":
        return False
    if "\uac00" <= letter <= "\ud7a3" or "\u2010" <= letter <= "\u22ff" or "\u2460" <= letter <= "\u25ff":
        return False
    if letter in "\u00a0\u00ad\u00b7\u00d7\u00b0\u00b1\u00a7\u00ab\u00bb\u00b2\u00b3\u00a3\u20ac\ufeff\u200b":
        return False
    return unicodedata.category(letter)[0] not in "L" or letter > "\u3400" or "\uff61" <= letter <= "\uff9f"


def _damaged(data: bytes, encoding: str) -> DecodedText:
    text = data.decode(encoding, "replace")
    return DecodedText(text.removeprefix("\ufeff"), encoding, text.count("\ufffd"))


def _share_unreadable(decoded: DecodedText) -> float:
    foreign = sum(letter > "\x7f" for letter in decoded.text)
    return decoded.unreadable / foreign if foreign else 0.0


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:  # not only UnicodeDecodeError: some codecs raise its base class
        return None


def _encoding_by_zeros(data: bytes) -> str | None:
    """UTF-16 without its mark: no other encoding has zeros, and markup and line ends give many."""
    head = data[: 2 * _SAMPLE]
    if b"\0" not in head or len(data) % 2:
        return None
    texts = {name: text for name in ("utf-16-le", "utf-16-be") if (text := _strictly(data, name)) is not None}
    return min(texts, key=lambda name: texts[name].count("\0") + strangeness(texts[name]), default=None)


def is_wide_text(data: bytes) -> bool:
    """Whether bytes are a text in UTF-16 or UTF-32, with a byte order mark or without."""
    head = data[: 4 * _WIDE_HEAD]
    encoding = next((name for mark, name in _MARKS[1:] if head.startswith(mark)), None) or _encoding_by_zeros(head)
    text = None if encoding is None else _strictly(head, encoding)
    return text is not None and text != "" and strangeness(text) <= _STRANGE and not _CONTROLS.search(text)


def _codec(name: str) -> str | None:
    """Python's name of a stated encoding, the larger one where browsers take that; None for what is no encoding."""
    plain = name.strip().strip("\"'").lower()
    try:
        plain = _WIDER.get(plain, plain)
        b"".decode(plain)  # refuses codecs that are none of texts
        return codecs.lookup(plain).name
    except (LookupError, ValueError, UnicodeError):
        return None


def stated_encodings(head: bytes) -> Iterator[str]:
    """The encodings that a page's ``meta`` elements or its XML declaration state, in their order."""
    for found in _STATED.finditer(head):
        yield found[1].decode("ascii", "replace")
