"""The commands about one workbook, where only some kinds of bodies are asked for parts of the form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from xlsreport import load_definition, read_workbook
from xlsreport.cli import main

SERVICES = str(Path(__file__).parents[1] / "support" / "services.yaml")
LEFT_OPEN = (
    "It has all parts of the form, since it is not known for what kind of body it is. Name the kind by --body: "
    "hospital, school, library."
)


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, list(map(str, arguments)), catch_exceptions=False)


def variant(file: Path) -> tuple[str, ...]:
    return read_workbook(file, load_definition(SERVICES)).definition.variant


@pytest.mark.slow
def test_new_gives_the_form_of_a_kind_that_is_named_or_told_by_the_name(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    assert run("new", SERVICES, "--body", "library", "-o", file).stdout.splitlines() == [f"Wrote {file}"]
    assert variant(file) == ("library",)
    assert run("new", SERVICES, "--agency", "Bay School", "-o", file, "--force").exit_code == 0
    assert variant(file) == ("school",)
    assert run("new", SERVICES, "--agency", "Bay School", "--body", "hospital", "-o", file, "--force").exit_code == 0
    assert variant(file) == ("hospital",)  # what is said goes before the name


def test_new_says_that_a_form_has_everything(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    said = run("new", SERVICES, "--agency", "Bay Museum", "-o", file)
    assert said.stdout.splitlines() == [LEFT_OPEN, f"Wrote {file}"]
    assert variant(file) == ()


@pytest.mark.slow
def test_a_kind_that_there_is_not_is_told(tmp_path: Path) -> None:
    said = run("new", SERVICES, "--body", "hospitl", "-o", tmp_path / "a.xlsx")
    assert (said.exit_code, said.stderr) == (
        2,
        "There is no kind of body “hospitl”; there are: hospital, school, library. Did you mean hospital?\n",
    )
    said = run("new", "us-doj-foia/2016", "--body", "school", "-o", tmp_path / "a.xlsx")
    assert said.stderr == "The definition “us-doj-foia/2016” tells no kinds of bodies apart; leave --body out.\n"


def test_describe_says_who_is_asked() -> None:
    described = json.loads(run("describe", SERVICES, "--format", "json").stdout)
    bodies = {place["place"]: place["bodies"] for place in described["places"]}
    assert bodies["bed.general.number"] == ["hospital"]
    assert bodies["staff.nurses.full"] == ["hospital", "school"]
    assert bodies["staff.others.full"] == []
    assert {text["section"]: text["bodies"] for text in described["texts"]} == {"words": ["school", "library"]}
    assert {field["field"]: field["bodies"] for field in described["fields"]} == {
        "phone": [],
        "beds_contact": ["hospital"],
    }
    lines = run("describe", SERVICES).stdout.splitlines()
    assert next(line for line in lines if "bed.general.number" in line).endswith("[hospital]")


def test_describe_shows_what_is_left_for_a_kind() -> None:
    described = json.loads(run("describe", SERVICES, "--body", "library", "--format", "json").stdout)
    assert described["kinds"] == ["library"]
    assert "bed.general.number" in described["not_asked"]
    assert {place["place"].partition(".")[0] for place in described["places"]} == {"staff", "course"}
    assert all(place["bodies"] == [] for place in described["places"])
    assert "taught" not in {rule["id"] for rule in described["rules"]}


def test_check_says_whose_form_a_workbook_is(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    run("new", SERVICES, "--agency", "Bay Library", "-o", file)
    (said,) = json.loads(run("check", file, "--definition", SERVICES, "--format", "json").stdout)
    assert said["kinds"] == ["library"]
    assert "pupil.first.girls" in said["not_asked"]
    assert not any("pupil" in finding["place"] for finding in said["findings"])


def test_lint_is_content_with_the_form_of_the_test() -> None:
    said = run("lint", SERVICES)
    assert (said.exit_code, len(said.stdout.splitlines())) == (0, 1)
