"""Names of files that every system takes, for agencies that may be called anything."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
"""Characters that Windows does not take in the name of a file; slashes nobody does."""
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
"""Names that Windows takes for a device, whatever follows the first dot."""
_LONGEST = 80
"""Characters before the ending: a path on Windows has 260, and a Linux name 255 bytes, of which a Chinese character
takes three."""
_LONGEST_BYTES = 200


def safe_name(text: str) -> str:
    """A text as the name of a file or folder without its ending; where it had to be changed, a mark of the original
    keeps it apart from others.
    """
    plain = unicodedata.normalize("NFC", text)
    kept = "".join("_" if unicodedata.category(c)[0] == "C" else c for c in _FORBIDDEN.sub("_", plain)).strip(" .")
    kept = f"_{kept}" if _DEVICES.match(kept) or not kept else kept
    return kept if kept == plain and _fits(kept) else f"{_cut(kept)}~{hashlib.sha256(text.encode()).hexdigest()[:6]}"


def _fits(text: str) -> bool:
    return len(text) <= _LONGEST and len(text.encode()) <= _LONGEST_BYTES


def _cut(text: str) -> str:
    while not _fits(text):
        text = text[:-1]
    return text.rstrip(" .")
