"""Files that are no workbooks of ours, or that cannot be opened."""

from __future__ import annotations

import io
import zipfile

from msoffcrypto.format.ooxml import OOXMLFile


def archive(*names: str, content: bytes = b"<x/>") -> bytes:
    """A zip archive with these members, all of one content."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name in names:
            file.writestr(name, content)
    return stream.getvalue()


def encrypted(plain: bytes) -> bytes:
    """A workbook that asks for a password."""
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt("secret", stream)
    return stream.getvalue()
