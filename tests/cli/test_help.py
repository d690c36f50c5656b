"""``--help`` and mistakes in using the command speak the user's language, for every command and option there is."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from support.interruptible import interruptible
from xlsreport.cli.group import COMMANDS, INTERRUPTED, main
from xlsreport.cli.help_page import own_text_width
from xlsreport.cli.localised_command import LocalisedCommand, option_message_key
from xlsreport.cli.parameter_types import ChoiceType, PathType, WholeNumberType
from xlsreport.cli.text_columns import display_width
from xlsreport.messages import LANGUAGES, help_for

ENGLISH = help_for("en").texts
APART = {"usage", "metavar", "reference"}
"""Sections of the catalogue that are about no command."""


JSON_PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "json.md"


def command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


ALL = {"xlsreport": main, **{name: command(name) for name in COMMANDS}}
"""Every command; what stands behind each is imported here once."""


def options(one: click.Command) -> list[click.Option]:
    with click.Context(one, help_option_names=["-h", "--help"]) as context:
        return [option for option in one.get_params(context) if isinstance(option, click.Option)]


def needed(name: str, one: click.Command) -> Iterator[str]:
    """Every key that a command needs words for."""
    yield f"{name}.about"
    if one is not main:
        yield from (f"{name}.summary", f"{name}.example")
    for option in options(one):
        yield option_message_key(one, option, help_for("en"))
    usage = " ".join(one.collect_usage_pieces(one.context_class(one)))
    for param in one.params:
        spelt = f"{param.metavar or ''} {usage if isinstance(param, click.Argument) else param.type.name.upper()}"
        if not isinstance(param.type, ChoiceType) and not getattr(param, "is_flag", False):
            yield from (f"metavar.{word.lower()}" for word in re.findall("[A-Z]{2,}", param.metavar or spelt))


def run(*arguments: str, language: str = "zh-CN", **environment: str) -> Result:
    return CliRunner(env={"XLSREPORT_LANG": language, **environment}).invoke(main, list(arguments))


@pytest.mark.parametrize("name", ALL)
def test_every_command_and_option_has_its_words_in_every_language(name: str) -> None:
    for language in LANGUAGES:
        lacking = sorted(set(needed(name, ALL[name])) - set(help_for(language).texts))
        assert lacking == [], f"write these into messages/{language}.help.toml"


@pytest.mark.parametrize("name", ALL)
def test_no_words_stand_in_the_code_where_no_translation_reaches_them(name: str) -> None:
    assert isinstance(ALL[name], LocalisedCommand), "declare it by @command() of xlsreport.cli.localised_command"
    assert ALL[name].epilog is None
    assert [option.opts for option in ALL[name].params if getattr(option, "help", None)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_value_is_of_a_type_that_says_in_the_users_language_what_it_has_to_be(name: str) -> None:
    for param in ALL[name].params:
        own = isinstance(param.type, ChoiceType | PathType | WholeNumberType) or type(param.type).__module__.startswith(
            "xlsreport."
        )
        assert own or type(param.type) in (type(click.STRING), type(click.BOOL)), (
            f"{param.opts}: take a type of xlsreport.cli.parameter_types"
        )


def test_there_are_no_words_that_nothing_needs() -> None:
    wanted = {key for name, one in ALL.items() for key in needed(name, one)}
    metavars = {key for key in wanted if key.startswith("metavar.")} | {"metavar.args", "metavar.command"}
    assert {key for key in ENGLISH if key.split(".")[0] not in APART} == wanted - metavars
    assert {key for key in ENGLISH if key.startswith("metavar.")} == metavars | {"metavar.options"}


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_is_a_call_of_the_command(name: str, language: str) -> None:
    assert help_for(language).texts[f"{name}.example"].startswith(f"xlsreport {name}")


@pytest.mark.parametrize("name", ALL)
def test_help_in_chinese_has_no_english_sentence(name: str) -> None:
    arguments = ["--help"] if name == "xlsreport" else [name, "--help"]
    result = run(*arguments, COLUMNS="80")
    assert result.exit_code == 0
    assert result.output.startswith("用法：xlsreport")
    prose = result.output.split("例如：")[0]
    assert re.findall(r"\b[A-Za-z]+ (?:[A-Za-z]+ )+[A-Za-z]+\b", prose.replace("pip install", "")) == []
    assert not re.search("Usage|Options|Commands|Show|default|required", result.output)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("language", LANGUAGES)
def test_help_fits_a_terminal_of_eighty_columns(name: str, language: str) -> None:
    arguments = ["--help"] if name == "xlsreport" else [name, "--help"]
    lines = run(*arguments, language=language, COLUMNS="80").output.splitlines()
    assert [line for line in lines if display_width(line) > 80] == []
    assert [line for line in lines if line.strip()[:1] in "，。；：、？！）”》"] == [""] * lines.count("")


def test_our_own_words_are_as_broad_as_the_terminal_has_them() -> None:
    used = {char for language in LANGUAGES for text in help_for(language).texts.values() for char in text}
    assert [char for char in used if display_width(char) != own_text_width(char)] == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["stauts"], "错误：没有“stauts”这个命令。是不是想写 status？"),
        (["报表"], "错误：没有“报表”这个命令。"),
        (["new", "--agncy", "x"], "错误：没有 --agncy 这个选项。是不是想写 --agency？"),
        (["new", "-o", "x.xlsx"], "错误：没有给出报告定义。"),
        (["new", "x"], "错误：没有给出 --output，这一项必填。"),
        (["check"], "错误：没有给出文件.xlsx。"),
        (["new", "x", "-o"], "错误：-o 后面要写一个值。"),
        (["new", "x", "-o", "y", "--force=1"], "错误：--force 后面不用写值。"),
        (["new", "x", "-o", "y", "--year", "２０x5"], "错误：--year：“２０x5”不是整数。"),
        (["new", "x", "-o", "y", "--year", "25"], "错误：--year：25 超出范围，应当是 1900 至 2999。"),
        (
            ["status", "--format", "jsn"],
            "错误：--format：“jsn”不在可选之列：text, json。是不是想写 json？",
        ),
        (["lint", "a.yaml", "b.yaml"], "错误：多出了内容：b.yaml。"),
        (["lint", "a.yaml", "—format", "json"], "错误：多出了内容：—format json。是不是想写 --format？"),
    ],
)
def test_a_mistake_in_using_the_command_is_told_in_chinese(arguments: list[str], sentence: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    usage, more, blank, told = result.stderr.splitlines()
    assert (usage.startswith("用法：xlsreport"), blank, told) == (True, "", sentence)
    assert more.startswith("详细用法见：xlsreport")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["stauts"], "Error: There is no command “stauts”. Did you mean status?"),
        (["new", "--agncy", "x"], "Error: There is no option --agncy. Did you mean --agency?"),
        (["check"], "Error: FILE.xlsx is missing."),
        (["new", "x", "-o", "y", "--year", "25"], "Error: --year: 25 is not within 1900 to 2999."),
    ],
)
def test_a_mistake_in_using_the_command_is_told_in_english(arguments: list[str], sentence: str) -> None:
    result = run(*arguments, language="en")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, sentence)
    assert result.stderr.startswith("Usage: xlsreport")


@pytest.mark.parametrize(
    "name",
    ["2021", "cn-gov-info", "cn-gov-info-disclosure", "cn-gov-info-disclosur/2021", "cn-gov-info-disclosure/2020"],
)
def test_a_mistyped_definition_gets_what_was_probably_meant(name: str) -> None:
    result = run("describe", name)
    assert result.exit_code == 2
    assert result.stderr.rstrip().endswith("是不是想写 cn-gov-info-disclosure/2021？")
    assert "是不是" not in run("describe", "my-report.yaml").stderr


def test_without_a_word_the_help_is_shown() -> None:
    result = run()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == run("--help").stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("environment", "usage"),
    [
        ({"LANG": "C"}, "Usage:"),
        ({"LC_ALL": "POSIX", "LANG": "zh_CN.UTF-8"}, "Usage:"),
        ({"LANG": "C.UTF-8"}, "用法："),
        ({"LANG": "C.UTF-8", "PYTHONIOENCODING": "ascii"}, "Usage:"),
        ({}, "用法："),
        ({"LANG": "zh_CN.GB18030", "PYTHONIOENCODING": "gb18030"}, "用法："),
        ({"LANG": "fr_FR.UTF-8"}, "Usage:"),
        ({"LANG": "fr_FR.UTF-8", "XLSREPORT_LANG": "zh"}, "用法："),
        ({"LANG": "zh_CN.UTF-8", "XLSREPORT_LANG": "en_US"}, "Usage:"),
    ],
)
def test_the_language_is_that_of_the_user_and_the_output_can_show_it(environment: dict[str, str], usage: str) -> None:
    others = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_MESSAGES", "LANG")}
    others.pop("XLSREPORT_LANG", None)
    script = [sys.executable, "-m", "xlsreport", "--help"]
    shown = subprocess.run(script, env={**others, **environment}, capture_output=True, check=True).stdout
    encoding = environment.get("PYTHONIOENCODING", "utf-8")
    assert shown.decode(encoding).startswith(usage)


@pytest.mark.slow
def test_the_help_at_the_start_loads_no_room_but_the_catalogues() -> None:
    script = (
        "import sys\nfrom xlsreport.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    print(*sys.modules, file=sys.stderr)"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stderr.split()
    ours = {name for name in loaded if name.startswith("xlsreport.") and not name.startswith("xlsreport.cli")}
    assert ours == {"xlsreport.messages", "xlsreport.messages.plural_forms", "xlsreport.errors", "xlsreport.lazy_names"}
    assert {"unicodedata", "importlib.resources", "pathlib", "locale", "shutil"}.isdisjoint(loaded)


@pytest.mark.slow
def test_interrupting_ends_with_a_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-m", "xlsreport", "demo", str(tmp_path / "demo")]
    environment = {**os.environ, "XLSREPORT_LANG": "zh-CN"}
    with interruptible():
        started = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    with started as running:
        assert running.stdout is not None
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, told = running.communicate()
    assert (running.returncode, told.decode().strip()) == (INTERRUPTED, "已经中断。")


def test_a_fault_of_a_library_is_no_interruption(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's libraries raise EOFError over a stream that was cut off; click takes it for Ctrl-D."""

    def cut_off(**_: object) -> None:
        raise EOFError("a stream was cut off")

    monkeypatch.setattr(command("templates"), "callback", cut_off)
    result = CliRunner().invoke(main, ["templates"])
    assert (type(result.exception), str(result.exception)) == (EOFError, "a stream was cut off")


def test_the_reference_is_in_the_folder_of_documentation_in_every_language() -> None:
    root = Path(__file__).parents[2]
    readme = (root / "README.md").read_text(encoding="utf-8")
    for page in ("cli.md", "cli.en.md"):
        assert (root / "docs" / "reference" / page).exists()
        assert f"docs/reference/{page}" in readme


def test_the_page_about_json_names_every_command_that_gives_it() -> None:
    (listed,) = re.findall(
        r"^(`templates`.*) take `--format json`", JSON_PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    given = {name for name in COMMANDS if any("--format" in one.opts for one in command(name).params)}
    asked = {name for name in given if "json" in choices(command(name))}
    assert set(re.findall(r"`([a-z]+)`", listed)) == asked


def choices(of: click.Command) -> list[str]:
    """What an option ``--format`` takes."""
    (option,) = [one for one in of.params if "--format" in one.opts]
    return list(option.type.choices) if isinstance(option.type, click.Choice | ChoiceType) else []
