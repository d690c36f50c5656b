"""Recognises by their names what programs leave beside files, or put in the place of files that are not there."""

from __future__ import annotations

_CLOUD = (".icloud", ".cloud", ".cloudf")
"""Endings of what iCloud and OneDrive for Linux put in the place of files that are still elsewhere."""
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
"""Endings of files that browsers and download programs are still fetching."""
_LOCKS = ("~$", ".~lock.", ".~")
"""Beginnings of the files by which Excel, WPS and LibreOffice say that somebody has a workbook open."""
_OF_SYSTEMS = ("thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db")
_SHORTCUTS = (".lnk", ".url", ".webloc", ".desktop")


def leftover_kind(name: str) -> str | None:
    """The sentence about a file of this name that is no workbook, whatever its bytes are; None where its name says
    nothing.
    """
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
