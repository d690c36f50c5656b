"""Reports that the command has made in the styles of a document, and what it said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from click.testing import CliRunner

from support.acts import ACTS
from support.definitions import loaded
from support.files import saved
from support.style_documents import StyleFile
from xlsreport import new_submission
from xlsreport.cli.group import main
from xlsreport.messages import messages_for

EN = messages_for("en")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SECRETS = ("机密", "张三", "zhangsan", "evil")
"""Words of the documents that no report may have in any part."""


def small_workbook(folder: Path) -> Path:
    """A filled workbook of a small form: what is taken of a style does not depend on the report."""
    acts = [{"name": "On wells", "day": "2025-03-01", "cost": 12.5}]
    return saved(new_submission(loaded(ACTS), agency="Harbour", year=2025, entries={"acts": acts}), folder)


class StyledReport:
    """A report that the command has made in the styles of a document, and what it said."""

    def __init__(self, workbook: Path, style: StyleFile, folder: Path) -> None:
        path, report = style.write(folder / "style.docx"), folder / "report.docx"
        command = ["render", str(workbook), "--definition", str(ACTS), "--draft", "-o", str(report)]
        command += ["--style", str(path)]
        done = CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, command, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        self.told, self.file, self.data = done.stderr, path, report.read_bytes()
        with ZipFile(report) as archive:
            self.parts: Mapping[str, bytes] = {name: archive.read(name) for name in archive.namelist()}

    @property
    def everything(self) -> str:
        return "\n".join(part.decode("utf-8", "replace") for part in self.parts.values())

    @property
    def header(self) -> ElementTree.Element:
        return ElementTree.fromstring(self.parts["word/default-header.xml"])

    @property
    def secrets(self) -> list[str]:
        """The words that no report may have, and this one has."""
        return [secret for secret in SECRETS if secret in self.everything]

    @property
    def words(self) -> list[str]:
        """What the paragraphs of the header say, behind the mark of a draft and the words that each document has."""
        texts = ["".join(text.text or "" for text in p.iter(f"{W}t")) for p in self.header.iter(f"{W}p")]
        assert "抬头" in texts
        return texts[texts.index("抬头") + 1 :]

    @property
    def instructions(self) -> str:
        return "".join(text.text or "" for text in self.header.iter(f"{W}instrText"))

    def left_out(self, *kinds: str) -> bool:
        """Whether just this is told: kinds, and fields by ``field NAME``."""
        what = [_said(kind) for kind in kinds]
        expected = EN("style.left_out.sentence", file=self.file, what=EN("style.left_out.separator").join(what)) + "\n"
        return self.told == (expected if kinds else "")


def _said(kind: str) -> str:
    key, _, name = kind.partition(" ")
    return EN(f"style.left_out.{key}", name=name)
