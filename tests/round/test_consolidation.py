"""A round is added up exactly, over whatever tree its roster has, and only when nobody is missing unawares."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from support.depth import cases
from support.small_rounds import YARD, Agencies, new_round, send, yard_entries
from xlsreport import Place, messages_for
from xlsreport.cli import main
from xlsreport.errors import RoundError
from xlsreport.round.consolidation.about_sheet import about_sheet
from xlsreport.round.consolidation.consolidated_report import consolidated_submission
from xlsreport.round.consolidation.consolidating import Consolidation, RefusedConsolidationError, consolidate
from xlsreport.round.consolidation.consolidation_files import write_consolidation
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.round.consolidation.consolidation_sentences import consolidation_sentences
from xlsreport.round.counting.deciding import decide
from xlsreport.round.counting.outdated_sums import outdated_sums
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.folder import Round, open_round
from xlsreport.round.ledger.timestamps import local_text
from xlsreport.round.status.overview import overview_of
from xlsreport.values import Number

pytestmark = pytest.mark.slow

TREE: Agencies = (
    ("0", "Coast", ""),
    ("1", "North", "0"),
    ("11", "Quay", "1"),
    ("12", "Pier", "1"),
    ("2", "South", "0"),
    ("21", "Dock", "2"),
    ("3", "Lock", "0"),
)
ENDS = ("11", "12", "21", "3")


def figures(result: Consolidation) -> dict[str, Number | str]:
    return {str(place): number for place, number in result.figures.items()}


def yard(folder: Path, sent: Mapping[str, Mapping[str, Any]], tree: Agencies = TREE) -> Round:
    round_ = new_round(folder, YARD, tree)
    received = [one.receipt.verdict for one in send(round_, sent) if one.receipt is not None]
    assert received == ["clean"] * len(sent)
    return round_


# Sums


@st.composite
def rosters(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    """Two to seven agencies, each of them at the top or below one before it."""
    count = draw(st.integers(2, 7))
    parents = [draw(st.integers(-1, number - 1)) for number in range(count)]
    return [(f"a{n}", f"Agency {n}", "" if parent < 0 else f"a{parent}") for n, parent in enumerate(parents)]


AMOUNTS = st.integers(0, 10**11).map(lambda cents: Decimal(cents).scaleb(-2))
ENTRIES = st.fixed_dictionaries(
    {
        "work.repairs.number": st.integers(0, 10**12),
        "work.repairs.days": AMOUNTS,
        "work.painting.days": AMOUNTS,
        "work.repairs.change": st.integers(-(10**12), 10**12),
        "work.repairs.longest": st.integers(0, 999),
        "work.repairs.shortest": st.integers(0, 999),
    }
)


@settings(max_examples=cases(5, 10), deadline=None)
@given(tree=rosters(), data=st.data(), count_parents=st.booleans())
def test_every_sum_is_exact_whatever_the_tree(
    tree: list[tuple[str, str, str]], data: st.DataObject, count_parents: bool
) -> None:
    sent = {code: yard_entries(**data.draw(ENTRIES)) for code, _, _ in tree}
    parents = {parent for _, _, parent in tree}
    counted = [entries for code, entries in sent.items() if count_parents or code not in parents]
    with TemporaryDirectory() as folder:
        round_ = yard(Path(folder), sent, tree)
        options = ConsolidationOptions(agency="All", count_parents=count_parents, twice="allow")
        found = figures(consolidate(round_, options, processes=1))
    how = {"longest": max, "shortest": min}
    names = [name for name in counted[0] if name.count(".") == 2 and not name.endswith((".median", ".keeper"))]
    assert found == {name: how.get(name.rsplit(".", 1)[1], sum)(one[name] for one in counted) for name in names}


def test_the_ends_of_the_tree_are_counted_and_parents_are_not(tmp_path: Path) -> None:
    sent = {code: yard_entries(**{"work.repairs.number": 10 ** int(code)}) for code in ("0", "1", "2")}
    ends = {
        code: yard_entries(**{"work.repairs.number": number}) for code, number in zip(ENDS, (1, 2, 4, 8), strict=True)
    }
    round_ = yard(tmp_path, sent | ends)
    assert figures(consolidate(round_, ConsolidationOptions()))["work.repairs.number"] == 15
    assert figures(consolidate(round_, ConsolidationOptions(of="0")))["work.repairs.number"] == 15
    assert figures(consolidate(round_, ConsolidationOptions(of="1")))["work.repairs.number"] == 3
    with_parents = consolidate(round_, ConsolidationOptions(of="1", count_parents=True))
    assert figures(with_parents)["work.repairs.number"] == 13


def test_figures_that_cannot_be_added_are_left_to_be_written(tmp_path: Path) -> None:
    round_ = yard(tmp_path, {code: yard_entries(**{"work.repairs.median": 3}) for code in ENDS})
    submission = consolidated_submission(round_, consolidate(round_, ConsolidationOptions()))
    blank = [
        p for t in round_.definition.tables for p in round_.definition.entry_places(t) if p not in submission.entries
    ]
    assert [str(place) for place in blank] == ["work.repairs.median", "work.painting.median", "boats.moored.keeper"]
    assert submission.texts == {}


def test_a_table_that_is_declared_to_be_all_zero_counts_as_zeros(tmp_path: Path) -> None:
    nil = {name: value for name, value in yard_entries().items() if not name.startswith("work.")}
    some = {"work.repairs.days": Decimal("0.1"), "work.repairs.shortest": 5}
    sent = {"11": nil | {"work.nil_return": True}, "12": yard_entries(**some)}
    round_ = yard(tmp_path, sent)
    found = figures(consolidate(round_, ConsolidationOptions(of="1")))
    assert (found["work.repairs.days"], found["work.repairs.shortest"]) == (Decimal("0.1"), 0)


def test_a_number_in_words_counts_as_the_number_that_was_understood(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, YARD, TREE)
    send(
        round_,
        {"11": yard_entries(**{"work.repairs.number": "12件"}), "12": yard_entries(**{"work.repairs.number": 30})},
    )
    result = consolidate(round_, ConsolidationOptions(of="1"))
    assert figures(result)["work.repairs.number"] == 42
    assert [one.agency.code for one in result.warned] == ["11"]


def test_last_years_figures_are_added_where_all_are_known_and_unknown_where_one_is_not(tmp_path: Path) -> None:
    end = Place("boats", "moored", "end")
    round_ = new_round(tmp_path, YARD, TREE, {"11": {end: 3}, "12": {end: 4}, "2": {end: 8}, "21": {end: 5}})
    entries = yard_entries(**{"boats.moored.start": 3})
    send(round_, dict.fromkeys(ENDS, entries))
    assert consolidate(round_, ConsolidationOptions(of="1")).previous_figures == {end: 7}
    assert consolidate(round_, ConsolidationOptions()).previous_figures == {}
    south = consolidate(round_, ConsolidationOptions(of="2"))
    assert consolidated_submission(round_, south).previous == {end: 8}  # its own: one of those below is gone since
    told = round_.messages("consolidate.own_previous", agency="South", count=1)
    assert told in list(consolidation_sentences(round_, south))


def test_what_came_after_it_was_added_up_is_told_until_it_is_added_up_again(tmp_path: Path) -> None:
    round_ = yard(tmp_path, dict.fromkeys(("11", "12", "21"), yard_entries()))
    for code in ("1", "2"):
        write_consolidation(round_, consolidate(round_, ConsolidationOptions(of=code)))
    assert outdated_sums(round_, state_of(round_)) == {}
    send(round_, {"21": yard_entries(**{"work.repairs.number": 5})})
    with round_.open_ledger() as ledger:
        *_, last = ledger.decisions()
        moment = local_text(last.at)
    told = round_.messages("status.outdated_sum", moment=moment, count=1, agencies="Dock")
    assert outdated_sums(round_, state_of(round_)) == {"2": told}
    (south,) = (line for line in overview_of(round_, datetime.now(UTC)).lines if line.agency.code == "2")
    assert told in south.remarks
    write_consolidation(round_, consolidate(round_, ConsolidationOptions(of="2")))
    assert outdated_sums(round_, state_of(round_)) == {}
    came = next(one.current for one in state_of(round_).agencies if one.agency.code == "21")
    assert came is not None
    decide(round_, came.number, "set_aside", "by telephone")
    assert outdated_sums(round_, state_of(round_)).keys() == {"2"}
    write_consolidation(round_, consolidate(round_, ConsolidationOptions(of="2")))  # the files are those of the first
    assert outdated_sums(round_, state_of(round_)) == {}


def test_the_sum_of_all_agencies_is_told_to_be_out_of_date_although_the_roster_has_nobody_above_them(
    tmp_path: Path,
) -> None:
    tree = (("1", "North", ""), ("2", "South", ""))
    round_ = yard(tmp_path, {"1": yard_entries(), "2": yard_entries()}, tree)
    options = ConsolidationOptions(agency="Both coasts")
    write_consolidation(round_, consolidate(round_, options))
    assert overview_of(round_, datetime.now(UTC)).changes == ()
    send(round_, {"2": yard_entries(**{"work.repairs.number": 5})})
    (told,) = overview_of(round_, datetime.now(UTC)).changes
    assert "“Both coasts”" in told
    assert "South" in told
    said = CliRunner().invoke(main, ["render", "--all", "--to", "html", "--round", str(round_.folder)])
    assert told in said.stdout
    write_consolidation(round_, consolidate(round_, options))
    assert overview_of(round_, datetime.now(UTC)).changes == ()


def test_who_has_left_the_roster_after_sending_is_told_and_is_on_the_first_sheet(tmp_path: Path) -> None:
    round_ = yard(tmp_path, dict.fromkeys(ENDS, yard_entries()))
    roster = round_.folder / "roster.csv"
    kept = "".join(line for line in roster.read_text("utf-8").splitlines(keepends=True) if "Pier" not in line)
    roster.write_text(kept, encoding="utf-8")
    later = open_round(round_.folder, round_.messages)
    whole, south = (consolidate(later, ConsolidationOptions(of=code)) for code in ("0", "2"))
    pier = later.messages("consolidate.named", code="12", agency="Pier")
    told = later.messages("consolidate.departed", count=1, agencies=pier)
    assert told in consolidation_sentences(later, whole)
    assert south.scope.departed == ()  # it was below another
    lines = [line for line in about_sheet(later, whole, "2026-01-20T08:00:00Z").rows if line[1] == pier]
    assert len(lines) == 1
    heading, *others = kept.splitlines()
    taken = [f"{one},Pier" if "Dock" in one else f"{one}," for one in others]
    roster.write_text("\n".join([f"{heading},并入单位", *taken]), encoding="utf-8")
    merged = open_round(round_.folder, round_.messages)
    south = consolidate(merged, ConsolidationOptions(of="2"))
    assert [one.code for one in south.scope.departed] == ["12"]


def test_a_sum_of_more_digits_than_a_spreadsheet_keeps_is_refused(tmp_path: Path) -> None:
    days = {"11": Decimal("9999999999999.97"), "12": Decimal("0.02"), "21": Decimal("9000000000000.02")}
    sent = {code: yard_entries(**{"work.repairs.days": number}) for code, number in days.items()}
    round_ = yard(tmp_path, sent | {"3": yard_entries()})
    consolidated_submission(round_, consolidate(round_, ConsolidationOptions(of="1")))
    with pytest.raises(RoundError, match=r"Repairs · Days: the sum 19000000000000\.01 has more than 15 digits"):
        consolidated_submission(round_, consolidate(round_, ConsolidationOptions()))


# Who is missing


def test_missing_agencies_and_errors_are_named_one_by_one(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, YARD, TREE)
    wrong = yard_entries(**{"work.repairs.number": -1})
    send(round_, {"11": yard_entries(), "21": wrong, "2": wrong})
    with pytest.raises(RefusedConsolidationError) as raised:
        consolidate(round_, ConsolidationOptions())
    assert raised.value.lines() == [
        (
            "Nothing was added up. Agencies to count: 4; not sent: 2; only files with errors: 1. Chase them, or return "
            "their workbooks; to go on without them, add --missing allow, which is recorded in the ledger and said in "
            "the result."
        ),
        "  12 Pier: not sent",
        "  21 Dock: errors",
        "  3 Lock: not sent",
    ]


def test_a_parent_that_is_not_counted_need_not_have_sent_anything(tmp_path: Path) -> None:
    round_ = yard(tmp_path, {code: yard_entries() for code in ENDS})
    assert consolidate(round_, ConsolidationOptions()).scope.left_out == ()
    with pytest.raises(RefusedConsolidationError) as raised:
        consolidate(round_, ConsolidationOptions(count_parents=True))
    assert [one.agency.code for one in raised.value.agencies] == ["0", "1", "2"]


def test_going_on_without_them_leaves_exactly_them_out(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, YARD, TREE)
    good = yard_entries(**{"work.repairs.number": 1})
    send(round_, {"11": good, "12": good, "21": yard_entries(**{"work.repairs.number": -1})})
    result = consolidate(round_, ConsolidationOptions(missing="allow"))
    assert [one.agency.code for one in result.scope.left_out] == ["21", "3"]
    assert figures(result)["work.repairs.number"] == 2
    assert consolidated_submission(round_, result).incomplete == (
        "These figures are incomplete. Agencies counted: 2 of 4. Not counted (2): Dock, Lock."
    )


def test_without_any_figures_there_is_nothing_to_allow(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, YARD, TREE)
    with pytest.raises(RoundError, match="none of the agencies to count \\(4\\) has sent"):
        consolidate(round_, ConsolidationOptions(missing="allow"))


def test_a_newer_file_with_errors_does_not_take_the_place_of_the_one_before_and_is_told(tmp_path: Path) -> None:
    round_ = yard(tmp_path, {code: yard_entries(**{"work.repairs.number": 2}) for code in ENDS})
    send(round_, {"3": yard_entries(**{"work.repairs.number": -5})})
    result = consolidate(round_, ConsolidationOptions())
    assert figures(result)["work.repairs.number"] == 8
    assert [one.agency.code for one in result.superseded] == ["3"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (ConsolidationOptions(of="9"), "The roster has no agency with the code or the name “9”"),
        (ConsolidationOptions(of="11"), "“Quay” .11. has no agencies below it"),
    ],
)
def test_what_cannot_be_added_up_is_said(options: ConsolidationOptions, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(RoundError, match=sentence):
        consolidate(new_round(tmp_path, YARD, TREE), options)


def test_the_report_needs_a_name_where_the_roster_has_no_one_at_its_top(tmp_path: Path) -> None:
    tree = (("1", "North", ""), ("2", "South", ""))
    round_ = yard(tmp_path, {"1": yard_entries(), "2": yard_entries()}, tree)
    with pytest.raises(RoundError, match="--agency NAME"):
        consolidate(round_, ConsolidationOptions())
    assert consolidate(round_, ConsolidationOptions(agency="Both coasts")).scope.agency == "Both coasts"


def test_that_the_name_is_missing_is_told_before_the_ledger_is_read(tmp_path: Path) -> None:
    """Checking the files of a changed definition anew may take minutes; here the ledger could not even be read."""
    round_ = new_round(tmp_path, YARD, (("11", "Quay", ""), ("12", "Pier", "")))
    round_.ledger_path.write_bytes(b"no ledger")
    said = CliRunner().invoke(main, ["consolidate", "--round", str(round_.folder)], env={"XLSREPORT_LANG": "en"})
    assert (said.exit_code, said.stderr) == (2, messages_for("en")("consolidate.no_name") + "\n")
    with pytest.raises(RoundError, match="--agency NAME"):
        consolidate(round_, ConsolidationOptions())


def test_a_round_with_a_name_gives_it_to_the_report(tmp_path: Path) -> None:
    tree = (("1", "North", ""), ("2", "South", ""))
    round_ = new_round(tmp_path, YARD, tree, name="Both coasts")
    send(round_, {"1": yard_entries(), "2": yard_entries()})
    result = consolidate(round_, ConsolidationOptions())
    assert result.scope.agency == "Both coasts"
    told = round_.messages("consolidate.named_by_round", agency="Both coasts")
    assert told in consolidation_sentences(round_, result)
    for options in (ConsolidationOptions(agency="Coast"), ConsolidationOptions(otherwise="Coast")):
        named = consolidate(round_, options)
        assert named.scope.agency == "Coast"
        assert told not in consolidation_sentences(round_, named)


# Twice


def test_a_parent_whose_figures_are_the_sum_of_its_children_is_not_added_to_them(tmp_path: Path) -> None:
    sent = {"11": 1, "12": 2, "1": 3, "21": 4, "2": 5, "3": 6, "0": 7}
    round_ = yard(tmp_path, {code: yard_entries(**{"work.repairs.number": n}) for code, n in sent.items()})
    with pytest.raises(RefusedConsolidationError) as raised:
        consolidate(round_, ConsolidationOptions(count_parents=True))
    assert str(raised.value) == (
        "Nothing was added up: the figures of North (1) are nowhere less than what the agencies below add up to, and "
        "seem to have theirs in them; adding them would count twice. Leave out --count-parents; if you have made sure "
        "that they are the parents' own, add --twice allow."
    )
    allowed = consolidate(round_, ConsolidationOptions(count_parents=True, twice="allow"))
    assert [one.parent.agency.code for one in allowed.twice] == ["1"]
    assert figures(allowed)["work.repairs.number"] == sum(sent.values())


TWO_LEVELS: Agencies = (
    ("0", "Coast", ""),
    ("1", "North", "0"),
    ("11", "Quay", "1"),
    ("2", "South", "0"),
    ("21", "Dock", "2"),
)


@pytest.mark.parametrize(
    ("top", "is_double"),
    [
        (7 + 11, True),  # its children
        (1 + 12, True),  # the ends
        (7 + 1 + 11 + 12, True),  # all
        (7 + 12, False),
    ],
)
def test_the_top_may_be_a_sum_of_its_children_of_the_ends_or_of_all(top: int, is_double: bool, tmp_path: Path) -> None:
    numbers = {"0": top, "1": 7, "11": 1, "2": 11, "21": 12}
    sent = {code: yard_entries(**{"work.repairs.number": number}) for code, number in numbers.items()}
    result = consolidate(yard(tmp_path, sent, TWO_LEVELS), ConsolidationOptions(count_parents=True, twice="allow"))
    assert [one.parent.agency.code for one in result.twice] == (["0"] if is_double else [])


def many(number: int) -> dict[str, Any]:
    """Figures other than zero at eight places that are summed."""
    rows = [f"work.{row}.{column}" for row in ("repairs", "painting") for column in ("number", "days", "change")]
    return yard_entries(**dict.fromkeys((*rows, "boats.moored.start", "boats.moored.end"), number))


def test_a_parent_that_is_ahead_of_those_below_it_everywhere_has_them_in_it(tmp_path: Path) -> None:
    tree = (("1", "North", ""), ("11", "Quay", "1"), ("12", "Pier", "1"))
    round_ = yard(tmp_path, {"1": many(5), "11": many(1), "12": many(3)}, tree)
    options = ConsolidationOptions(count_parents=True, twice="allow")
    assert len(consolidate(round_, options).twice) == 1
    send(round_, {"1": many(5) | {"work.painting.days": 3}})
    assert consolidate(round_, options).twice == ()


def test_of_many_missing_agencies_the_first_are_listed_and_the_others_counted(tmp_path: Path) -> None:
    many_ = [(f"t{number:02}", f"Town {number}", "0") for number in range(60)]
    round_ = new_round(tmp_path, YARD, [("0", "County", ""), *many_])
    send(round_, {"t00": yard_entries()})
    with pytest.raises(RefusedConsolidationError) as raised:
        consolidate(round_, ConsolidationOptions())
    lines = raised.value.lines()
    assert (len(lines), lines[-1]) == (52, "  and 9 more, see xlsreport status")
    submission = consolidated_submission(round_, consolidate(round_, ConsolidationOptions(missing="allow")))
    assert submission.incomplete.endswith("Town 19, Town 20 and 39 more.")


# The definition changed since


def changed(round_: Round, old: str, new: str) -> Round:
    """The round after the office has changed its definition."""
    text = round_.definition_path.read_text(encoding="utf-8")
    assert old in text
    round_.definition_path.write_text(text.replace(old, new), encoding="utf-8")
    return open_round(round_.folder, round_.messages)


def test_where_an_agency_has_no_number_there_is_no_sum_and_not_a_part_of_one(tmp_path: Path) -> None:
    keepers = {"11": "2", "12": "two of them", "21": "0", "3": "0"}
    round_ = yard(tmp_path, {code: yard_entries(**{"boats.moored.keeper": keeper}) for code, keeper in keepers.items()})
    numbered = changed(round_, "label: Keeper, kind: text", "label: Keeper, kind: count")
    result = consolidate(numbered, ConsolidationOptions())
    assert list(map(str, result.unknown)) == ["boats.moored.keeper"]
    assert "boats.moored.keeper" not in figures(result)
    told_ = list(consolidation_sentences(numbered, result))
    assert told_[-1] == "Without a sum, since some agency has no figure there (1): Moored · Keeper."


def test_what_is_made_of_figures_may_be_changed_while_workbooks_are_out(tmp_path: Path) -> None:
    round_ = yard(tmp_path, {code: yard_entries(**{"work.repairs.longest": 4}) for code in ENDS})
    assert figures(consolidate(round_, ConsolidationOptions()))["work.repairs.longest"] == 4
    summed = changed(round_, "kind: {name: count, combine: max}", "kind: count")
    assert figures(consolidate(summed, ConsolidationOptions()))["work.repairs.longest"] == 16


def test_files_that_cannot_be_read_any_more_are_named(tmp_path: Path) -> None:
    round_ = yard(tmp_path, {code: yard_entries() for code in ENDS})
    other = changed(round_, "label: Repairs", "label: Mending")
    with closing(sqlite3.connect(other.ledger_path)) as ledger, ledger:
        # As a version left it that did not keep the forms.
        for (trigger,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'form'"):
            ledger.execute(f"DROP TRIGGER {trigger}")
        ledger.execute("DELETE FROM form")
    with pytest.raises(RoundError, match=r"File number 1 of the ledger \(agency 11\) cannot be read now: .*Repairs"):
        consolidate(other, ConsolidationOptions())
