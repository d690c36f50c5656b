"""The reports of a whole round: each accepted submission in every format, whatever the number of processes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.shared import Pt

import xlsreport
from support.fonts import needs_hidden_fonts, without_fonts
from support.rounds import filled, make_round, send, small_round
from support.style_documents import StyleFile, field_of
from xlsreport.cli import main
from xlsreport.document.format_names import Format
from xlsreport.document.integrity_mark import marked
from xlsreport.messages import messages_for
from xlsreport.round.folder import Round
from xlsreport.round.incoming.collection import collect
from xlsreport.round.outgoing.distribution import distribute
from xlsreport.round.reports import RoundReportOptions, render_all

ZH = messages_for("zh-CN")


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """Three agencies: one has sent its report, one a faulty one, one nothing."""
    folder = tmp_path_factory.mktemp("reports")
    made = make_round(folder / "年报", 3)
    send(made, folder / "收件箱", ["001"])
    send(made, folder / "收件箱", ["002"], requests__carried_out__natural=77)
    assert [one.receipt.verdict for one in collect(made, [folder / "收件箱"]) if one.receipt] == ["clean", "errors"]
    return made


@pytest.mark.slow
def test_the_command_renders_what_was_accepted_and_says_what_was_not(round_: Round) -> None:
    result = CliRunner(env={"XLSREPORT_ROUND": str(round_.folder)}).invoke(main, ["render", "--all"])
    folder = round_.subfolder("round.reports")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        ZH("round.not_rendered", code="002", agency="第002镇", state=ZH("status.errors")),
        ZH("round.not_rendered", code="003", agency="第003镇", state=ZH("status.missing")),
        ZH("round.rendered", folder=folder, count=1, left_out=2),
    ]
    assert {path.name for path in folder.iterdir()} == {
        "001-第001镇-2025年度报告.docx",
        "001-第001镇-2025年度报告.html",
        "001-第001镇-2025年度报告.pdf",
    }


@pytest.mark.slow
def test_a_report_of_the_round_is_the_report_of_the_file_that_came(round_: Round, tmp_path: Path) -> None:
    [reported, *_] = render_all(round_, ["html"], tmp_path / "报告")
    file = tmp_path / "001.xlsx"
    file.write_bytes(filled(round_, "001"))
    document = xlsreport.build_document(xlsreport.read_workbook(file))
    assert [path.read_bytes() for path in reported.paths] == [xlsreport.render(document, "html")]


@pytest.mark.slow
def test_only_the_formats_that_are_asked_for_are_made(round_: Round, tmp_path: Path) -> None:
    command = ["render", "--all", "--to", "docx", "-o", str(tmp_path), "--round", str(round_.folder)]
    assert CliRunner().invoke(main, command).exit_code == 0
    assert [path.suffix for path in tmp_path.iterdir()] == [".docx"]


@pytest.mark.slow
@needs_hidden_fonts
def test_without_a_chinese_font_the_other_formats_are_made_and_one_sentence_says_what_to_install(
    round_: Round, tmp_path: Path
) -> None:
    command = ["-m", "xlsreport", "render", "--all", "--round", str(round_.folder), "-o", str(tmp_path / "报告")]
    done = without_fonts(tmp_path, *command)
    assert done.returncode == 0, done.stderr
    assert sorted(path.suffix for path in (tmp_path / "报告").iterdir()) == [".docx", ".html"]
    assert done.stderr.splitlines() == [ZH("pdf.no_font", variable="XLSREPORT_FONTS")]


@pytest.mark.slow
@needs_hidden_fonts
def test_where_only_pdf_is_asked_for_and_cannot_be_made_nothing_is(round_: Round, tmp_path: Path) -> None:
    asked = ["--to", "docx", "--to", "pdf", "-o", str(tmp_path / "报告")]
    done = without_fonts(tmp_path, "-m", "xlsreport", "render", "--all", "--round", str(round_.folder), *asked)
    assert done.returncode == 2
    assert done.stderr.splitlines() == [ZH("pdf.no_font", variable="XLSREPORT_FONTS")]
    assert not (tmp_path / "报告").exists()


@pytest.mark.slow
def test_one_report_with_a_character_of_no_font_does_not_keep_the_others_from_being_made(tmp_path: Path) -> None:
    made = make_round(tmp_path / "年报", 2)
    send(made, tmp_path / "收件箱", ["001"], own_words="这里有一个没有字体的字符：\U0010fffd。")
    send(made, tmp_path / "收件箱", ["002"])
    assert {one.receipt.verdict for one in collect(made, [tmp_path / "收件箱"]) if one.receipt} == {"clean"}
    result = CliRunner().invoke(main, ["render", "--all", "--round", str(made.folder)])
    assert result.exit_code == 1
    where = ZH("pdf.character_at", code="U+10FFFD", name=ZH("pdf.private"), cells="'一、总体情况'!B16")
    reason = ZH("pdf.characters", characters="\U0010fffd (U+10FFFD)") + ZH("pdf.where", where=where)
    assert ZH("round.failed", code="001", agency="第001镇", reason=reason) in result.stderr.splitlines()
    endings = [path.suffix for path in sorted(made.subfolder("round.reports").iterdir())]
    assert endings == [".docx", ".html", ".docx", ".html", ".pdf"]


@pytest.mark.slow
def test_several_processes_make_the_same_reports_as_one(tmp_path: Path) -> None:
    made = small_round(tmp_path / "round", 30)
    send(made, tmp_path / "inbox", [f"{number:03}" for number in range(1, 31)])
    assert sum(1 for _ in collect(made, [tmp_path / "inbox"])) == 30
    folders = {processes: tmp_path / f"{processes}" for processes in (1, 2)}
    for processes, folder in folders.items():
        assert all(one.paths for one in render_all(made, ["html"], folder, processes=processes))
    one, two = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders.values())
    assert one == two
    assert len(one) == 30


def in_size(points: int, path: Path) -> Path:
    """An office's document whose body is set in a size of its own."""
    word = docx.Document()
    word.styles["Normal"].font.size = Pt(points)
    word.save(str(path))
    return path


def size_of(report: Path) -> object:
    return docx.Document(str(report)).styles["Normal"].font.size


@pytest.fixture
def style(round_: Round) -> Iterator[Path]:
    """The document that an office puts into the folder of its round."""
    path = in_size(13, round_.folder / "style.docx")
    yield path
    path.unlink()


@pytest.mark.slow
def test_the_reports_of_a_round_have_the_styles_of_the_document_in_its_folder(
    round_: Round, style: Path, tmp_path: Path
) -> None:
    [reported, *_] = render_all(round_, ["docx", "html"], tmp_path)
    assert size_of(reported.paths[0]) == Pt(13)
    other = in_size(11, tmp_path / "other.docx")
    [reported, *_] = render_all(round_, ["docx"], tmp_path, options=RoundReportOptions(style=other))
    assert size_of(reported.paths[0]) == Pt(11)


@pytest.mark.slow
def test_a_style_document_that_cannot_serve_stops_the_command_before_any_report(
    round_: Round, style: Path, tmp_path: Path
) -> None:
    style.write_text("正文")
    command = ["render", "--all", "-o", str(tmp_path), "--round", str(round_.folder)]
    result = CliRunner().invoke(main, command)
    assert (result.exit_code, result.stderr) == (2, ZH("style.not_docx", file=style) + "\n")
    assert list(tmp_path.iterdir()) == []
    assert CliRunner().invoke(main, [*command, "--to", "html"]).exit_code == 0  # which has no use for it


@pytest.mark.slow
def test_the_command_names_once_what_it_left_out_of_headers_for_a_whole_round(
    round_: Round, style: Path, tmp_path: Path
) -> None:
    header = f"<w:p>{field_of('FILENAME')}<w:r><w:object/></w:r></w:p>"
    StyleFile(header).write(style)
    command = ["render", "--all", "-o", str(tmp_path), "--round", str(round_.folder)]
    result = CliRunner().invoke(main, [*command, "--to", "docx"])
    what = ZH("style.left_out.object") + "；" + ZH("style.left_out.field", name="FILENAME")
    assert (result.exit_code, result.stderr) == (0, ZH("style.left_out.sentence", file=style, what=what) + "\n")
    assert CliRunner().invoke(main, [*command, "--to", "html"]).stderr == ""  # which has no use for it


@pytest.mark.slow
def test_the_command_takes_styles_for_one_report_and_for_word_only(round_: Round, tmp_path: Path) -> None:
    workbook, report = tmp_path / "001.xlsx", tmp_path / "001.docx"
    workbook.write_bytes(filled(round_, "001"))
    style = str(in_size(11, tmp_path / "style.docx"))
    command = ["render", str(workbook), "--style", style, "-o"]
    assert CliRunner().invoke(main, [*command, str(report)]).exit_code == 0
    assert size_of(report) == Pt(11)
    for refused in (
        [*command, str(tmp_path / "001.html")],
        ["render", "--all", "--style", style, "--to", "html", "--round", str(round_.folder)],
    ):
        result = CliRunner().invoke(main, refused)
        assert (result.exit_code, result.stderr) == (2, ZH("style.word_only", suffix=".html") + "\n")


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        ("render", ZH("command.render_what")),
        ("render a.xlsx", ZH("command.render_what")),
        ("render a.xlsx --all", ZH("command.not_with", option="a.xlsx", other="--all")),
        ("render --all --draft", ZH("command.not_with", option="--draft", other="--all")),
        ("render a.xlsx -o a.docx --to docx", ZH("command.goes_with", option="--to", other="--all")),
    ],
)
def test_what_does_not_go_together_is_refused_in_a_sentence(command: str, sentence: str) -> None:
    result = CliRunner(env={"XLSREPORT_LANG": "zh-CN"}).invoke(main, command.split())
    assert result.exit_code == 2
    assert sentence in result.stderr


@pytest.mark.slow
def test_reports_that_have_changed_and_those_that_are_no_longer_of_the_round_are_told(tmp_path: Path) -> None:
    made = make_round(tmp_path / "年报", 3)
    list(distribute(made))
    send(made, tmp_path / "收件箱", ["001", "002", "003"])
    list(collect(made, [tmp_path / "收件箱"]))

    def told() -> list[str]:
        words = ["render", "--all", "--to", "html", "--processes", "1"]
        return CliRunner(env={"XLSREPORT_ROUND": str(made.folder)}).invoke(main, words).stdout.splitlines()

    folder = made.subfolder("round.reports")
    first = ZH("round.rendered", folder=folder, count=3, left_out=0)
    assert told() == told() == [first]
    send(made, tmp_path / "更正", ["001"], proactive__licensing__decisions=7)
    list(collect(made, [tmp_path / "更正"]))
    old = [f"{code}-第{code}镇-2025年度报告.html" for code in ("001", "002", "003")]
    assert told()[-1] == ZH("round.replaced", count=1, files=old[0])
    roster = next(made.folder.glob("roster.*"))
    text = roster.read_text(encoding="utf-8-sig")
    merged = [line for line in text.splitlines() if not line.startswith("003")]
    roster.write_text("\n".join(merged).replace("第002镇", "第二街道"), encoding="utf-8")
    files = ZH("wording.comma").join(old[1:])
    assert told()[-1] == ZH("round.outdated_reports", count=2, files=files)
    assert {path.name for path in folder.iterdir()} == {*old, "002-第二街道-2025年度报告.html"}


@pytest.mark.slow
def test_a_report_that_only_looks_otherwise_need_not_be_published_anew(tmp_path: Path) -> None:
    made = small_round(tmp_path / "round", 1)
    list(distribute(made))
    send(made, tmp_path / "inbox", ["001"])
    list(collect(made, [tmp_path / "inbox"]))

    def replaced(formats: Sequence[Format], **site: object) -> list[str]:
        (done,) = render_all(made, formats, options=RoundReportOptions(site=site), processes=1)
        return [path.suffix for path in done.replaced]

    assert replaced(["html", "docx"]) == []
    (page,) = made.subfolder("round.reports").glob("*.html")
    ours = re.sub(rb"<!-- xlsreport sha256:.*-->\n", b"", page.read_bytes())
    page.write_bytes(marked(ours.replace(b"</style>", b"p { margin: 0; }</style>")))  # of another version
    in_size(13, made.folder / "style.docx")
    assert replaced(["html", "docx"]) == []
    assert page.read_bytes() == marked(ours)
    assert replaced(["html"], SiteName="Harbour") == [".html"]
