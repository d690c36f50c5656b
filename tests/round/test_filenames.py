"""Names of files for agencies that may be called anything: every system takes them, and no two are the same."""

from __future__ import annotations

import ntpath
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.rounds import make_round
from xlsreport.errors import RosterError
from xlsreport.messages import messages_for
from xlsreport.round.files.safe_filenames import distinct_names, safe_name
from xlsreport.round.outgoing.distribution import distribute, workbook_name
from xlsreport.round.outgoing.zip_bundles import write_bundles
from xlsreport.round.roster.agencies import Agency
from xlsreport.round.roster.roster_reading import load_roster
from xlsreport.submission.intake.input_file import is_junk
from xlsreport.submission.workbook_reader import read_workbook

ENDINGS = ("", ".xlsx", ".zip", ".docx", ".html")
ODD = (
    *("../../x", "..", ".", "/etc/passwd", "C:\\Windows", "\\\\server\\share", "a/b", "a\\b", "~", "~$锁", "-rf", ""),
    *("CON", "con.txt", "con .txt", "Aux", "NUL.", "com1", "COM¹", "lpt9.x", "CONIN$", "conout$.csv", "prn"),
    *("trailing.", "trailing ", "trailing . .", "trailing\u3000", " leading", ".hidden", "__MACOSX", "thumbs.db"),
    *(
        "财政局\u202egpj.exe",
        "a\u200bb",
        "a\nb",
        "a\tb",
        "a\0b",
        "👩‍👩‍👧‍👦局",
        "𠮷野家",
        "\ue000镇",
        "é",
        "e\u0301",
        "\u0301",
    ),
    *("x" * 200, "县" * 200, "👍" * 200, "x" * 79 + " y", "a:b", "a*b", 'a"b', "a<b>", "a|b?"),
)
NAMES = st.one_of(
    st.text(max_size=120),
    st.sampled_from(ODD),
    st.tuples(st.sampled_from(ODD), st.sampled_from(["-", ".", " ", ""]), st.sampled_from(ODD)).map("".join),
    st.text(st.sampled_from("cConN.aux ~$-é\u0301ſsSßİiI/\\:"), max_size=12),
)


def faults(name: str) -> Iterator[str]:
    """What is wrong with a name by the rules of Windows, Linux and macOS ([MS-FSCC] 2.1.5, POSIX 3.170)."""
    if any(ord(char) < 32 or char in '<>:"/\\|?*' for char in name):
        yield "characters"
    if name != name.rstrip(" ."):
        yield "an end that Windows drops"
    if name in ("", ".", ".."):
        yield "a folder"
    if is_reserved(name):
        yield "a device"
    if len(name.encode()) > 255 or len(name.encode("utf-16-le")) // 2 > 255:
        yield "too long"
    if PureWindowsPath(name).parts != (name,) or Path(name).parts != (name,):
        yield "more than a name"


def is_reserved(name: str) -> bool:
    known = getattr(ntpath, "isreserved", None)  # which Python has from 3.13 on, in place of the other
    return bool(known(name) if known is not None else PureWindowsPath(name).is_reserved())


def same_somewhere(name: str) -> str:
    """What two names share that are one file on a disk which knows no capitals, or composes characters."""
    composed = unicodedata.normalize("NFC", name)
    return unicodedata.normalize("NFC", composed.upper().lower().casefold())


@given(NAMES)
def test_a_name_is_taken_by_every_system(text: str) -> None:
    for ending in ENDINGS:
        name = f"{safe_name(text)}{ending}"
        assert list(faults(name)) == [], name
        assert not is_junk(name), "collecting would pass it over"


@given(NAMES)
def test_nothing_in_a_name_is_unseen_or_turns_the_line_around(text: str) -> None:
    assert not {unicodedata.category(char)[0] for char in safe_name(text)} & {"C"}


@pytest.mark.parametrize("name", ["013-城关镇-2025年度报告", "3207-01 审计局（本级）", "Ville de Besançon", "A.B"])
def test_an_ordinary_name_stays_as_it_is(name: str) -> None:
    assert safe_name(name) == name


@given(NAMES, NAMES)
def test_texts_that_differ_have_different_names(one: str, other: str) -> None:
    if unicodedata.normalize("NFC", one) != unicodedata.normalize("NFC", other):
        assert safe_name(one) != safe_name(other)


@pytest.mark.slow
@given(st.lists(NAMES, max_size=12))
def test_no_two_names_are_one_file_anywhere(texts: list[str]) -> None:
    names = distinct_names({str(number): text for number, text in enumerate(texts)})
    assert len({same_somewhere(name) for name in names.values()}) == len(texts)
    for name in names.values():
        assert list(faults(f"{name}.xlsx")) == []


def test_the_first_of_two_that_would_be_one_keeps_its_name() -> None:
    assert distinct_names({"1": "甲", "2": "乙", "3": "甲", "4": "甲"}) == {
        "1": "甲",
        "2": "乙",
        "3": "甲~2",
        "4": "甲~3",
    }


@pytest.mark.slow
def test_codes_and_names_that_read_alike_together_have_files_of_their_own(tmp_path: Path) -> None:
    listed = [Agency("13", "1-城关镇"), Agency("13-1", "城关镇"), Agency("A", "b-C"), Agency("a-B", "c")]
    round_ = make_round(tmp_path / "round", listed)
    names = [workbook_name(round_, agency) for agency in round_.roster]
    assert names[0] == "13-1-城关镇-2025年度报告.xlsx"
    assert len({same_somewhere(name) for name in names}) == len(listed)


def test_codes_that_are_one_file_somewhere_are_told(tmp_path: Path) -> None:
    path = tmp_path / "名册.csv"
    path.write_text("编号,名称\ncafé,甲\ncafe\u0301,乙\nCAFÉ,丙\n", encoding="utf-8")
    with pytest.raises(RosterError) as caught:
        load_roster(path, messages_for("zh-CN"))
    assert len(caught.value.problems) == 2


ROSTER = [
    Agency("../../x", "../../../etc/passwd"),
    Agency("CON", "CON"),
    Agency("nul.txt", "con.txt"),
    Agency("3", "县" * 200),
    Agency("4", "👩‍👩‍👧‍👦 & <b>局</b>"),
    Agency("5", "财政局\u202egpj.exe"),
    Agency("6", "统计局."),
    Agency("~$7", "教育局 "),
    Agency("8", "Zürich"),
    Agency("9", "ZU\u0308RICH"),
    Agency("10", "zürich", parent="CON"),
    Agency("11", "=1+1", parent="../../x"),
    Agency("12", "-rf", parent="nul.txt"),
]


@pytest.mark.slow
def test_agencies_of_any_name_get_their_workbooks_within_the_folder(tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round", ROSTER)
    done = list(distribute(round_))
    folder = round_.subfolder("round.distributed")
    assert sorted(one.path for one in done) == sorted(folder.iterdir())
    assert len({same_somewhere(one.path.name) for one in done}) == len(ROSTER)
    for one in done:
        assert list(faults(one.path.name)) == []
        submission = read_workbook(one.path, round_.definition)
        assert submission.identity is not None
        assert (submission.identity.code, submission.agency) == (one.agency.code, one.agency.name)
    assert {one.outcome for one in distribute(round_)} == {"unchanged"}
    assert {path.name for path in tmp_path.iterdir()} == {"round", "round.csv"}


@pytest.mark.slow
def test_bundles_of_agencies_of_any_name_stay_within_the_folder(tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round", ROSTER)
    done = list(distribute(round_))
    bundles = [bundle.path for bundle in write_bundles(round_, done)]
    assert {bundle.parent for bundle in bundles} == {round_.subfolder("round.distributed")}
    assert len({same_somewhere(bundle.name) for bundle in bundles}) == 4  # of three agencies above others, and the rest
    held = []
    for bundle in bundles:
        assert list(faults(bundle.name)) == []
        with zipfile.ZipFile(bundle) as archive:
            held += archive.namelist()
    assert sorted(held) == sorted(one.path.name for one in done)
