"""The command that lists the definitions that ship."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from xlsreport.cli.group import main
from xlsreport.definition.loading.shipped_definitions import shipped_names
from xlsreport.messages import messages_for


@pytest.mark.slow
def test_each_definition_that_ships_is_a_line_with_its_name_and_then_comes_what_to_do_with_it() -> None:
    result = CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, ["templates"])
    assert result.exit_code == 0, result.output
    *listed, use = result.output.splitlines()
    assert [line.partition("  ")[0] for line in listed] == list(shipped_names())
    assert all(line.partition("  ")[2] for line in listed)
    assert use == messages_for("en")("command.templates_use")


@pytest.mark.slow
def test_programs_get_the_name_and_language_of_each() -> None:
    result = CliRunner().invoke(main, ["templates", "--format", "json"])
    assert result.exit_code == 0, result.output
    listed = json.loads(result.output)
    assert [one["definition"] for one in listed] == list(shipped_names())
    assert all(one["name"] and one["language"] in ("zh-CN", "en") for one in listed)
