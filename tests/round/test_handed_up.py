"""The sums of a county's round become the workbook that the province above it has given out, and count there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.small_rounds import YARD, new_round, send, yard_entries
from xlsreport import Place, load_definition, new_submission, read_workbook, write_workbook
from xlsreport.cli import main
from xlsreport.messages import messages_for
from xlsreport.round.folder import Round
from xlsreport.round.incoming.collection import collect

BELOW = (("1", "North", ""), ("11", "Quay", "1"), ("12", "Pier", "1"))
REPAIRS = Place.parse("work.repairs.number")


@pytest.fixture
def county(tmp_path: Path) -> Round:
    (tmp_path / "county").mkdir()
    round_ = new_round(tmp_path / "county", YARD, BELOW)
    send(round_, {code: yard_entries(**{str(REPAIRS): number}) for code, number in (("11", 2), ("12", 3))})
    return round_


@pytest.fixture
def province(tmp_path: Path) -> Round:
    (tmp_path / "province").mkdir()
    return new_round(tmp_path / "province", YARD, (("N1", "The North", ""), ("S1", "The South", "")))


def added_up(county: Round, given: Path) -> Result:
    words = ["consolidate", "--round", str(county.folder), "--of", "1", "--into", str(given)]
    return CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, words)


def given_by(province: Round) -> Path:
    return next(province.subfolder("round.distributed").glob("N1-*.xlsx"))


@pytest.mark.slow
def test_a_roster_without_a_head_is_handed_up_in_the_name_that_the_workbook_has(
    tmp_path: Path, province: Round
) -> None:
    (tmp_path / "flat").mkdir()
    flat = new_round(tmp_path / "flat", YARD, (("11", "Yard A", ""), ("12", "Yard B", "")))
    send(flat, {code: yard_entries(**{str(REPAIRS): number}) for code, number in (("11", 2), ("12", 3))})
    words = ["consolidate", "--round", str(flat.folder), "--into", str(given_by(province))]
    result = CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, words)
    assert result.exit_code == 0, result.output
    (report,) = (flat.folder / "consolidated").glob("*-consolidated.xlsx")
    assert read_workbook(report, province.definition).agency == "The North"


@pytest.mark.slow
def test_they_are_that_agencys_submission_there_and_what_was_typed_before_is_kept(
    county: Round, province: Round
) -> None:
    given = given_by(province)
    blank = read_workbook(given, province.definition)
    typed = replace(blank, texts={"notes": ("We looked after all of it.",)}, source=None)
    write_workbook(typed, given)
    before = given.read_bytes()
    result = added_up(county, given)
    assert result.exit_code == 0, result.output
    assert given.read_bytes() == before
    report = county.folder / "consolidated" / "1-North-2025-consolidated.xlsx"
    read = read_workbook(report, province.definition)
    assert (read.agency, read.identity, read.previous) == ("The North", blank.identity, blank.previous)
    assert (read.entries[REPAIRS].number, read.texts["notes"]) == (5, ("We looked after all of it.",))
    (came,) = collect(province, [report])
    assert came.receipt is not None
    assert (came.receipt.code, came.receipt.reason) == ("N1", "")


@pytest.mark.slow
def test_a_workbook_of_another_year_is_refused_and_so_are_sums_that_lack_somebody(
    county: Round, province: Round
) -> None:
    given = given_by(province)
    earlier = given.with_name("earlier.xlsx")
    write_workbook(replace(read_workbook(given, province.definition), year=2024, source=None), earlier)
    refused = added_up(county, earlier)
    assert (refused.exit_code, county.messages("consolidate.into_other_period", file=earlier) in refused.output) == (
        2,
        True,
    )
    send(county, {"12": yard_entries(**{str(REPAIRS): -1})})
    words = ["consolidate", "--round", str(county.folder), "--of", "1", "--into", str(given), "--missing", "allow"]
    (county.folder / "roster.csv").write_text(
        "code,name,parent\n1,North,\n11,Quay,1\n12,Pier,1\n13,Mole,1\n", encoding="utf-8"
    )
    lacking = CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, words)
    assert (lacking.exit_code, "cannot say so" in lacking.output) == (2, True)
    assert not (county.folder / "consolidated").exists()


@pytest.mark.slow
def test_a_workbook_given_to_somebody_else_or_made_from_another_version_of_the_form_is_refused(
    county: Round, province: Round
) -> None:
    given = given_by(province)
    (others,) = province.subfolder("round.distributed").glob("S1-*.xlsx")
    words = {"file": others, "given": "The South", "agency": "North"}
    of_another = added_up(county, others)
    assert (of_another.exit_code, county.messages("consolidate.into_other_agency", **words) in of_another.output) == (
        2,
        True,
    )
    own = county.definition_path.read_text(encoding="utf-8")
    county.definition_path.write_text(own.replace("number >= 0", "number >= -1"), encoding="utf-8")
    of_before = added_up(county, given)
    sentence = county.messages("consolidate.into_other_version", file=given)
    assert (of_before.exit_code, sentence in of_before.output) == (2, True)
    anew = ["new", str(county.definition_path), "--from", str(given), "-o", str(county.folder / "anew.xlsx")]
    written_anew = CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, anew)
    refusal = messages_for("en")("lines.from_other_version", file=given)
    assert (written_anew.exit_code, refusal in written_anew.output) == (2, True)
    second = given.with_name("second.yaml")
    second.write_text(own.replace('edition: "1"', 'edition: "2"'), encoding="utf-8")
    of_second = given.with_name("second.xlsx")
    write_workbook(new_submission(load_definition(str(second)), agency="The North", year=2025), of_second)
    of_edition = added_up(county, of_second)
    names = {"given": "yard-return/2", "name": "yard-return/1"}
    sentence = county.messages("consolidate.into_other_edition", file=of_second, **names)
    assert (of_edition.exit_code, sentence in of_edition.output) == (2, True)
    assert not (county.folder / "consolidated").exists()
    county.definition_path.write_bytes(province.definition_path.read_bytes())
    same_form = added_up(county, given)
    assert same_form.exit_code == 0, same_form.output
    told = county.messages("consolidate.hand_up", file="1-North-2025-consolidated.xlsx", agency="The North")
    assert told in same_form.output
