"""What a command on one file loads: nothing that its work does not need, since loading takes longer than the work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.files import OFFICIAL
from support.patience import HANG_SECONDS
from xlsreport.messages import messages_for
from xlsreport.round.creating import RoundOptions, create_round

pytestmark = pytest.mark.slow

CLEAN = Path(__file__).resolve().parents[2] / "samples" / "shuyang-2025" / "workbook.xlsx"
PROGRAM = """
import json, sys
from xlsreport.cli import main
for arguments in json.loads(sys.argv[2]):
    try:
        main(arguments)
    except SystemExit as end:
        if end.code:
            raise
with open(sys.argv[1], "w") as file:
    json.dump(sorted(sys.modules), file)
"""

NEVER = (
    *("openpyxl", "numpy", "matplotlib"),  # for rosters that are workbooks, or where pictures are wanted
    *("sqlite3", "multiprocessing", "concurrent.futures"),  # for a round
    *("charset_normalizer", "rensa", "xlsreport.round.roster"),  # for rosters, and for comparing texts
    *("py7zr", "rars", "olefile", "oxmsg", "tarfile", "xlsreport.archives"),  # for archives and mails
    *("cn2an", "msoffcrypto"),  # for numerals, and for encrypted files
    *("z3", "xlsreport.definition.rule_analysis.rule_questions"),  # for looking at rules together
    *("ssl", "http", "urllib.request"),  # nothing is fetched
    "ruamel",
)
"""What none of these commands needs for a file that is as it should be."""
FOR_MISTAKES = (
    *("xlsreport.checking.suspects.suspects", "xlsreport.checking.causes.told_findings"),
    *("xlsreport.submission.typed_values.typed_dates", "xlsreport.inspection.deep_inspection"),
)
"""What looks into what is not as it should be, or at dates, for which few forms ask."""
FOR_TEXTS = ("xlsreport.checking.claims.contradictions", "xlsreport.workbook.sheet.returned_sheet")
"""What reads texts, and what writes of what was found in them."""
FOR_OTHER_FILES = (
    *("python_calamine", "charset_normalizer", "lxml"),  # for rosters that are workbooks, and in old encodings
    *("email.parser", "xlsreport.archives.mails"),  # for mails
    *("multiprocessing", "concurrent.futures"),  # for many files
)
"""What a round needs for few workbooks and no others, and a roster that is a text."""
FOR_PDF = ("typst", "pikepdf", "pypdfium2", "fontTools", "PIL")
FOR_PAGES = ("jinja2", "lxml.html")
FOR_STYLES = ("xlsreport.document.docx.style_import",)


Arguments = tuple[str | Path, ...]


def loaded(folder: Path, *commands: Arguments) -> set[str]:
    """The modules that are there when the commands have ended, one after the other in one process."""
    listed = folder / "modules.json"
    given = json.dumps([[str(argument) for argument in arguments] for arguments in commands])
    command = [sys.executable, "-c", PROGRAM, str(listed), given]
    environment = {**os.environ, "XLSREPORT_LANG": "en"}
    finished = subprocess.run(
        command, capture_output=True, text=True, timeout=HANG_SECONDS, check=False, env=environment
    )
    assert (finished.returncode, finished.stderr) == (0, "")
    return set(json.loads(listed.read_text()))


def in_vain(modules: set[str], unneeded: tuple[str, ...]) -> list[str]:
    return sorted(name for name in unneeded if name in modules)


FOR_WORK = (
    *("pydantic", "yaml", "lxml", "sqlite3", "xlsreport.definition.definition", "xlsreport.layout"),
    *("xlsreport.submission.submission", "xlsreport.workbook", "xlsreport.document.content", "xlsreport.round.folder"),
)
"""What commands work with, and their help does not."""
HELP = """
import sys
from xlsreport.cli.group import COMMANDS, main
for name in COMMANDS:
    main([name, "--help"], standalone_mode=False)
print(*sys.modules)
"""


def test_the_help_of_all_commands() -> None:
    done = subprocess.run([sys.executable, "-c", HELP], capture_output=True, text=True, check=True)
    modules = set(done.stdout.splitlines()[-1].split())
    assert "xlsreport.cli.round_commands.consolidate_command" in modules
    assert in_vain(modules, FOR_WORK) == []


def test_checking_a_clean_file(tmp_path: Path) -> None:
    modules = loaded(tmp_path, ("check", CLEAN))
    assert "xlsreport.inspection.submission_check" in modules
    assert in_vain(modules, (*NEVER, *FOR_MISTAKES, *FOR_PDF, *FOR_PAGES, "xlsxwriter")) == []


def test_looking_closer_loads_what_writes_workbooks(tmp_path: Path) -> None:
    modules = loaded(tmp_path, ("check", "--forensic", CLEAN))
    assert "xlsxwriter" in modules
    assert in_vain(modules, NEVER) == []


def test_writing_a_workbook(tmp_path: Path) -> None:
    modules = loaded(tmp_path, ("new", OFFICIAL, "-o", tmp_path / "x.xlsx"))
    assert "xlsxwriter" in modules
    assert in_vain(modules, (*NEVER, *FOR_MISTAKES, *FOR_TEXTS, *FOR_PDF, *FOR_PAGES)) == []


@pytest.mark.parametrize(
    ("format_", "needed", "unneeded"),
    [
        ("docx", "xlsreport.document.docx", (*FOR_PDF, *FOR_PAGES, *FOR_STYLES)),
        ("html", "jinja2", (*FOR_PDF, *FOR_STYLES, "xlsreport.document.docx")),
        ("pdf", "typst", (*FOR_PAGES, *FOR_STYLES, "xlsreport.document.docx")),
    ],
)
def test_rendering_a_report(format_: str, needed: str, unneeded: tuple[str, ...], tmp_path: Path) -> None:
    modules = loaded(tmp_path, ("render", CLEAN, "-o", tmp_path / f"report.{format_}"))
    assert needed in modules
    assert in_vain(modules, (*NEVER, "xlsxwriter", *unneeded)) == []


def test_saying_what_is_wrong_with_a_definition(tmp_path: Path) -> None:
    modules = loaded(tmp_path, ("lint", OFFICIAL), ("describe", OFFICIAL), ("templates",))
    assert {f"xlsreport.cli.report_commands.{name}_command" for name in ("lint", "describe", "templates")} <= modules
    assert in_vain(modules, (*NEVER, *FOR_PDF, *FOR_PAGES, "xlsxwriter")) == []


def test_looking_after_a_round(tmp_path: Path) -> None:
    """Its roster is a text, so that what reads other lists is for ``roster`` and ``init``."""
    roster, folder, inbox = tmp_path / "agencies.csv", tmp_path / "round", tmp_path / "in"
    roster.write_text("code,name\n001,North County\n", encoding="utf-8")
    inbox.mkdir()
    create_round(folder, RoundOptions(OFFICIAL, 2025, roster, office="O"), messages_for("en"))
    here = ("--round", folder)
    modules = loaded(tmp_path, ("distribute", *here), ("collect", inbox, *here), ("status", *here))
    assert {f"xlsreport.cli.round_commands.{name}_command" for name in ("distribute", "collect", "status")} <= modules
    assert in_vain(modules, ("openpyxl", "numpy", "matplotlib", "typst", *FOR_OTHER_FILES)) == []
