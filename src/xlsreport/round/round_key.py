"""The secret key of a round, by which its workbooks are signed, and the id of a round."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from xlsreport.definition.loading.regular_file import UnreadFileError, read_regular_file
from xlsreport.errors import RoundError
from xlsreport.messages import Messages

_KEY_BYTES = 32
"""The length of an HMAC-SHA-256 digest ([RFC 2104] section 3)."""


def read_key(path: Path, messages: Messages) -> bytes:
    """The key of a round from its file.

    Raises:
        RoundError: there is none, or none that can be read.
    """
    try:
        key = bytes.fromhex(read_regular_file(path, 1).decode("ascii").strip())
    except UnreadFileError as error:
        expect_permission(path, error, messages)
        key = b""
    except ValueError:
        key = b""
    if len(key) != _KEY_BYTES:
        raise RoundError(messages("round.no_key", file=path))
    return key


def expect_permission(path: Path, error: UnreadFileError, messages: Messages) -> None:
    """Say that a file of a round may not be read, where that is why it was not.

    Raises:
        RoundError: it may not be read.
    """
    if error.key == "no_permission":
        raise RoundError(messages("round.no_permission", file=path)) from None


def new_key() -> bytes:
    """A random key."""
    return secrets.token_bytes(_KEY_BYTES)


def new_id() -> str:
    """A random id for a round."""
    return secrets.token_hex(8)


def write_key(path: Path, key: bytes) -> None:
    """Write a key that only its owner can read; on Windows the folder's rights apply."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(f"{key.hex()}\n")
