"""Detects the kind of an archive or mail; the kinds are tried in a fixed order."""

from __future__ import annotations

from collections.abc import Callable

from xlsreport.archives.bundle import Bundle, BundleSource
from xlsreport.archives.tar_archives import packed_bundle, tar_bundle
from xlsreport.archives.zip_archives import zip_bundle
from xlsreport.submission.intake.file_types import HEAD, is_mail, is_mailbox

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The signature of OLE containers ([MS-CFB]), in which Outlook saves mails, among other formats."""
_SEVEN_ZIP, _RAR = b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"


def bundle_of(source: BundleSource) -> Bundle | None:
    """The files of an archive or a mail; None where a file is neither, or is the document of some program.

    Raises:
        InvalidFileError: it is one, but cannot be opened.
    """
    for kind in _KINDS:
        bundle = kind(source)
        if bundle is not None:
            return bundle
    return None


def _mailbox(source: BundleSource) -> Bundle | None:
    if not is_mailbox(source.begin(HEAD)):
        return None
    from xlsreport.archives.mailboxes import mailbox_bundle  # with Python's modules for mails, which load slowly

    return mailbox_bundle(source)


def _mail(source: BundleSource) -> Bundle | None:
    if not is_mail(source.begin(HEAD)):
        return None
    from xlsreport.archives.mails import mail_bundle  # likewise

    return mail_bundle(source)


def _outlook(source: BundleSource) -> Bundle | None:
    if source.begin(len(_OLE)) != _OLE:
        return None
    from xlsreport.archives.outlook_mails import outlook_bundle  # with a library that few files need

    return outlook_bundle(source)


def _seven_zip(source: BundleSource) -> Bundle | None:
    if source.begin(len(_SEVEN_ZIP)) != _SEVEN_ZIP:
        return None
    from xlsreport.archives.seven_zip import seven_zip_bundle  # with a library that few files need

    return seven_zip_bundle(source)


def _rar(source: BundleSource) -> Bundle | None:
    if source.begin(len(_RAR)) != _RAR:
        return None
    from xlsreport.archives.rar_archives import rar_bundle  # with a library that few files need

    return rar_bundle(source)


_KINDS: tuple[Callable[[BundleSource], Bundle | None], ...] = (
    _mailbox,
    _mail,
    _outlook,
    packed_bundle,
    tar_bundle,
    _seven_zip,
    _rar,
    zip_bundle,
)
"""Zip archives are tried last, since a zip archive may follow any other data in a file."""
