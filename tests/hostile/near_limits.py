"""Files that are not refused for their size, although they are far from ordinary: they are to be read, and soon."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial

from hostile.hostile_files import (
    SHEET,
    HostileFile,
    changed,
    empty_rows,
    exchanged,
    many_strings,
    rows,
    stray,
    with_members,
    written,
)

_SCATTERED = " ".join(f"A{row}:ZZ{row}" for row in range(1, 20_000, 2))


def _conditions(count: int, areas: str) -> str:
    rule = '<cfRule type="expression" dxfId="1" priority="1"><formula>TRUE</formula></cfRule>'
    return f'<conditionalFormatting sqref="{areas}">{rule}</conditionalFormatting>' * count


def _with_columns(plain: bytes, columns: str) -> bytes:
    cols = re.compile(rb"<cols>.*</cols>", re.DOTALL)
    return changed(plain, lambda n, p: cols.sub(f"<cols>{columns}</cols>".encode(), p) if n == SHEET else p)


def _near_limits() -> Iterator[HostileFile]:
    yield HostileFile("a workbook as it is given out", "", written(lambda plain: plain))
    yield HostileFile("280,000 styled rows", "", rows(empty_rows(280_000)))
    cells = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(300, 9_300))
    yield HostileFile("9,000 rows of figures", "", rows(cells))
    yield HostileFile("a format in the last cell", "", rows('<row r="1048576"><c r="XFD1048576" s="1"/></row>'))
    yield HostileFile("a figure 117,000 cells away", "", written(stray("DZ900")))
    yield HostileFile("shared strings of 18 MB", "", written(partial(many_strings, count=18_000)))
    pictures = written(lambda p: with_members(p, *((f"xl/media/{n}.png", os.urandom(6_000_000)) for n in range(10))))
    yield HostileFile("pictures of 60 MB", "", pictures)
    columns = "".join(f'<col min="{n}" max="{n}" width="9.{n % 9}" style="0"/>' for n in range(1, 16_385))
    yield HostileFile("a width for each column", "", written(partial(_with_columns, columns=columns)))
    yield HostileFile("a format in five thousand conditions", "", rows("", _conditions(5_000, "A1:B2")))
    yield HostileFile("conditions over whole sheets", "", rows("", _conditions(500, "A1:XFD1048576")))
    yield HostileFile("a condition for ten thousand areas", "", rows("", _conditions(1, _SCATTERED)))
    styles = "<xf/>" * 60_000 + "</cellXfs>"
    yield HostileFile("sixty thousand formats", "", exchanged("xl/styles.xml", "</cellXfs>", styles))
    claim = exchanged("xl/sharedStrings.xml", 'uniqueCount="', 'uniqueCount="4000000')
    yield HostileFile("shared strings that claim to be billions", "", claim)


NEAR_LIMITS: tuple[HostileFile, ...] = tuple(_near_limits())
