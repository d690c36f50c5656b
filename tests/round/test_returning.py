"""What is returned is corrected and sent again, and every step of it stands in the ledger once."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from support.office import recalculated
from support.returning import everything
from support.small_round import UNBALANCED, UNEXPLAINED, filled, send, small_round
from xlsreport import read_workbook
from xlsreport.cli.group import main
from xlsreport.errors import RoundError
from xlsreport.messages import messages_for
from xlsreport.round.counting.round_state import AgencyState, state_of
from xlsreport.round.files.guarded_output import OutputFile, PendingOutput
from xlsreport.round.folder import Round, open_round
from xlsreport.round.incoming.collection import collect
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import IssuedWorkbook
from xlsreport.round.outgoing import returned_workbooks
from xlsreport.round.outgoing.distribution import distribute
from xlsreport.round.outgoing.returned_workbooks import ReturnedWorkbook, return_workbooks, to_return

pytestmark = pytest.mark.slow


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    return small_round(tmp_path, deadline=date(2099, 1, 20))


def give_back(round_: Round, *codes: str, warnings: bool = False) -> list[ReturnedWorkbook]:
    return list(return_workbooks(round_, to_return(round_, codes, warnings=warnings)))


def workbook_of(back: ReturnedWorkbook) -> Path:
    assert back.workbook is not None
    return back.workbook.path


def letter_of(back: ReturnedWorkbook) -> Path:
    assert back.letter is not None
    return back.letter.path


def files_of(round_: Round) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(round_.subfolder("round.returned").glob("*"))}


def issues_of(round_: Round, code: str) -> list[IssuedWorkbook]:
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        return [issue for issue in ledger.issues() if issue.code == code]


def state(round_: Round, code: str) -> AgencyState:
    return next(one for one in state_of(round_).agencies if one.agency.code == code)


def test_what_is_corrected_in_the_returned_workbook_takes_the_place_of_what_was_wrong(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED), "first.xlsx")
    (back,) = give_back(round_)
    assert workbook_of(back).name == "013-城关镇人民政府-2025年度报告-退回2.xlsx"
    assert letter_of(back).name == "013-城关镇人民政府-2025年度报告-退回2.docx"
    came = send(round_, filled(round_, "013", {}, workbook_of(back)), "second.xlsx")
    assert came.receipt is not None
    assert (came.receipt.verdict, came.receipt.code, came.receipt.revision) == ("clean", "013", 2)
    now = state(round_, "013")
    assert now.state == "accepted"
    assert now.current == came.receipt
    assert len(now.receipts) == 2
    assert give_back(round_) == []


@pytest.mark.engine
def test_what_another_program_saved_of_the_returned_workbook_is_taken_in(round_: Round, tmp_path: Path) -> None:
    send(round_, filled(round_, "013", UNBALANCED))
    (back,) = give_back(round_)
    given = read_workbook(workbook_of(back))
    (saved,) = recalculated([workbook_of(back)], tmp_path / "saved")
    assert everything(read_workbook(saved)) == everything(given)
    (came,) = collect(round_, [saved], processes=1)
    assert came.receipt is not None
    assert (came.receipt.verdict, came.receipt.revision) == ("errors", 2)
    assert [found for found in came.receipt.findings if str(found["rule"]).startswith("altered.")] == []


def test_returning_twice_changes_nothing(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED))
    first, files = give_back(round_), files_of(round_)
    second = give_back(round_)
    assert files_of(round_) == files
    assert [one.workbook.outcome for one in second if one.workbook] == ["unchanged"]
    assert [one.letter.outcome for one in second if one.letter] == ["unchanged"]
    assert [one.revision for one in first + second] == [2, 2]
    assert [issue.revision for issue in issues_of(round_, "013")] == [1, 2]


def test_a_file_that_was_lost_is_written_as_it_was(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED))
    give_back(round_)
    files = files_of(round_)
    for name in files:
        (round_.subfolder("round.returned") / name).unlink()
    give_back(round_)
    assert files_of(round_) == files
    assert len(issues_of(round_, "013")) == 2


def test_each_faulty_submission_is_returned_with_the_next_revision(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED), "first.xlsx")
    (back,) = give_back(round_)
    worse = {"requests.received.natural": 4}
    send(round_, filled(round_, "013", worse, workbook_of(back)), "second.xlsx")
    (again,) = give_back(round_)
    assert again.revision == 3
    assert [issue.revision for issue in issues_of(round_, "013")] == [1, 2, 3]
    assert [issue.receipt for issue in issues_of(round_, "013")] == [None, 1, 2]
    assert len(files_of(round_)) == 4


def test_a_second_try_with_the_first_workbook_is_returned_with_a_revision_that_nobody_has(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED), "first.xlsx")
    give_back(round_)
    send(round_, filled(round_, "013", {"requests.received.natural": 4}), "again.xlsx")
    (back,) = give_back(round_)
    assert back.revision == 3


def test_what_somebody_has_typed_into_is_left_alone(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED))
    (back,) = give_back(round_)
    for path in (workbook_of(back), letter_of(back)):
        path.write_bytes(path.read_bytes() + b"typed")
    (again,) = give_back(round_)
    assert again.workbook is not None
    assert again.letter is not None
    assert (again.workbook.outcome, again.letter.outcome) == ("in_use", "in_use")
    assert all(data.endswith(b"typed") for data in files_of(round_).values())


def test_distributing_afterwards_leaves_everything_as_it_is(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED))
    give_back(round_)
    files = files_of(round_)
    assert {one.outcome for one in distribute(round_)} == {"unchanged"}
    assert files_of(round_) == files
    assert [issue.revision for issue in issues_of(round_, "013")] == [1, 2]


def test_the_returned_workbook_as_it_is_does_not_count(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED))
    (back,) = give_back(round_)
    (came,) = collect(round_, [workbook_of(back)], processes=1)
    assert came.receipt is not None
    assert (came.receipt.verdict, came.receipt.reason) == ("refused", "unmended")
    assert state(round_, "013").state == "errors"


def test_a_workbook_that_was_refused_is_not_returned(round_: Round, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = small_round(tmp_path / "other")
    came = send(round_, filled(other, "013", UNBALANCED))
    assert came.receipt is not None
    assert came.receipt.verdict == "refused"
    assert give_back(round_) == []
    assert give_back(round_, "013") == []


def test_warnings_are_returned_only_where_it_is_asked_for(round_: Round) -> None:
    send(round_, filled(round_, "014", UNEXPLAINED))
    assert state(round_, "014").state == "warnings"
    assert give_back(round_) == []
    (back,) = give_back(round_, warnings=True)
    assert back.remarks is not None
    assert back.remarks.errors == ()
    assert len(back.remarks.warnings) > 0


def test_only_the_agencies_that_are_named_are_returned(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED), "one.xlsx")
    send(round_, filled(round_, "014", UNBALANCED), "two.xlsx")
    assert [one.agency.code for one in give_back(round_, "014")] == ["014"]
    assert [one.agency.code for one in give_back(round_)] == ["013", "014"]
    with pytest.raises(RoundError, match="999"):
        give_back(round_, "999")


def test_one_that_is_named_is_returned_even_if_an_earlier_submission_counts(round_: Round) -> None:
    send(round_, filled(round_, "013", {}), "right.xlsx")
    send(round_, filled(round_, "013", UNBALANCED), "wrong.xlsx")
    assert state(round_, "013").state == "accepted"
    assert give_back(round_) == []
    assert [one.agency.code for one in give_back(round_, "013")] == ["013"]


def test_the_workbook_bears_the_name_that_the_roster_has_now(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED))
    roster = round_.folder / "roster.csv"
    roster.write_text(roster.read_text(encoding="utf-8").replace("城关镇人民政府", "城关街道办事处"), encoding="utf-8")
    renamed = open_round(round_.folder, messages_for("zh-CN"))
    (back,) = give_back(renamed)
    assert read_workbook(workbook_of(back)).agency == "城关街道办事处"
    came = send(renamed, filled(renamed, "013", {}, workbook_of(back)), "second.xlsx")
    assert came.receipt is not None
    assert came.receipt.verdict == "clean"


def test_last_years_figures_go_back_as_they_were_given(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED))
    (back,) = give_back(round_)
    assert set(read_workbook(workbook_of(back)).previous.values()) == {0}
    assert issues_of(round_, "013")[0].previous == issues_of(round_, "013")[1].previous


def test_the_letter_says_what_came_what_is_wrong_and_until_when(round_: Round) -> None:
    came = send(round_, filled(round_, "013", UNBALANCED), "报送.xlsx")
    (back,) = give_back(round_)
    assert came.receipt is not None
    assert back.remarks is not None
    letter = docx.Document(str(letter_of(back)))
    text = "\n".join(paragraph.text for paragraph in letter.paragraphs)
    for said in ("城关镇人民政府：", "报送.xlsx", came.receipt.sha256[:12], "2099年1月20日", "示例县政府办公室"):
        assert said in text
    cells = {cell.text for table in letter.tables for row in table.rows for cell in row.cells}
    for remark in back.remarks.about_cells:
        assert remark.finding.message in cells


def command(round_: Round, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["return", *arguments, "--round", str(round_.folder)])


def test_the_command_says_what_it_wrote(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED))
    done = command(round_)
    assert done.exit_code == 0
    assert "013-城关镇人民政府-2025年度报告-退回2.xlsx" in done.output
    assert command(round_).output == done.output
    unknown, nothing = command(round_, "999"), command(round_, "014")
    assert (unknown.exit_code, nothing.exit_code) == (2, 0)
    assert "999" in unknown.output
    assert "014" in nothing.output


def test_the_command_says_how_many_it_did_not_return_for_their_warnings(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED))
    send(round_, filled(round_, "014", UNEXPLAINED))
    told = round_.messages("return.warnings_kept", count=1)
    assert told in command(round_).output.splitlines()
    assert told not in command(round_, "--warnings").output.splitlines()
    assert told not in command(round_, "013").output.splitlines()
    reports = CliRunner().invoke(main, ["render", "--all", "--to", "html", "--round", str(round_.folder)])
    (name,) = (one.agency.name for one in state_of(round_).of("warnings"))
    assert round_.messages("round.with_warnings", count=1, agencies=f"014 {name}") in reports.output.splitlines()


def test_the_command_tells_of_files_that_were_left_alone(round_: Round) -> None:
    send(round_, filled(round_, "013", UNBALANCED))
    (back,) = give_back(round_)
    letter_of(back).write_bytes(b"changed by hand")
    done = command(round_)
    assert done.exit_code == 1
    assert str(letter_of(back)) in done.output.replace(os.linesep, "")


class PowerFailure(BaseException):
    """What ends a run in the middle."""


@pytest.mark.parametrize("written", [0, 1])
def test_a_return_that_was_ended_in_the_middle_goes_on_on_another_day(
    written: int, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After it was recorded, and before the workbook or the letter was written."""
    send(round_, filled(round_, "013", UNBALANCED))
    done: list[Path] = []

    put = PendingOutput.put

    def until_then(ready: PendingOutput) -> OutputFile:
        if len(done) == written:
            raise PowerFailure
        done.append(ready.path)
        return put(ready)

    with monkeypatch.context() as failing:
        failing.setattr(returned_workbooks, "timestamp_now", lambda: "2026-01-10T04:00:00Z")
        failing.setattr(PendingOutput, "put", until_then)
        with pytest.raises(PowerFailure):
            give_back(round_)
    monkeypatch.setattr(returned_workbooks, "timestamp_now", lambda: "2026-01-12T04:00:00Z")
    (back,) = give_back(round_)
    assert back.workbook is not None
    assert back.letter is not None
    assert [back.workbook.outcome, back.letter.outcome] == [["written", "written"], ["unchanged", "written"]][written]
    assert "2026年1月10日" in letter_text(back)
    assert [(issue.revision, issue.at) for issue in issues_of(round_, "013")][1:] == [(2, "2026-01-10T04:00:00Z")]


def test_a_letter_of_a_day_that_the_ledger_does_not_know_is_written_anew(
    round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the ledger was put back from a backup of the day before."""
    send(round_, filled(round_, "013", UNBALANCED))
    backup = round_.ledger_path.read_bytes()
    monkeypatch.setattr(returned_workbooks, "timestamp_now", lambda: "2026-01-10T04:00:00Z")
    give_back(round_)
    round_.ledger_path.write_bytes(backup)
    monkeypatch.setattr(returned_workbooks, "timestamp_now", lambda: "2026-01-12T04:00:00Z")
    (back,) = give_back(round_)
    assert back.workbook is not None
    assert back.letter is not None
    assert (back.workbook.outcome, back.letter.outcome) == ("unchanged", "written")
    assert "2026年1月12日" in letter_text(back)


def letter_text(back: ReturnedWorkbook) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(letter_of(back))).paragraphs)


def test_where_nothing_is_to_be_returned_it_is_said(tmp_path: Path) -> None:
    round_ = small_round(tmp_path)
    said = CliRunner().invoke(main, ["return", "--round", str(round_.folder)])
    assert (said.exit_code, said.stdout.strip()) == (0, round_.messages("return.nothing_at_all"))
