"""Makes names of files that every system accepts."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from itertools import chain, count

from xlsreport.submission.intake.input_file import is_junk

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
"""Characters that Windows refuses in the name of a file; no system takes slashes."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE)
"""Names that Windows takes for a device, with any suffix."""
_MAX_CHARACTERS = 80
"""Characters before the suffix: a path on Windows has 260, and a name on Linux 255 bytes, three for a Chinese
character."""
_MAX_BYTES = 200


def distinct_names(texts: Mapping[str, str]) -> dict[str, str]:
    """A safe name for each text by its key; of two that some system takes for the same, the later gets a number."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key, text in texts.items():
        name = safe_name(text)
        others = (f"{name}~{number}" for number in count(2))
        names[key] = next(one for one in chain([name], others) if caseless(one) not in taken)
        taken.add(caseless(names[key]))
    return names


def caseless(name: str) -> str:
    """A key that is equal for names that Windows or macOS take for the same."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def safe_name(text: str) -> str:
    """A text as the name of a file or folder, without suffix; a changed text gets a digest of the original, which keeps
    it distinct.
    """
    plain = unicodedata.normalize("NFC", text)
    kept = "".join("_" if unicodedata.category(c)[0] == "C" else c for c in _FORBIDDEN.sub("_", plain)).strip(" .")
    kept = f"_{kept}" if _DEVICES.match(kept) or is_junk(kept) or not kept else kept
    if kept == plain and _fits(kept):
        return kept
    return f"{_cut(kept)}~{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"


def _fits(text: str) -> bool:
    return len(text) <= _MAX_CHARACTERS and len(text.encode()) <= _MAX_BYTES


def _cut(text: str) -> str:
    while not _fits(text):
        text = text[:-1]
    return text.rstrip(" .")
