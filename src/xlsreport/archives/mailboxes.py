"""Mailbox files (mbox, RFC 4155), in which Thunderbird and other programs keep and export mails."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from typing import IO

from xlsreport.archives.bundle import Bundle, BundleEntry, BundleSource, ReadableStream
from xlsreport.archives.mail_names import subject_of
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.submission.intake.input_file import MAX_BYTES, MAX_MEGABYTES

_MAX_MAIL_BYTES = MAX_BYTES
"""Bytes of one mail; the file may have any number of mails."""
_MAX_LINE_BYTES = 1_000_000
_SEPARATOR = re.compile(rb"From [^\r\n]{1,200}\r?\n")
"""The line before a mail, at the start of the file or after an empty line."""


def mailbox_bundle(source: BundleSource) -> Bundle:
    """The mails of a mailbox file, in its order."""
    return Bundle(_mails(source.file), nothing="mail_without_files")


def _mails(file: IO[bytes]) -> Iterator[BundleEntry]:
    for number, mail in enumerate(_split(file), 1):
        if mail is None:
            yield BundleEntry(f"{number}.eml", _too_large)
        else:
            yield BundleEntry(_name_of(mail, number), lambda mail=mail: io.BytesIO(mail))  # type: ignore[misc]  # bound now


def _name_of(mail: bytes, number: int) -> str:
    subject = subject_of(BytesHeaderParser().parsebytes(mail.partition(b"\n\n")[0][:_MAX_LINE_BYTES]))
    return f"{number}-{subject}.eml" if subject else f"{number}.eml"


def _too_large() -> ReadableStream:
    raise InvalidFileError("mail_too_large", limit=MAX_MEGABYTES)


def _split(file: IO[bytes]) -> Iterator[bytes | None]:
    """The mails one after the other; None for one that is too large."""
    file.seek(0)
    mail: bytearray | None = None
    behind_empty, is_too_large = True, False
    while line := file.readline(_MAX_LINE_BYTES):
        if behind_empty and _SEPARATOR.fullmatch(line):
            if mail is not None:
                yield None if is_too_large else bytes(mail)
            mail, is_too_large = bytearray(), False
        elif mail is not None and not is_too_large:
            mail += line
            is_too_large = len(mail) > _MAX_MAIL_BYTES
            if is_too_large:
                mail.clear()
        behind_empty = line in (b"\n", b"\r\n")
    if mail is not None:
        yield None if is_too_large else bytes(mail)
