"""Recognises by their names files that programs leave behind: placeholders, unfinished downloads, lock files."""

from __future__ import annotations

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
)
"""Endings of unfinished downloads of browsers and download programs."""
_LOCKS = ("~$", ".~lock.", ".~")
"""Prefixes of lock files of Excel, WPS and LibreOffice."""
_OF_SYSTEMS = ("thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db")
_JUNK_BEGINNINGS = ("~$", ".", "__macosx")
"""Of what systems and programs leave behind: lock files, folder settings, hidden files."""
_SHORTCUTS = (".lnk", ".url", ".webloc", ".desktop")


def leftover_kind(name: str) -> str | None:
    """The key of the sentence about a leftover file of this name; None for any other name."""
    lower = name.lower()
    if lower.endswith(_CLOUD):
        return "not_downloaded"
    if lower.endswith(_DOWNLOADS):
        return "unfinished_download"
    if lower.startswith(_LOCKS):
        return "lock_file"
    if lower in _OF_SYSTEMS or lower.startswith("._"):
        return "system_file"
    return "shortcut" if lower.endswith(_SHORTCUTS) else None


def is_junk(name: str) -> bool:
    """Whether a file or folder of this name was left by a program rather than sent by somebody."""
    if leftover_kind(name) == "not_downloaded":  # a hidden placeholder of a file that somebody sent
        return False
    return name.lower().startswith(_JUNK_BEGINNINGS) or name.lower() in _OF_SYSTEMS
