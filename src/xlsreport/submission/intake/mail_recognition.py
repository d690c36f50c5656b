"""Recognises saved mails ([RFC 5322]) by their header fields."""

from __future__ import annotations

import re

HEAD = 4096
"""Bytes at the beginning of a text that are examined."""
_FIELD = re.compile(rb"([!-9;-~]{1,80}):[ \t]?[^\n]*")
"""A header field: its name, and the first line of its body."""
_FOLDED = re.compile(rb"[ \t]")
_OF_SERVERS = {b"received", b"return-path", b"message-id", b"delivered-to"}
"""Fields that servers write; one of them beside any other field is certain."""
_OF_SENDERS = {b"from", b"sender", b"to", b"cc", b"date", b"subject", b"mime-version", b"reply-to", b"content-type"}
"""Fields of which a mail has several, with a sender among them."""
_SAVED_PAGE = re.compile(
    rb"^from: ?<saved by |^snapshot-content-location:|^x-document-type:", re.IGNORECASE | re.MULTILINE
)
"""Written by browsers and Excel, which save web pages in the format of a mail."""
_MAILBOX = re.compile(rb"From [^\r\n]{1,200}\r?\n(?:>?From [^\r\n]*\r?\n)?[!-9;-~]{1,80}:")
"""The line above the first mail of a mailbox file (RFC 4155), and the first field of that mail."""


def is_mail(head: bytes) -> bool:
    """Whether a text is a mail, going by its beginning."""
    names: set[bytes] = set()
    for line in head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").split(b"\n"):
        if not line.strip():
            break
        field = _FIELD.match(line)
        if field is not None:
            names.add(field[1].lower())
        elif not names or not _FOLDED.match(line):
            if len(head) == HEAD and head.endswith(line):  # cut off there, maybe within a name
                break
            return False
    came = bool(names & _OF_SERVERS) and len(names) > 1
    written = bool(names & {b"from", b"sender"}) and len(names & _OF_SENDERS) > 1
    return (came or written) and not _SAVED_PAGE.search(head)


def is_mailbox(head: bytes) -> bool:
    """Whether a text is a file of mails, going by its beginning."""
    return _MAILBOX.match(head) is not None
