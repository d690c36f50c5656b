"""The examples of the documentation: every fenced block of a page, with what a comment above it says of it.

<!-- file: NAME -->       the block is a file that commands of the page need
<!-- part: WHERE -->      it is part of a definition
<!-- in: FILE -->         it is part of what stands in a file of the project
<!-- before: COMMAND -->  a command that is run before those of the block, and not shown
<!-- not run: REASON -->  nothing can be tried
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    page
    for pattern in ("README.md", "docs/**/*.md", "samples/README.md", "bench/README.md")
    for page in ROOT.glob(pattern)
)
_BLOCK = re.compile(r"((?:^<!-- .*? -->\n+)*)^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NOTE = re.compile(r"^<!-- (file|part|in|before|not run): (.*?) -->$", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """A fenced block."""

    page: Path
    language: str
    text: str
    notes: dict[str, str]

    @property
    def name(self) -> str:
        return f"{self.page.relative_to(ROOT).as_posix()}: {self.text.splitlines()[0]}"


def examples(page: Path) -> list[Example]:
    """The fenced blocks of a page that are examples; lists of pages for the navigation are none."""
    found = _BLOCK.findall(page.read_text(encoding="utf-8"))
    return [
        Example(page, language, text, dict(_NOTE.findall(comments)))
        for comments, language, text in found
        if not language.startswith("{")
    ]
