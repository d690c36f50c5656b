"""Every file here that a program wrote: ``python tests/generated_files.py`` writes anew what is stale.

With ``--check`` stale files are only named, with exit code 1 if there is any. Read the differences before you commit
them: those of ``findings.json`` and of ``tests/workbook/golden`` show what users will meet.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # where samples/ is found

from abuse import page as abuses
from samples.regenerate import SAMPLES, SAMPLES_FOLDER, generated, same_content
from support.falsified_numbers import judged_in, missed_among, numbers_in
from support.marked_texts import MISSED, marked_files
from workbook.regenerate_golden import GOLDEN, golden_workbook, pretty_parts
from xlsreport.cli import command_reference as commands
from xlsreport.definition.schema import json_schema, key_reference

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"

Files = Mapping[Path, bytes | None]
"""What files should hold; nothing for one that should not exist."""


def schema() -> Files:
    """The JSON Schema of definitions, for editors."""
    return {ROOT / "templates" / "definition.schema.json": json_schema.schema_text().encode()}


def command_reference() -> Files:
    """The pages about the commands, in each language."""
    return {REFERENCE / page: commands.cli_reference(language).encode() for language, page in commands.PAGES.items()}


def definition_reference() -> Files:
    """The page about definitions, in which the list of keys is generated."""
    page = REFERENCE / "definition.md"
    return {page: key_reference.with_key_tables(page.read_text(encoding="utf-8")).encode()}


def abuse_page() -> Files:
    """The page of all abuses and what comes of them."""
    return {abuses.PAGE: abuses.page().encode()}


def golden() -> Files:
    """The pinned parts of the small workbook."""
    old = dict.fromkeys(sorted(GOLDEN.glob("*.xml")))
    return old | {GOLDEN / name: text.encode() for name, text in pretty_parts(golden_workbook()).items()}


def samples() -> Files:
    """Workbook, findings and reports of each sample."""
    return {SAMPLES_FOLDER / one.folder / name: data for one in SAMPLES for name, data in generated(one).items()}


def missed_numbers() -> Files:
    """The numbers of our own texts of which a mistake is not noticed."""
    missed = [name for path in marked_files() for name in missed_among(numbers_in(judged_in(path)))]
    return {MISSED: "".join(f"{name}\n" for name in missed).encode()}


GENERATORS: tuple[Callable[[], Files], ...] = (
    schema,
    command_reference,
    definition_reference,
    abuse_page,
    golden,
    samples,
    missed_numbers,
)


def refresh(generators: Iterable[Callable[[], Files]], only_check: bool) -> Iterator[Path]:
    """The stale files of some generators, which are written anew unless they are only to be named."""
    for generator in generators:
        for file, wanted in generator().items():
            if not _is_current(file, wanted):
                if not only_check:
                    _write(file, wanted)
                yield file


def _is_current(file: Path, wanted: bytes | None) -> bool:
    if wanted is None or not file.is_file():
        return wanted is None and not file.exists()
    return same_content(file.read_bytes(), wanted)


def _write(file: Path, wanted: bytes | None) -> None:
    if wanted is None:
        file.unlink()
    else:
        file.write_bytes(wanted)


def main() -> int:
    """Name every stale file, and write it anew unless that is not wanted."""
    parser = argparse.ArgumentParser(description="Writes every generated file anew that is stale.")
    parser.add_argument("--check", action="store_true", help="only name stale files; exit code 1 if there is any")
    only_check = parser.parse_args().check
    found = False
    for file in refresh(GENERATORS, only_check):
        found = True
        print(f"{'stale' if only_check else 'written'}: {file.relative_to(ROOT).as_posix()}")  # noqa: T201 (a command)
    return 1 if only_check and found else 0


if __name__ == "__main__":
    sys.exit(main())
