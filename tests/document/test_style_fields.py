"""Of the fields in the headers of a style document those that count stay, and of every other one nothing does."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from support.active_content import findings
from support.small_documents import report
from support.style_documents import StyleFile, field_of, instruction, mark, said, shape, simple, word
from support.styled_reports import StyledReport, W, small_workbook
from xlsreport import read_style_document, render
from xlsreport.document.content.model import Paragraph

REPORT = report(Paragraph("甲"))


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_workbook(tmp_path_factory.mktemp("filled"))


REFUSED = {
    "INCLUDEPICTURE": 'INCLUDEPICTURE "http://zhangsan.example/a.png" \\d',
    "INCLUDETEXT": "INCLUDETEXT \\\\\\\\zhangsan\\\\share\\\\a.docx",
    "INCLUDE": "INCLUDE c:\\\\zhangsan.doc",
    "IMPORT": "IMPORT c:\\\\zhangsan.bmp",
    "LINK": "LINK Excel.Sheet.12 \\\\\\\\zhangsan\\\\a.xlsx 表1!R1C1 \\a",
    "DDE": "DDE cmd zhangsan",
    "DDEAUTO": 'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k zhangsan"',
    "EMBED": "EMBED Package zhangsan",
    "DATABASE": 'DATABASE \\d "\\\\\\\\zhangsan\\\\a.mdb"',
    "MERGEFIELD": "MERGEFIELD zhangsan",
    "RD": "RD zhangsan.docx",
    "REF": "REF zhangsan",
    "PAGEREF": "PAGEREF zhangsan",
    "STYLEREF": "STYLEREF zhangsan",
    "DOCVARIABLE": "DOCVARIABLE zhangsan",
    "DOCPROPERTY": "DOCPROPERTY zhangsan",
    "AUTHOR": "AUTHOR",
    "FILENAME": "FILENAME \\p",
    "TEMPLATE": "TEMPLATE \\p",
    "USERNAME": "USERNAME",
    "QUOTE": 'QUOTE "zhangsan"',
    "MACROBUTTON": "MACROBUTTON zhangsan 机密",
    "GOTOBUTTON": "GOTOBUTTON zhangsan",
    "ASK": "ASK zhangsan",
    "FILLIN": 'FILLIN "zhangsan"',
    "SET": "SET zhangsan 1",
    "PRINT": "PRINT 27",
    "HTMLCONTROL": "HTMLCONTROL zhangsan",
    "CONTROL": "CONTROL zhangsan",
    "BARCODE": "BARCODE zhangsan",
    "FORMTEXT": "FORMTEXT",
    "AUTOTEXT": "AUTOTEXT zhangsan",
    "ADDIN": "ADDIN zhangsan",
}
"""Fields by what they do."""


def _written(text: str, way: str) -> str:
    """A field that is written in a way."""
    quoted = text.replace("&", "&amp;").replace('"', "&quot;")
    return {
        "runs": field_of(text),
        "simple": simple(f" {quoted} ", word("机密")),
        "split": mark("begin") + "".join(map(instruction, text)) + mark("separate") + word("机密") + mark("end"),
        "small letters": field_of(text.lower()),
        "tabs": field_of(f"\t \t{text}"),
        "nested": field_of(" IF 1 = 1 ", inside=field_of(text) + instruction(' "机密" ')),
        "in a text box": shape(f"<v:textbox><w:txbxContent><w:p>{field_of(text)}</w:p></w:txbxContent></v:textbox>"),
        "locked": mark("begin", ' w:fldLock="1" w:dirty="1"', "<w:fldData>ZXZpbA==</w:fldData>")
        + field_of(text).removeprefix(mark("begin")),
    }[way]


WAYS = ("runs", "simple", "split", "small letters", "tabs", "nested", "in a text box", "locked")


@pytest.mark.parametrize("way", WAYS)
def test_no_field_survives_that_does_more_than_count(workbook: Path, tmp_path: Path, way: str) -> None:
    paragraphs = (f"<w:p>{word(name)}{_written(text, way)}{word('后')}</w:p>" for name, text in REFUSED.items())
    made = StyledReport(workbook, StyleFile("".join(paragraphs)), tmp_path)
    assert findings(made.data) == []
    assert not made.secrets
    assert [text for text in made.words if text] == [f"{name}后" for name in REFUSED]
    assert made.instructions == ""
    inner = [f"field {name}" for name in REFUSED]
    assert made.left_out(*([inner[0], "field IF", *inner[1:]] if way == "nested" else inner))


KEPT = {
    "PAGE": field_of(" PAGE "),
    "with switches": field_of('page \\* arabicdash \\# "00" \\* MERGEFORMAT'),
    "of all pages": field_of("NUMPAGES\\* CHINESENUM3"),
    "of a section": field_of(" SECTION ") + field_of(" SECTIONPAGES "),
    "a sum": field_of(" = ", inside=field_of("PAGE") + instruction(" + 2 ")),
    "a condition": field_of(" IF ", inside=field_of("PAGE") + instruction(' > 1 "续" "" \\* MERGEFORMAT')),
    "a condition in another": field_of(
        "IF ", inside=field_of("PAGE") + instruction("=1 “甲” “") + field_of("IF 1=1 a b") + instruction("”")
    ),
    "simple": simple("PAGE", word("1")),
    "simple in simple": simple("PAGE", simple("NUMPAGES", word("1"))),
    "in wraps": "<w:sdt><w:sdtContent><w:smartTag>" + field_of("PAGE") + "</w:smartTag></w:sdtContent></w:sdt>",
}


@pytest.mark.parametrize("name", KEPT)
def test_fields_that_count_stay_as_they_are(workbook: Path, tmp_path: Path, name: str) -> None:
    made = StyledReport(workbook, StyleFile(f"<w:p>{KEPT[name]}</w:p>"), tmp_path)
    assert findings(made.data) == []
    written = "".join(ElementTree.fromstring(f'<a xmlns:w="{W[1:-1]}">{KEPT[name]}</a>').itertext())
    assert made.left_out()
    shown = "".join(made.header.itertext())
    expected = "PAGENUMPAGES1" if name == "simple in simple" else "PAGE1" if name == "simple" else written
    assert expected in shown


REMAINS = {
    "begins in one paragraph and ends in another": (
        (
            f"<w:p>{word('前')}{mark('begin')}{instruction('INCLUDETEXT ')}</w:p><w:p>{instruction('zhangsan')}"
            f"{mark('separate')}{word('机密')}</w:p><w:p>{word('机密')}{mark('end')}{word('后')}</w:p>"
        ),
        ["前", "", "后"],
        ["field INCLUDETEXT"],
    ),
    "has no end": (
        f"<w:p>{word('前')}{mark('begin')}{instruction('PAGE')}{mark('separate')}{word('1')}</w:p>{said('机密')}",
        ["前", ""],
        ["field PAGE"],
    ),
    "an end without a beginning": (f"<w:p>{word('前')}{mark('end')}{instruction('DDE zhangsan')}</w:p>", ["前"], []),
    "its keyword made by a field": (
        f"<w:p>{mark('begin')}{field_of('PAGE')}{instruction(' zhangsan')}{mark('end')}</w:p>",
        [""],
        ["field ?"],
    ),
    "its keyword in two parts": (
        f"<w:p>{mark('begin')}{instruction('IF')}{field_of('PAGE')}{instruction(' zhangsan')}{mark('end')}</w:p>",
        [""],
        ["field IF"],
    ),
    "its instruction as text": (
        f"<w:p>{mark('begin')}{word('PAGE')}{mark('separate')}{word('机密')}{mark('end')}</w:p>",
        [""],
        ["field ?"],
    ),
    "its keyword as text": (
        f"<w:p>{mark('begin')}{word('DDE ')}{instruction('PAGE')}{mark('separate')}{word('机密')}{mark('end')}</w:p>",
        [""],
        ["field ?"],
    ),
    "two separations": (
        (
            f"<w:p>{mark('begin')}{instruction('PAGE')}{mark('separate')}{word('1')}{mark('separate')}"
            f"{instruction('DDE zhangsan')}{word('2')}{mark('end')}</w:p>"
        ),
        ["12"],
        [],
    ),
    "one in the result of another": (
        f"<w:p>{field_of('PAGE', '').replace(word(''), field_of('LINK a'))}</w:p>",
        [""],
        ["field LINK"],
    ),
    "a link, whose words stay": (f"<w:p>{field_of('HYPERLINK http://zhangsan.example', '网址')}</w:p>", ["网址"], []),
    "its beginning deleted": (
        (
            f'<w:p><w:del w:author="张三">{mark("begin")}<w:r><w:delInstrText>PAGE</w:delInstrText></w:r></w:del>'
            f"{instruction('DDE zhangsan')}{mark('separate')}{word('留')}{mark('end')}</w:p>"
        ),
        ["留"],
        [],
    ),
    "its end in a text box": (
        f"<w:p>{mark('begin')}{instruction('PAGE')}"
        + shape(f"<v:textbox><w:txbxContent><w:p>{mark('end')}</w:p></w:txbxContent></v:textbox>")
        + f"{instruction(' zhangsan')}{mark('end')}</w:p>",
        [""],
        ["field PAGE"],
    ),
    "a deep one": (
        "<w:p>" + mark("begin") * 500 + instruction("DDE zhangsan") + mark("end") * 500 + word("后") + "</w:p>",
        ["后"],
        ["field DDE", "field ?"],
    ),
    "alternatives": (
        (
            f'<w:p><mc:AlternateContent><mc:Choice Requires="w14">{field_of("DDE zhangsan")}</mc:Choice>'
            f"<mc:Fallback>{field_of('LINK zhangsan')}{word('后')}</mc:Fallback></mc:AlternateContent></w:p>"
        ),
        ["后"],
        ["field LINK"],
    ),
    "a share in a condition": (f"<w:p>{field_of('IF 1=1 http://zhangsan.example a')}</w:p>", [""], ["field IF"]),
}


@pytest.mark.parametrize("name", REMAINS)
def test_of_a_field_that_is_out_of_order_nothing_acts(workbook: Path, tmp_path: Path, name: str) -> None:
    header, words, left_out = REMAINS[name]
    made = StyledReport(workbook, StyleFile(header), tmp_path)
    assert findings(made.data) == []
    assert not made.secrets
    assert made.words == words
    assert made.left_out(*left_out)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_whatever_stands_within_what_a_field_is_kept_only_where_all_of_it_counts(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)

    def runs(depth: int) -> str:
        parts: tuple[Callable[[], str], ...] = (
            lambda: word(f"字{draw.randrange(9)}"),
            lambda: instruction(draw.choice((" PAGE ", " DDE evil ", ' "a" ', "IF ", "=", "INCLUDETEXT evil"))),
            lambda: mark(draw.choice(("begin", "separate", "end", "odd"))),
            lambda: field_of(draw.choice(tuple(REFUSED.values())), "evil"),
            lambda: field_of("IF 1=1 ", inside=runs(depth - 1)),
            lambda: field_of("PAGE", "1").replace(word("1"), runs(depth - 1)),
            lambda: simple(draw.choice(("PAGE", "LINK evil", "NUMPAGES")), runs(depth - 1)),
            lambda: f'<w:hyperlink w:anchor="evil">{runs(depth - 1)}</w:hyperlink>',
            lambda: "</w:p><w:p>" if depth == 4 else "",
            lambda: shape(f"<v:textbox><w:txbxContent><w:p>{runs(depth - 1)}</w:p></w:txbxContent></v:textbox>"),
        )
        return "".join(draw.choice(parts if depth else parts[:4])() for _ in range(draw.randrange(1, 6)))

    kept = 0
    for _ in range(50):
        header = f"<w:p>{runs(4)}</w:p>"
        style = read_style_document(StyleFile(header).write(tmp_path / "style.docx"))
        data = render(REPORT, "docx", style=style)
        assert findings(data) == [], header
        kept += b"instrText" in ZipFile(io.BytesIO(data)).read("word/default-header.xml")
    assert 5 < kept < 45  # so that there was something to decide
