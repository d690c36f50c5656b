"""Word documents in tests: what is in their files, and what Microsoft's own validator says of them."""

from __future__ import annotations

import base64
import io
import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from zipfile import ZipFile

import docx
from docx.document import Document as WordDocument

from support.patience import HANG_SECONDS
from xlsreport.document.content.model import Document, DrawnPicture
from xlsreport.document.docx import render_docx
from xlsreport.document.docx.style_document import StyleDocument

_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
DRAWN = DrawnPicture("图一　申请数量", '三年的"申请"：<12>、9、7', "<svg/>", _PNG, 900, 300)
"""A picture that is wider than the type area, of a single dot."""

_VALIDATOR = Path(__file__).parents[1] / "programs" / "node_modules" / ".bin" / "ooxml-validator"


def opened(document: Document, style: StyleDocument | None = None) -> WordDocument:
    """The report's Word file, opened by python-docx."""
    return docx.Document(io.BytesIO(render_docx(document, style)))


def members(document: Document, style: StyleDocument | None = None) -> dict[str, bytes]:
    """The parts of the report's Word file."""
    with ZipFile(io.BytesIO(render_docx(document, style))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def complaints(files: Sequence[Path]) -> Mapping[str, Sequence[str]]:
    """What Microsoft's Open XML SDK finds wrong with each file, by its name: against the schemas of Word and beyond."""
    assert _VALIDATOR.exists(), "these tests need a validator: run npm install in tests/programs"
    with ThreadPoolExecutor(2) as pool:
        return dict(zip((file.name for file in files), pool.map(_complaints, files), strict=True))


def _complaints(file: Path) -> Sequence[str]:
    node = shutil.which("node")
    assert node is not None, "these tests need node: there is none on PATH"
    command = [node, str(_VALIDATOR.resolve()), str(file)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=HANG_SECONDS, check=False)
    assert done.returncode in (0, 1), done.stderr
    said = json.loads(done.stdout)
    return [f"{error.get('path')}: {error['description']}" for error in said["errors"]]
