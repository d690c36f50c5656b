"""The words of a label apart from what reports add and leave out: its number, remarks in brackets, blanks, width."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from xlsreport.letter_case import caseless
from xlsreport.submission.label_normalising import normalise_label

_CHINESE = "[一二三四五六七八九十]{1,3}"
_LEAD = re.compile(
    rf"\s*(?:[(（]\s*(?P<bracketed>{_CHINESE}|[0-9]{{1,2}}|[a-z]|[ivx]{{1,4}})\s*[)）]"
    rf"|(?P<plain>{_CHINESE}|[0-9]{{1,2}}|[a-z]|[ivx]{{1,4}})(?:\s*[.．、:：)）](?![0-9])|(?=\s+[^\W0-9a-z]))"
    r"|(?P<circled>[①-⑳]))[\s、.．]*",
    re.IGNORECASE,
)
"""A number before a label: （一）, 三、, 1., 1), a), ①. One without a sign counts before Chinese words alone."""
_AND = re.compile(r"(?<=[a-z)])\s*&\s*(?=[(a-z])")
_REMARK = re.compile(r"[(（\[【〔](?P<words>[^()（）\[\]【】〔〕]*)[)）\]】〕][\s。.:：*＊]*$")
"""Words in brackets at the end."""
_MAX_LABEL = 120
"""Characters of the longest text that may be a label; the longest label of a shipped definition has 82."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A label taken apart; all in one width and case, without blanks and punctuation.

    Attributes:
        whole: all of it.
        core: without its number and the remarks at its end.
        number: the number before it; empty where it has none.
        remark: what stands in brackets at its end.
        words: the words of ``core``, as blanks part them.
    """

    whole: str
    core: str
    number: str
    remark: str
    words: tuple[str, ...]


def folded_signs(text: str) -> str:
    """A text without letters, such as 1–20, in one width and with one kind of dash."""
    return re.sub(r"[-‐‑‒–—―−~～]+", "-", "".join(unicodedata.normalize("NFKC", text).split()))


@lru_cache(maxsize=20_000)
def wording_of(text: str) -> Wording | None:
    """The wording of a text that may be a label; None for a blank, a number, and what is too long."""
    if len(text) > 2 * _MAX_LABEL:
        return None
    folded = caseless(text).strip()
    folded = _AND.sub(" and ", folded)
    whole = normalise_label(folded)
    if not 0 < len(whole) <= _MAX_LABEL or not any(letter.isalpha() for letter in whole):
        return None
    lead = _LEAD.match(folded)
    number = next(filter(None, lead.groups()), "") if lead else ""
    rest = folded[lead.end() :] if lead else folded
    remarks: list[str] = []
    while (remark := _REMARK.search(rest)) is not None and remark.start() > 0:
        remarks.insert(0, normalise_label(remark["words"]))
        rest = rest[: remark.start()].rstrip()
    core = normalise_label(rest)
    if not core:
        return Wording(whole, whole, "", "", (whole,))
    words = tuple(filter(None, map(normalise_label, rest.split())))
    return Wording(whole, core, normalise_label(number), "".join(remarks), words)
