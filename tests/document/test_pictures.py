"""Pictures of figures: that what is drawn is what was reported, in length, in numbers and in words."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import lxml.html
import matplotlib
import numpy
import PIL
import pytest
from click.testing import CliRunner, Result
from PIL import Image

import xlsreport
from support.definitions import loaded
from support.files import harbour, official, saved
from support.fillings import SAYS_ENOUGH
from support.reports import county, port
from support.rounds import make_round, send
from xlsreport import (
    Document,
    PicturesError,
    Place,
    Submission,
    build_document,
    new_submission,
    previous_figures,
    render,
)
from xlsreport.cli import main
from xlsreport.document.content.model import DrawnPicture, PrintedTable
from xlsreport.document.pictures.alternative_text import ChartWords
from xlsreport.document.pictures.chart_data import Chart, ChartBar, ChartGroup, Drawing
from xlsreport.document.pictures.chart_drawing import draw_chart
from xlsreport.messages import messages_for
from xlsreport.messages.locales import number_marks
from xlsreport.round.incoming.collection import collect
from xlsreport.values import Number

ZH, EN = messages_for("zh-CN"), messages_for("en")
SVG = "{http://www.w3.org/2000/svg}"


def only_picture(document: Document) -> DrawnPicture:
    (picture,) = [part for part in document.parts if isinstance(part, DrawnPicture)]
    return picture


def last_year(submission: Submission, **changes: int) -> dict[Place, Number]:
    """Last year's figures: three more of everything, but for what is changed."""
    definition = submission.definition
    entries: dict[str, object] = {str(place): int(entry.number or 0) + 3 for place, entry in submission.entries.items()}
    entries |= {name.replace("__", "."): value for name, value in changes.items()}
    before = new_submission(definition, year=(submission.year or 0) - 1, entries=entries)
    return dict(previous_figures(definition, submission.year, before, definition.pictured_places))


def chart(*groups: ChartGroup, name: str = "chart") -> Chart:
    return Chart(name, "2025年", "2024年", groups)


def group(*bars: tuple[str, Number | None, Number | None]) -> ChartGroup:
    return ChartGroup("标题", tuple(ChartBar(*bar) for bar in bars))


def lengths(drawing: Drawing, year: str = "now") -> dict[str, float]:
    """How far each bar runs from the line where it begins, to the right or, negative, to the left."""
    found = {}
    for element in ElementTree.fromstring(drawing.svg).iter(f"{SVG}g"):
        if element.get("id", "").startswith(f"{year}-"):
            [path] = element.findall(f"{SVG}path")
            start, end = (float(x) for x in re.findall(r"[ML] (\S+) ", path.get("d", ""))[:2])
            found[element.get("id", "").removeprefix(f"{year}-")] = end - start
    return found


def figures(drawing: Drawing, year: str = "now") -> list[str]:
    """The figures that are written at the ends of the bars."""
    return [
        "".join(element.itertext()).strip()
        for element in ElementTree.fromstring(drawing.svg).iter(f"{SVG}g")
        if element.get("id", "").startswith(f"figure-{year}-")
    ]


def words(drawing: Drawing) -> list[str]:
    return ["".join(element.itertext()) for element in ElementTree.fromstring(drawing.svg).iter(f"{SVG}text")]


def run(*arguments: object) -> Result:
    return CliRunner(env={"XLSREPORT_LANG": "zh-CN"}).invoke(main, list(map(str, arguments)), catch_exceptions=False)


@pytest.mark.slow
def test_a_report_has_pictures_only_where_they_are_asked_for() -> None:
    assert not [part for part in build_document(county()).parts if isinstance(part, DrawnPicture)]
    parts = build_document(county(), pictures=True).parts
    at = next(number for number, part in enumerate(parts) if isinstance(part, DrawnPicture))
    table = parts[at - 1]
    assert isinstance(table, PrintedTable)
    assert table.label == "三、收到和处理政府信息公开申请情况"


@pytest.mark.slow
def test_the_words_have_every_figure_of_the_picture() -> None:
    assert only_picture(build_document(county(), pictures=True)).alternative == (
        "条形图：2025年政府信息公开申请来源和办理情况。"
        "本年新收申请来源（件）：自然人 705，商业企业 3，科研机构 0，社会公益组织 0，法律服务机构 5，其他 0；"
        "申请办理情况（件）：予以公开 294，部分公开 101，不予公开 32，无法提供 113，不予处理 19，其他处理 159，"
        "结转下年度 31。"
    )


def test_last_years_figures_stand_beside_this_years_in_words_and_bars() -> None:
    submission = port()
    picture = only_picture(build_document(submission, pictures=True, previous=last_year(submission)))
    assert picture.caption == "Calls at Port of Harwich in 2025"
    assert picture.alternative == (
        "Bar chart. Calls at Port of Harwich in 2025. Arrivals by kind of ship: Cargo 7 (last year 10), "
        "Ferries in both directions 7 (last year 10). Change: Arrived less left 0 (last year 0)."
    )
    assert {"2025", "2024", "Ferries in", "both", "directions"} <= set(words(Drawing(picture.svg, b"", 0, 0)))


@pytest.mark.slow
def test_a_blank_is_not_drawn_as_zero_this_year_or_last() -> None:
    submission = new_submission(official(), agency="某县", year=2025, entries={"requests.received.natural": 4})
    previous = {Place("requests", "received", "business"): 6}
    picture = only_picture(build_document(submission, pictures=True, previous=previous))
    assert "自然人 4（上年 无数据），商业企业 无数据（上年 6），科研机构 无数据（上年 无数据）" in picture.alternative
    assert "予以公开 无数据，" in picture.alternative, "a group of which nothing is known of last year is not compared"
    drawing = Drawing(picture.svg, b"", 0, 0)
    assert set(lengths(drawing)) == {"0-0"}
    assert set(lengths(drawing, "before")) == {"0-1"}
    assert figures(drawing) == ["4", *["无数据"] * 12]


def test_a_picture_that_does_not_compare_has_no_figure_of_last_year() -> None:
    definition = official()
    bound = replace(definition.pictures[0], picture=definition.pictures[0].picture.model_copy(update={"compare": None}))
    submission = replace(county(), definition=replace(definition, pictures=(bound,)))
    picture = only_picture(build_document(submission, pictures=True, previous=last_year(county())))
    assert "上年" not in picture.alternative
    assert not lengths(Drawing(picture.svg, b"", 0, 0), "before")


@pytest.mark.parametrize(
    "bars",
    [
        [("甲", 705, 690), ("乙", 3, 0), ("丙", 0, 5)],
        [("甲", 10_000_000, 9_999_999), ("乙", Decimal("59237.2449"), 1), ("丙", 1, 2)],
        [("甲", 5, -3), ("乙", -12, -1), ("丙", 0, 0)],
        [("甲", Decimal("0.000001"), Decimal("0.000002"))],
    ],
)
def test_bars_are_as_long_as_their_figures_are_great(bars: list[tuple[str, Number, Number]]) -> None:
    drawing = draw_chart(chart(group(*bars)), ChartWords(ZH))
    greatest = max(abs(float(figure)) for _, *pair in bars for figure in pair)
    now, before = lengths(drawing), lengths(drawing, "before")
    scale = max(map(abs, [*now.values(), *before.values()])) / greatest
    for number, (_, figure, figure_before) in enumerate(bars):
        assert now[f"0-{number}"] == pytest.approx(float(figure) * scale, abs=0.001)
        assert before[f"0-{number}"] == pytest.approx(float(figure_before) * scale, abs=0.001)
    assert figures(drawing) == [
        str(figure) if isinstance(figure, int) else format(figure, "f") for _, figure, _ in bars
    ]


@pytest.mark.parametrize(
    "bars",
    [
        [("甲", 10**15, None), ("乙", 1, None)],
        [("甲", -(10**11), None), ("乙", 10**11, None)],
        [("甲", 0, 0), ("乙", 0, 0)],
        [("没有正当理由大量反复申请并且要求重新出具已获取信息的申请", 7, None)],
        [("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft", 7, None)],
        [('$x^2$ <script>alert(1)</script> & "', 7, None)],
    ],
    ids=["great", "on both sides", "zero", "long", "one word", "markup"],
)
def test_nothing_is_drawn_outside_of_the_picture(bars: list[tuple[str, Number, Number | None]]) -> None:
    drawing = draw_chart(chart(group(*bars)), ChartWords(ZH))
    with Image.open(io.BytesIO(drawing.png)) as image:
        pixels = numpy.asarray(image.convert("L"))
    edges = (pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1])
    assert all((edge == 255).all() for edge in edges)
    assert (pixels < 128).any()


def test_figures_are_written_as_the_language_writes_them() -> None:
    drawing = draw_chart(chart(group(("Бумага", -1204567, None))), ChartWords(ZH, number_marks("ru")))
    assert figures(drawing) == ["-1\xa0204\xa0567"]


def test_a_long_label_is_cut_in_the_drawing_and_whole_in_the_words() -> None:
    label = "没有正当理由大量反复申请并且要求重新出具已获取信息的申请"
    drawing = draw_chart(chart(group((label, 7, None))), ChartWords(ZH))
    assert [word for word in words(drawing) if word in label or word.endswith("…")] == [
        "没有正当理由大量",
        "反复申请并且要求",
        "重新出具已获取…",
    ]


def test_the_two_forms_of_a_picture_are_of_one_size_and_say_nothing_of_when_and_by_what() -> None:
    drawing = draw_chart(chart(group(("甲", 1, 2))), ChartWords(ZH))
    with Image.open(io.BytesIO(drawing.png)) as image:
        assert image.width / image.height == pytest.approx(drawing.width / drawing.height, rel=0.01)
        assert set(image.info) == {"dpi"}
    root = ElementTree.fromstring(drawing.svg)
    assert (root.get("width"), root.get("height")) == (f"{drawing.width:g}pt", f"{drawing.height:g}pt")
    assert not re.search(r"<metadata|<style|<!DOCTYPE|[Mm]atplotlib v|\d{4}-\d\d-\d\d", drawing.svg)


@pytest.mark.slow
def test_the_same_figures_are_the_same_bytes_whatever_somebody_set_up_for_plots_of_his_own() -> None:
    wanted = chart(group(("甲", 1, 2), ("乙", None, 3)))
    first = draw_chart(wanted, ChartWords(ZH))
    with matplotlib.rc_context({"font.size": 30, "figure.facecolor": "red", "svg.fonttype": "path"}):
        assert draw_chart(wanted, ChartWords(ZH)) == first
        assert matplotlib.rcParams["font.size"] == 30
    command = [sys.executable, "-c", _DRAW_IT]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == first.svg


_DRAW_IT = """
import sys
from xlsreport.document.pictures.chart_data import Chart, ChartBar, ChartGroup
from xlsreport.document.pictures.alternative_text import ChartWords
from xlsreport.document.pictures.chart_drawing import draw_chart
from xlsreport.messages import messages_for
group = ChartGroup("标题", (ChartBar("甲", 1, 2), ChartBar("乙", None, 3)))
sys.stdout.reconfigure(encoding="utf-8")
sys.stdout.write(draw_chart(Chart("chart", "2025年", "2024年", (group,)), ChartWords(messages_for("zh-CN"))).svg)
"""


def test_chinese_is_drawn_in_its_own_shapes_and_every_character_has_one() -> None:
    drawing = draw_chart(chart(group(("骨直令", 1, None))), ChartWords(ZH))
    fonts = set(re.findall(r"font-family: '([^']+)'", drawing.svg))
    assert len(fonts) == 1
    assert not any(font.endswith((" JP", " KR", " TC", " HK")) or font == "DejaVu Sans" for font in fonts)


def test_where_no_font_has_a_character_nothing_is_drawn_and_it_is_said_what_to_install() -> None:
    with pytest.raises(PicturesError, match="Noto Sans CJK SC"):
        draw_chart(chart(group(("\U000ffffd", 1, None))), ChartWords(EN))


@pytest.mark.slow
def test_without_the_library_that_draws_it_is_said_how_to_install_it(tmp_path: Path) -> None:
    site = Path(PIL.__file__).parents[1]
    for path in site.iterdir():
        if not path.name.startswith(("matplotlib", "mpl_toolkits", "__pycache__")):
            (tmp_path / path.name).symlink_to(path)
    workbook, report = saved(county(), tmp_path), tmp_path / "r.html"
    code = "import sys; from xlsreport.cli import main; main(sys.argv[1:])"
    environment = {"PYTHONPATH": f"{Path(xlsreport.__file__).parents[1]}:{tmp_path}", "XLSREPORT_LANG": "en"}
    python = [sys.executable, "-S", "-c", code, "render", str(workbook), "-o", str(report)]
    done = subprocess.run([*python, "--pictures"], capture_output=True, text=True, env=environment, check=False)
    assert (done.returncode, done.stderr) == (2, ZH("picture.no_library") + "\n")
    assert not report.exists()
    assert subprocess.run(python, env=environment, check=False, capture_output=True).returncode == 0


def elements(page: bytes, path: str) -> Iterator[lxml.html.HtmlElement]:
    found = lxml.html.document_fromstring(page).xpath(path)
    assert isinstance(found, list)
    yield from (item for item in found if isinstance(item, lxml.html.HtmlElement))


@pytest.mark.slow
def test_a_page_has_the_picture_in_itself_with_its_words_and_ids_of_its_own() -> None:
    document = build_document(county(), pictures=True, previous=last_year(county()))
    picture = only_picture(document)
    page = render(replace(document, parts=(*document.parts, picture)), "html")
    drawings = list(elements(page, "//figure/svg"))
    for number, drawing in enumerate(drawings, start=1):
        assert (drawing.get("role"), drawing.get("aria-labelledby")) == ("img", f"p{number}-words")
        assert drawing[0].get("id") == f"p{number}-words"
        assert drawing[0].text == picture.alternative
    assert [caption.text for caption in elements(page, "//figure/figcaption")] == [picture.caption] * 2
    ids = [element.get("id") for element in elements(page, "//*[@id]")]
    assert len(ids) == len(set(ids))
    referred = re.findall(rb"url\(#([^)]+)\)", page)
    assert {name.decode() for name in referred} <= set(ids)
    assert {name[:3] for name in referred} == {b"p1-", b"p2-"}


def test_hostile_words_of_a_definition_stay_words_in_the_page() -> None:
    label = "</svg><script>alert(1)</script>&"
    drawing = draw_chart(chart(group((label, 7, None))), ChartWords(EN))
    picture = DrawnPicture("题", f"{label}\x0b\ud800", drawing.svg, drawing.png, drawing.width, drawing.height)
    page = render(replace(build_document(county()), parts=(picture,)), "html")
    assert [title.text for title in elements(page, "//svg/title")] == [label]
    assert len(list(elements(page, "//script"))) == 1


@pytest.mark.slow
def test_the_command_compares_with_last_years_workbook(tmp_path: Path) -> None:
    this_year = saved(county(), tmp_path, "今年.xlsx")
    before = saved(replace(county(), year=2024, agency="别的县"), tmp_path, "去年.xlsx")
    report = tmp_path / "报告.html"
    result = run("render", this_year, "-o", report, "--pictures", "--previous", before)
    assert result.exit_code == 0, result.output
    assert result.stderr == ZH("previous.agency", found="别的县", expected="沭阳县人民政府") + "\n"
    assert "自然人 705（上年 705）" in report.read_text(encoding="utf-8")


@pytest.mark.slow
def test_last_years_workbook_must_be_last_years_and_is_asked_for_with_pictures_only(tmp_path: Path) -> None:
    workbook, report = saved(county(), tmp_path), tmp_path / "报告.html"
    result = run("render", workbook, "-o", report, "--pictures", "--previous", workbook)
    assert (result.exit_code, result.stderr) == (2, ZH("previous.year", found=2025, expected=2024) + "\n")
    result = run("render", workbook, "-o", report, "--previous", workbook)
    assert result.exit_code == 2
    assert ZH("command.previous_use") in result.stderr
    assert not report.exists()


def test_where_a_definition_has_no_pictures_the_report_is_made_and_it_is_said(tmp_path: Path) -> None:
    text = Path(__file__).parents[1].joinpath("support", "yard.yaml").read_text(encoding="utf-8")
    assert "pictures:" not in text
    definition = tmp_path / "yard.yaml"
    definition.write_text(text, encoding="utf-8")
    workbook = saved(new_submission(loaded(definition), agency="x", year=2025), tmp_path)
    report = tmp_path / "r.html"
    result = run("render", workbook, "-o", report, "--pictures", "--draft", "--definition", definition)
    assert (result.exit_code, result.stderr) == (0, EN("picture.none") + "\n")
    assert report.exists()


@pytest.mark.slow
def test_the_reports_of_a_round_compare_with_last_years_round(tmp_path: Path) -> None:
    rounds = [make_round(tmp_path / str(year), 2, year=year) for year in (2024, 2025)]
    figures = {"requests__received__business": 4, "requests__granted__business": 2}
    send(rounds[0], tmp_path / "去年", ["001"], **figures, overview=[SAYS_ENOUGH])
    send(rounds[1], tmp_path / "今年", ["001", "002"])
    for round_, inbox in zip(rounds, ("去年", "今年"), strict=True):
        assert all(one.receipt and one.receipt.verdict == "clean" for one in collect(round_, [tmp_path / inbox]))
    command = ["render", "--all", "--to", "html", "--round", rounds[1].folder, "-o", tmp_path / "报告", "--pictures"]
    assert run(*command, "--previous", rounds[0].folder).exit_code == 0
    first, second = (path.read_text(encoding="utf-8") for path in sorted((tmp_path / "报告").iterdir()))
    assert "商业企业 3（上年 4）" in first
    assert "商业企业 3，" in second


def test_the_words_of_the_report_in_both_languages_name_what_the_definition_shows() -> None:
    for definition in (official(), harbour()):
        assert definition.pictured_places
        assert set(definition.pictured_places) <= set(definition.places)
