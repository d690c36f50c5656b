"""A zip archive whose members are stored as they are: it is compressed as a whole, and read by Python at once."""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_STORED, ZipFile, ZipInfo

_MOMENT = (1980, 1, 1, 0, 0, 0)


def stored_zip(members: Mapping[str, bytes]) -> bytes:
    """The archive; the same members give the same bytes."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as package:
        for name, data in members.items():
            package.writestr(ZipInfo(name, _MOMENT), data)
    return buffer.getvalue()
