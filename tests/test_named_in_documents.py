"""Whatever a page names is there: files, folders, modules, links and the headings that they lead to."""

from __future__ import annotations

import pkgutil
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    page
    for pattern in ("README.md", "CONTRIBUTING.md", "docs/**/*.md", "bench/*.md", "samples/*.md", "CHANGELOG.md")
    for page in ROOT.glob(pattern)
)
CODE = sorted(file for folder in ("src", "tests", "bench", "samples") for file in ROOT.glob(f"{folder}/**/*.py"))
CODE.remove(Path(__file__).resolve())
SHOWN = re.compile(r"`+([^`\n]+)`+")
"""What is set as code within a line."""
PATH = re.compile(r"[\w./-]+(?:\.(?:py|cjs|js|toml|md)|/)")
"""A file of a kind that users do not have, or a folder."""
DOTTED = re.compile(r"(?<![/\w])xlsreport(?:\.[a-zA-Z_]\w*)+")
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
NOT_HERE = {".venv/bin/", "__MACOSX/", "build/", "build/site/", "dist/", "image/"}
"""Named as what an environment, an archive or a workbook has, or a task makes."""


@cache
def everything() -> frozenset[str]:
    """Each file and folder, a folder with its slash, under each way to shorten its path from the left."""
    tops = (top for top in ROOT.iterdir() if top.name not in {".venv", ".nox", ".git"})
    inside = [path for top in tops for path in (top, *top.rglob("*")) if "node_modules" not in path.parts]
    paths = [path.relative_to(ROOT).as_posix() + "/" * path.is_dir() for path in inside]
    return frozenset(path[start:] for path in paths for start in (0, *(m.end() for m in re.finditer("/", path[:-1]))))


def named(text: str) -> Iterator[str]:
    """The paths that a text names, as code and not within something longer."""
    for shown in SHOWN.findall(text):
        yield from (word for word in shown.split() if PATH.fullmatch(word))


def missing(file: Path) -> list[str]:
    """The paths that a file names and that are not there."""
    return sorted(set(named(file.read_text(encoding="utf-8"))) - everything() - NOT_HERE)


def test_a_name_of_nothing_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("`opc/zip_reader.py`, `opc/zip_eater.py`, `nowhere/` `python tests/fun.py --all`", encoding="utf-8")
    assert missing(page) == ["nowhere/", "opc/zip_eater.py", "tests/fun.py"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_path_that_a_page_names_is_there(page: Path) -> None:
    if page.name != "CHANGELOG.md":  # which tells what was there at its time
        assert missing(page) == []


def test_every_path_that_code_names_is_there() -> None:
    assert [(file.relative_to(ROOT).as_posix(), missing(file)) for file in CODE if missing(file)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_name_of_the_package_that_is_shown_can_be_imported(page: Path) -> None:
    for name in set(DOTTED.findall(page.read_text(encoding="utf-8"))):
        assert exists(name), name


def exists(name: str) -> bool:
    """Whether a dotted name is a module, or something in one, such as a function of a class."""
    try:
        pkgutil.resolve_name(name)
    except (ImportError, AttributeError):
        return False
    return True


def headings(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    return {anchor(line.lstrip("#").strip()) for line in text.splitlines() if line.startswith("#")}


def anchor(heading: str) -> str:
    plain = re.sub(r"[`*]|\]\([^)]*\)|\[", "", heading).lower()
    kept = (c for c in plain if c in " -_" or unicodedata.category(c)[0] in "LNM")
    return "".join(kept).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if "://" in link:
            continue
        file, _, heading = link.partition("#")
        target = page.parent / file if file else page
        assert target.exists(), link
        assert not heading or heading in headings(target), link
