"""Typst, called in this process: the template and a report's data in, a PDF out."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

import typst

from xlsreport.document.failure import RenderingError
from xlsreport.document.pdf.fonts import installed_fonts
from xlsreport.messages import Messages

_STANDARD: typst.PDFStandard = "ua-1"
_NO_TIME = 0
"""No clock: the same report is the same file, whenever it is made."""
_NOT_SHOWN = re.compile('the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_FEW = 5
_PROBE = b"#set document(title: sys.inputs.text)\n#sys.inputs.text"


def typeset(report: Mapping[str, Any], messages: Messages) -> bytes:
    """Set a report; the same data and fonts give the same bytes.

    Raises:
        RenderingError: no installed font has some of its characters.
    """
    inputs = {"report": json.dumps(report, ensure_ascii=False)}
    try:
        pdf = _compiler().compile(_template(), sys_inputs=inputs, pdf_standards=[_STANDARD], timestamp=_NO_TIME)
    except typst.TypstError as error:
        missing = _missing(error.diagnostic)
        if not missing:
            raise  # a mistake of ours
        named = [f"{character} (U+{ord(character):04X})" for character in missing[:_FEW]]
        raise RenderingError(messages("pdf.characters", characters=messages("pdf.and").join(named))) from None
    assert isinstance(pdf, bytes)
    return pdf


def shows(text: str) -> bool:
    """Whether some installed font has all characters of a text."""
    try:
        _compiler().compile(_PROBE, sys_inputs={"text": text}, pdf_standards=[_STANDARD], timestamp=_NO_TIME)
    except typst.TypstError:
        return False
    return True


@cache
def _compiler() -> typst.Compiler:
    """One for all reports of this process, since it knows the fonts and what it has set before."""
    # The template reads no file. By default typst's root would be the folder that a command happens to be called in.
    return typst.Compiler(root=Path(__file__).parent, font_paths=installed_fonts())


@cache
def _template() -> bytes:
    return files(__package__).joinpath("report.typ").read_bytes()


def _missing(diagnostic: str) -> list[str]:
    """The characters that no font has, as typst's sentences name them."""
    texts = (_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in _NOT_SHOWN.findall(diagnostic))
    characters = list(dict.fromkeys(chain.from_iterable(texts)))
    # Accents and joiners are named together with what they belong to, which nobody could see them without.
    seen = [character for character in characters if unicodedata.category(character) not in ("Mn", "Cf")]
    return seen or characters
