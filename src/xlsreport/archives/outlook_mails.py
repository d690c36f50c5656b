"""Mails that Outlook saved ([MS-OXMSG]): their attachments, with names and the mail's date."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import datetime
from functools import partial

from olefile import OleFileIO
from oxmsg.attachment import Attachment
from oxmsg.domain import constants
from oxmsg.properties import Properties
from oxmsg.storage import Storage

from xlsreport.archives.bundle import UNREADABLE, Bundle, BundleEntry, BundleSource, ReadableStream
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.submission.intake.input_file import MAX_BYTES, MAX_MEGABYTES

_MAX_MAIL_BYTES = MAX_BYTES
_PROPERTIES = "__properties_version1.0"
_EMBEDDED = "__substg1.0_3701000D"
"""The stream of a mail's properties, and the storage of a mail that is attached to another."""
_OUTER_HEADER, _INNER_HEADER = 32, 24
"""Bytes before the first property of a mail in a file, and of one within another ([MS-OXMSG] 2.4.1)."""
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emz", ".wmz")
_MISREAD = (*UNREADABLE, AssertionError, AttributeError)
"""Exceptions of the libraries for a file that is no mail, or a damaged one."""


def outlook_bundle(source: BundleSource) -> Bundle | None:
    """What is attached to a mail that Outlook saved; None where a container is none.

    Raises:
        InvalidFileError: it is damaged, or larger than what is taken apart.
    """
    container = _container(source)
    if container is None:
        return None
    _expect_room(container, source)
    try:
        pieces = list(_attached(Storage.from_ole(container), _OUTER_HEADER))
    except _MISREAD:
        raise InvalidFileError("damaged") from None
    return Bundle(pieces, len(pieces), "mail_without_files")


def _container(source: BundleSource) -> OleFileIO | None:
    """The file as an OLE container, if it has the streams of a mail; other kinds are reported when they are read."""
    source.file.seek(0)
    try:
        container = OleFileIO(source.file)
        return container if container.exists(_PROPERTIES) else None
    except _MISREAD:
        return None


def _expect_room(container: OleFileIO, source: BundleSource) -> None:
    """Refuse streams that are too large together; they may share bytes, so a small file could hold any amount."""
    size = source.file.seek(0, io.SEEK_END)
    if size > _MAX_MAIL_BYTES:
        raise InvalidFileError("mail_too_large", limit=MAX_MEGABYTES)
    if sum(entry.size for entry in container.direntries if entry is not None) > 2 * size:
        raise InvalidFileError("archive_bomb")


def _attached(mail: Storage, header: int) -> Iterator[BundleEntry]:
    arrived = _date(Properties(mail, header))
    for number, storage in enumerate(mail.iter_attachment_storages(), 1):
        attachment = Attachment(storage)
        name = _name_of(attachment)
        inner = next((one for one in storage.storages if one.name == _EMBEDDED), None)
        if inner is not None:
            yield from _within(name or str(number), inner)
        elif not _is_in_text(attachment, name):
            yield BundleEntry(name or str(number), partial(_opened, attachment), arrived)


def _within(name: str, mail: Storage) -> Iterator[BundleEntry]:
    """The attachments of an attached mail."""
    is_empty = True
    for piece in _attached(mail, _INNER_HEADER):
        is_empty = False
        yield BundleEntry(f"{name}!{piece.name}", piece.open, piece.arrived)
    if is_empty:
        yield BundleEntry(name, _nothing)


def _date(properties: Properties) -> datetime | None:
    """When a mail was sent, or else when it was received."""
    times = (constants.PID_CLIENT_SUBMIT_TIME, constants.PID_MESSAGE_DELIVERY_TIME)
    return next(filter(None, map(properties.date_prop_value, times)), None)


def _name_of(attachment: Attachment) -> str:
    properties = attachment.properties
    names = (constants.PID_ATTACH_LONG_FILENAME, constants.PID_ATTACH_FILENAME, constants.PID_DISPLAY_NAME)
    name = next(filter(None, map(properties.str_prop_value, names)), "")
    return name.replace("\\", "/").rpartition("/")[2].strip("\0 ").lstrip(".")


def _is_in_text(attachment: Attachment, name: str) -> bool:
    """Whether it is a picture within the mail's text, such as a signature."""
    content_id = attachment.properties.str_prop_value(constants.PID_ATTACH_CONTENT_ID)
    return bool(content_id) and name.lower().endswith(_IMAGES)


def _opened(attachment: Attachment) -> ReadableStream:
    data = attachment.file_bytes
    if data is None:  # a link to a file that was not sent
        raise InvalidFileError("linked_attachment")
    return io.BytesIO(data)


def _nothing() -> ReadableStream:
    raise InvalidFileError("mail_without_files")
