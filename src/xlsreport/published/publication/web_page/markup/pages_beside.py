"""Pages that a browser saved in a folder beside a page, for its frames: a.html and a_files/b.html."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from xlsreport.definition.loading.regular_file import UnreadFileError, read_regular_file
from xlsreport.published.publication.web_page.markup.saved_page import SavedPage

_FOLDERS = ("_files", ".files", "_文件", "-Dateien", "_fichiers")
"""How browsers, Word and WPS call the folder, behind the name of the page."""
_ENDINGS = (".html", ".htm", ".xhtml", ".shtml")
_MOST, _MEGABYTES = 50, 8
"""Pages that are read, and how large each may be."""


def pages_beside(page: Path) -> dict[str, SavedPage]:
    """The pages in the folder that was saved with a page, by the addresses that it may have for them."""
    return dict(_addressed(page))


def _addressed(page: Path) -> Iterator[tuple[str, SavedPage]]:
    for name in (f"{page.stem}{ending}" for ending in _FOLDERS):
        try:
            found = sorted(each for each in (page.parent / name).iterdir() if each.suffix.lower() in _ENDINGS)
        except (OSError, ValueError):  # there is no such folder, or this system's names have no such letters
            continue
        for file in found[:_MOST]:
            try:
                saved = SavedPage(read_regular_file(file, _MEGABYTES))
            except UnreadFileError:
                continue
            for address in (f"{name}/{file.name}", f"{_quoted(name)}/{_quoted(file.name)}"):
                yield address, saved
                yield f"./{address}", saved


def _quoted(name: str) -> str:
    """A name as an address has it; bytes of it that are no text, as after unpacking with a wrong encoding, are kept."""
    return quote(name, errors="surrogateescape")
