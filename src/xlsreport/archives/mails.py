"""Mails in the format of RFC 5322 (.eml): their attachments, with names and the mail's date."""

from __future__ import annotations

import base64
import binascii
import io
import re
import string
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from email import message_from_binary_file
from email.errors import (
    CloseBoundaryNotFoundDefect,
    MultipartInvariantViolationDefect,
    NoBoundaryInMultipartDefect,
    StartBoundaryNotFoundDefect,
)
from email.generator import BytesGenerator
from email.message import Message
from email.policy import Compat32
from email.utils import parsedate_to_datetime
from functools import partial
from typing import IO

from xlsreport.archives.bundle import UNREADABLE, Bundle, BundleEntry, BundleSource, ReadableStream
from xlsreport.archives.mail_names import (
    attachment_name,
    given_name,
    header_text,
    is_called_a_picture,
    raw_name,
    subject_of,
)
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.submission.intake.input_file import MAX_BYTES, MAX_MEGABYTES

_MAX_MAIL_BYTES = MAX_BYTES
"""Bytes of a mail; parsing it takes about three times as much memory."""
_MAX_LINES, _MIN_LINE_BYTES, _MAX_PARTS = 100_000, 50, 50_000
"""Lines of a mail, plus one for so many bytes, the least length of an attachment's lines; and lines that may start a
part."""
_BLOCK = 1_000_000
_MAILS = "message/rfc822"
_ENCRYPTED = {"application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted"}
_NO_FILES = {
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "application/applefile",
    "message/delivery-status",
    "message/disposition-notification",
    "text/rfc822-headers",
}
"""Content types of parts that only mail programs use."""
_CUT = (
    NoBoundaryInMultipartDefect,
    StartBoundaryNotFoundDefect,
    CloseBoundaryNotFoundDefect,
    MultipartInvariantViolationDefect,
)
"""Defects of a mail of which parts are lost."""
_UUENCODED = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]+)\r?\n((?:[ -`]{1,85}\r?\n)+)end\r?$", re.MULTILINE)
"""A file in the text of a mail ([POSIX] uuencode): its rights and its name, then lines of letters."""
_NO_BASE64 = bytes(set(range(256)) - set(string.ascii_letters.encode() + string.digits.encode() + b"+/"))
_PLAUSIBLE_DATES = datetime(1990, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""Dates outside come from a clock that was never set."""


def mail_bundle(source: BundleSource) -> Bundle:
    """What is attached to a mail.

    Raises:
        InvalidFileError: it is larger than what is taken apart.
    """
    _expect_reasonable_size(source.file)
    try:
        mail = _parsed(source.file)
        pieces = list(_attached(mail))
    except UNREADABLE:  # such as endlessly nested parts
        raise InvalidFileError("damaged") from None
    is_whole = mail.get_content_type() in _ENCRYPTED or not any(isinstance(one, _CUT) for one in mail.defects)
    return Bundle(pieces if is_whole else _and_more(pieces), len(pieces), "mail_without_files")


def _and_more(pieces: Iterable[BundleEntry]) -> Iterator[BundleEntry]:
    """What is left of a mail that ends too early or whose parts cannot be told apart; then that there was more."""
    yield from pieces
    raise InvalidFileError("damaged_mail")


def mail_date(mail: Message) -> datetime | None:
    """When a mail was sent, or else received by the last server; None if there is no plausible date."""
    stations = [header_text(mail, "Date"), header_text(mail, "Received").rpartition(";")[2]]
    return next(filter(None, map(_moment, stations)), None)


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text.strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # -0000: zone unknown (RFC 5322, 3.3)
        return moment if _PLAUSIBLE_DATES[0] < moment < _PLAUSIBLE_DATES[1] else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _expect_reasonable_size(file: IO[bytes]) -> None:
    """Refuse a mail with so many lines or parts that parsing it would exhaust the memory."""
    size = file.seek(0, io.SEEK_END)
    if size > _MAX_MAIL_BYTES:
        raise InvalidFileError("mail_too_large", limit=MAX_MEGABYTES)
    file.seek(0)
    lines = parts = 0
    while block := file.read(_BLOCK):
        lines += max(block.count(b"\n"), block.count(b"\r"))
        parts += block.count(b"\n--") + block.count(b"\r--")
    if lines > _MAX_LINES + size // _MIN_LINE_BYTES or parts > _MAX_PARTS:
        raise InvalidFileError("archive_bomb")


def _parsed(file: IO[bytes]) -> Message:
    file.seek(0)
    file.seek(len(BOM_UTF8) if file.read(len(BOM_UTF8)) == BOM_UTF8 else 0)  # a byte order mark of an editor
    return message_from_binary_file(file)


def _attached(mail: Message) -> Iterator[BundleEntry]:
    """The attached files, without the mail's own texts and the pictures and signatures in them."""
    arrived = mail_date(mail)
    for number, part in enumerate(_parts(mail), 1):
        if part.get_content_type() in _ENCRYPTED:
            yield BundleEntry(attachment_name(part, number), _closed, arrived)
        elif part.get_content_type() == _MAILS:
            yield BundleEntry(_name_of_mail(part, number), partial(_forwarded, part), arrived)
        elif _is_file(part):
            yield BundleEntry(attachment_name(part, number), partial(_decoded, part), arrived)
        elif part.get_content_maintype() == "text":
            yield from (BundleEntry(name, partial(io.BytesIO, data), arrived) for name, data in _within_text(part))


def _parts(mail: Message) -> Iterator[Message]:
    """The parts of a mail, without those of mails within it, each of which is one part."""
    yield mail
    inner = mail.get_payload()
    if mail.get_content_maintype() == "multipart" and isinstance(inner, list):
        for part in inner:
            if isinstance(part, Message):
                yield from _parts(part)


def _is_file(part: Message) -> bool:
    kind, major = part.get_content_type(), part.get_content_maintype()
    if kind in _NO_FILES or major == "multipart":
        return False
    is_attached = header_text(part, "Content-Disposition").strip().lower().startswith("attachment")
    if major == "image" and is_called_a_picture(part):
        return is_attached and "Content-ID" not in part
    return is_attached or major != "text" or given_name(part) != ""


def _within_text(part: Message) -> Iterator[tuple[str, bytes]]:
    """The files that a program wrote into the text of a mail as letters, as Outlook can for plain texts."""
    text = part.get_payload(decode=True)
    for found in _UUENCODED.finditer(text) if isinstance(text, bytes) else ():
        yield raw_name(found[1]), b"".join(map(_from_uuencoded, found[2].splitlines()))


def _from_uuencoded(line: bytes) -> bytes:
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:  # letters after the last one that counts
        return binascii.a2b_uu(line[: ((line[0] - 32 & 63) * 4 + 5) // 3])


def _decoded(part: Message) -> ReadableStream:
    text = part.get_payload()
    if isinstance(text, str) and _encoding(part) == "base64":
        with suppress(UnicodeEncodeError):  # the standard library copes with these, using more memory
            return io.BytesIO(_from_base64(text.encode("ascii")))
    content = part.get_payload(decode=True)
    return io.BytesIO(content if isinstance(content, bytes) else b"")


def _from_base64(text: bytes) -> bytes:
    """The bytes; of a text that was cut off, all that are whole."""
    try:
        return binascii.a2b_base64(text)
    except binascii.Error:
        letters = text.translate(None, _NO_BASE64)
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4])


def _encoding(part: Message) -> str:
    return header_text(part, "Content-Transfer-Encoding").strip().lower()


def _closed() -> ReadableStream:
    raise InvalidFileError("encrypted_mail")


def _name_of_mail(part: Message, number: int) -> str:
    inner = _mail_in(part)
    return given_name(part) or f"{subject_of(inner) if inner else ''}".strip() + f"-{number}.eml".lstrip("-")


def _mail_in(part: Message) -> Message | None:
    inner = part.get_payload()
    return inner[0] if isinstance(inner, list) and inner and isinstance(inner[0], Message) else None


class _AsItWas(Compat32):
    """Writes headers as they were read; of itself Python 3.13 refuses to write one that is damaged."""

    verify_generated_headers = False


def _forwarded(part: Message) -> ReadableStream:
    """An attached mail as the bytes of a mail, so that it is parsed like any other."""
    inner, stream = _mail_in(part), io.BytesIO()
    if inner is None:
        return _decoded(part)
    if _encoding(part) == "base64":  # against the standard, by some programs
        try:
            return io.BytesIO(base64.b64decode(str(inner.get_payload())))
        except (binascii.Error, ValueError):
            raise InvalidFileError("damaged") from None
    BytesGenerator(stream, mangle_from_=False, maxheaderlen=0, policy=_AsItWas()).flatten(inner)
    return io.BytesIO(stream.getvalue())
