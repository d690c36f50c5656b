"""The program is renewed while workbooks are out: what was given out stays as it is, and nobody is sent it again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest

from support.parts import rewritten
from support.rounds import agencies, roster_file, small_round
from xlsreport.messages import messages_for
from xlsreport.round.files.guarded_output import digest
from xlsreport.round.folder import DEFINITION_FILE, Round, open_round
from xlsreport.round.ledger.timestamps import timestamp_now
from xlsreport.round.outgoing.distribution import distribute
from xlsreport.round.outgoing.outdated_files import outdated_files
from xlsreport.round.outgoing.zip_bundles import write_bundles

EN = messages_for("en")
ALL = ("001", "002", "003")


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    """A round that another version gave out: its workbooks have other bytes, and the same content."""
    round_ = small_round(tmp_path / "round")
    done = {one.agency.code: one.path for one in distribute(round_)}
    with round_.open_ledger() as ledger:
        for issue in list(ledger.issues()):
            path = done[issue.code]
            rewritten(path, path.with_suffix(".other"), lambda _, text: text).replace(path)
            ledger.record_issue(replace(issue, sha256=digest(path.read_bytes())))
    return round_


def outcomes(round_: Round) -> dict[str, str]:
    return {one.agency.code: one.outcome for one in distribute(open_round(round_.folder, EN))}


def contents(round_: Round) -> list[bytes]:
    return [path.read_bytes() for path in sorted(round_.subfolder("round.distributed").glob("*.xlsx"))]


def test_what_another_version_gave_out_stays_as_long_as_it_says_the_same(round_: Round) -> None:
    given = contents(round_)
    done = list(distribute(round_))
    assert [(one.outcome, one.is_anew) for one in done] == [("unchanged", False)] * 3
    assert contents(round_) == given
    with round_.open_ledger() as ledger:
        assert len(list(ledger.issues())) == 6
    bundles = [output.path for output in write_bundles(round_, done)]
    assert list(outdated_files(round_, done, bundles)) == []


def test_another_name_gives_that_agency_a_new_one(round_: Round) -> None:
    first, *others = agencies(3)
    roster_file(round_.folder / "roster.csv", [replace(first, name="新镇"), *others])
    assert outcomes(round_) == {"001": "written", "002": "unchanged", "003": "unchanged"}


def test_other_words_in_the_definition_give_everybody_a_new_one(round_: Round) -> None:
    given = timestamp_now()
    while timestamp_now() == given:  # the ledger keeps seconds
        sleep(0.02)
    path = round_.folder / DEFINITION_FILE
    path.write_text(path.read_text(encoding="utf-8").replace("name: ", "name: New ", 1), encoding="utf-8")
    assert outcomes(round_) == dict.fromkeys(ALL, "written")


def test_one_that_is_gone_is_written_by_the_present_version(round_: Round) -> None:
    sorted(round_.subfolder("round.distributed").glob("*.xlsx"))[0].unlink()
    assert outcomes(round_) == {"001": "written", "002": "unchanged", "003": "unchanged"}
