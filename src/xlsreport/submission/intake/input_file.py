"""Reads the bytes of a workbook from a path that the user gave; knows leftovers of programs by their names."""

from __future__ import annotations

from pathlib import Path

from xlsreport.definition.loading.regular_file import UnreadFileError, read_regular_file
from xlsreport.opc.invalid_file import InvalidFileError

MAX_MEGABYTES = 64
"""A workbook of ours has a tenth of a megabyte; pictures may be added to it."""
MAX_BYTES = MAX_MEGABYTES * 1_000_000
_ELSEWHERE = 0x1000 | 0x40000 | 0x400000
"""Windows' attributes of files that OneDrive and others download when they are opened (File Attribute Constants:
OFFLINE, RECALL_ON_OPEN, RECALL_ON_DATA_ACCESS)."""
_CLOUD = (".icloud", ".cloud", ".cloudf")
"""Endings of placeholders of iCloud and OneDrive for Linux for files that were not downloaded."""
_DOWNLOADS = (
    ".crdownload",
    ".download",
    ".part",
    ".partial",
    ".opdownload",
    ".downloading",
    ".xltd",
    ".td",
    ".!ut",
    ".aria2",
    ".tmp",
)
"""Endings of unfinished downloads of browsers and download programs, and of files that are still being saved."""
_UNFINISHED = "unfinished_download"
_ZIP_END, _MAX_ZIP_END = b"PK\5\6", 22 + 0xFFFF
"""The record that ends a zip archive, and how long it is with its comment ([APPNOTE] 4.3.16): half a download begins
as an archive does, and lacks it."""
_LOCKS = ("~$", ".~lock.", ".~")
"""Prefixes of lock files of Excel, WPS and LibreOffice."""
_OF_SYSTEMS = ("thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db")
_JUNK_BEGINNINGS = ("~$", ".", "__macosx")
"""Of what systems and programs leave behind: lock files, folder settings, hidden files."""
_SHORTCUTS = (".lnk", ".url", ".webloc", ".desktop")


def read_input(path: Path) -> bytes:
    """All bytes of a workbook; a link is followed to the regular file that it leads to.

    Raises:
        InvalidFileError: there is nothing to read, or too much.
    """
    try:
        data = read_regular_file(path, MAX_MEGABYTES)
    except UnreadFileError as error:
        raise InvalidFileError(_reason(path, error.key), **error.values) from None
    expect_content(path.name, data)
    return data


def expect_content(name: str, data: bytes) -> None:
    """Make sure that a file is not a leftover of a program, such as a lock file or a placeholder for a download.

    Raises:
        InvalidFileError: the name says what it is, and the bytes are no workbook's.
    """
    kind = leftover_kind(name)
    if kind is None or (data.startswith(b"PK") and (kind != _UNFINISHED or is_whole_archive(data))):
        return
    raise InvalidFileError(kind)


def is_whole_archive(data: bytes) -> bool:
    """Whether bytes are a zip archive to its end, as a workbook is: no leftover, whatever the name."""
    return data.startswith(b"PK") and _ZIP_END in data[-_MAX_ZIP_END:]


def is_leftover(path: Path) -> bool:
    """Whether a file was left by a program rather than sent by somebody, by its name and by what is in it.

    A workbook may be called ``.xlsx`` or ``~$a.xlsx``, where a mail program or a person has named it so.
    """
    if not is_junk(path.name):
        return False
    try:
        return not is_whole_archive(read_regular_file(path, MAX_MEGABYTES))
    except UnreadFileError:
        return True


def _reason(path: Path, key: str) -> str:
    if _is_elsewhere(path):
        return "not_downloaded"
    # Many programs read what is piped to them where a dash is given.
    return "standard_input" if key == "no_file" and str(path) == "-" else key


def _is_elsewhere(path: Path) -> bool:
    try:
        return bool(getattr(path.stat(), "st_file_attributes", 0) & _ELSEWHERE)
    except (OSError, ValueError):
        return False


def leftover_kind(name: str) -> str | None:
    """The key of the sentence about a leftover file of this name; None for any other name."""
    lower = name.lower()
    if lower.endswith(_CLOUD):
        return "not_downloaded"
    if lower.endswith(_DOWNLOADS):
        return _UNFINISHED
    if lower.startswith(_LOCKS):
        return "lock_file"
    if lower in _OF_SYSTEMS or lower.startswith("._"):
        return "system_file"
    return "shortcut" if lower.endswith(_SHORTCUTS) else None


def is_junk(name: str) -> bool:
    """Whether a file or folder of this name is most likely left by a program rather than sent by somebody."""
    if leftover_kind(name) == "not_downloaded":  # a hidden placeholder of a file that somebody sent
        return False
    return name.lower().startswith(_JUNK_BEGINNINGS) or name.lower() in _OF_SYSTEMS
