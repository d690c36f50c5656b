"""Calls Typst in this process: takes the template and a report's data, gives a PDF."""

from __future__ import annotations

import io
import json
import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any

import pikepdf
import typst

from xlsreport.document.pdf.pdf_fonts import installed_fonts
from xlsreport.errors import PortableError
from xlsreport.parallel.one_at_a_time import OneAtATime

_STANDARD: typst.PDFStandard = "ua-1"
_NO_TIME = 0
"""A fixed time, so that the same report gives the same bytes."""
_NOT_SHOWN = re.compile('the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_ACCENTS = ("Mn", "Mc", "Me", "Cf")
_JOINED = re.compile("[\u0900-\u0dff\u0f00-\u109f\u1780-\u17ff]")
"""Letters of scripts in which they form others with their neighbours: those of India, Tibetan, Burmese, Khmer."""
_FONT_OF_SIGNS = "NewCMMath"
_PROBE = b"#set document(title: sys.inputs.text)\n#sys.inputs.text"


class NotShownError(PortableError):
    """No installed font has some characters."""

    def __init__(self, characters: Sequence[str]) -> None:
        super().__init__()
        self.characters = characters


_BY_TYPST = OneAtATime()
"""A compiler that is at work refuses the next thread; one for each thread would hold its own earlier results."""


@_BY_TYPST
def typeset(report: Mapping[str, Any]) -> bytes:
    """Set a report; the same data and fonts give the same bytes.

    Raises:
        NotShownError: no installed font has some of its characters.
    """
    inputs = {"report": json.dumps(report, ensure_ascii=False)}
    try:
        pdf = _compiler().compile(_template(), sys_inputs=inputs, pdf_standards=[_STANDARD], timestamp=_NO_TIME)
    except typst.TypstError as error:
        missing = _missing(error.diagnostic)
        if not missing:
            raise  # a bug in the template
        raise NotShownError(missing) from None
    assert isinstance(pdf, bytes)
    return pdf


@_BY_TYPST
def has_font_for(text: str) -> bool:
    """Whether some installed font has all characters of a text."""
    try:
        _compiler().compile(_PROBE, sys_inputs={"text": text}, pdf_standards=[_STANDARD], timestamp=_NO_TIME)
    except typst.TypstError:
        return False
    return True


@_BY_TYPST
def letters_of_signs(report: Mapping[str, Any]) -> list[str]:
    """The letters of a report that only Typst's own font of mathematical signs has, which does not join or place them.

    It has some of the scripts in which letters form others with their neighbours, such as Devanagari.
    """
    letters = sorted(set(_JOINED.findall(json.dumps(report, ensure_ascii=False))))
    if not letters:
        return []
    pdf = _compiler().compile(
        _PROBE, sys_inputs={"text": "".join(letters)}, pdf_standards=[_STANDARD], timestamp=_NO_TIME
    )
    assert isinstance(pdf, bytes)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        names = [str(one.get("/BaseFont", "")) for one in file.objects if isinstance(one, pikepdf.Dictionary)]
    return letters if any(_FONT_OF_SIGNS in name for name in names) else []


def is_copied_process() -> bool:
    """Whether this process was copied by ``fork`` from one that had set pages: Typst would wait for threads of that."""
    return _compiler.cache_info().currsize > 0 and _made_in() != os.getpid()


@cache
def _compiler() -> typst.Compiler:
    """One compiler for all reports of this process: it caches fonts and earlier results."""
    _made_in()
    # The template reads no file; Typst's default root would be the current folder.
    return typst.Compiler(root=Path(__file__).parent, font_paths=installed_fonts())


@cache
def _made_in() -> int:
    """The process in which the compiler was made."""
    return os.getpid()


@cache
def _template() -> bytes:
    return files(__package__).joinpath("report.typ").read_bytes()


def _missing(diagnostic: str) -> list[str]:
    """The characters that no font has, from Typst's diagnostic."""
    texts = (_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in _NOT_SHOWN.findall(diagnostic))
    characters = list(dict.fromkeys(chain.from_iterable(texts)))
    accents = [character for character in characters if unicodedata.category(character) in _ACCENTS]
    # Typst names a letter together with its accent; letters that can be shown without it are not missing.
    return [each for each in characters if each in accents or not has_font_for(each)] if accents else characters
