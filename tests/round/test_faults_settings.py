"""A round whose settings, key, roster or definition are gone, damaged or newer is refused in a sentence."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import WHOLE_ROUND, refusal, run
from support.ordinary_user import an_ordinary_user, open_folder
from support.rounds import make_round, records, send
from xlsreport.messages import messages_for
from xlsreport.round.folder import open_round

ZH = messages_for("zh-CN")


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def asked(command: str, round_: Path, folder: Path) -> str:
    """The sentence with which a command refuses, after which every file is as it was."""
    before = contents(folder)
    sentence = refusal(command, round_, *([folder / "in"] if command == "collect" else []))
    assert contents(folder) == before
    return sentence


def setting(old: str, new: str) -> Callable[[Path], object]:
    def change(folder: Path) -> None:
        path = folder / "round.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def written(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(data)


def gone(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


def a_folder_instead(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return change


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "newer settings": (setting("version: 1", "version: 2"), "newer"),
    "settings of no version": (setting("version: 1\n", ""), "settings"),
    "settings of version yes": (setting("version: 1", "version: true"), "settings"),
    "settings of version “2”": (setting("version: 1", 'version: "2"'), "settings"),
    "settings of no year": (setting("year: 2025", "year: soon"), "settings"),
    "settings of year yes": (setting("year: 2025", "year: true"), "settings"),
    "settings of no round": (setting('round: "', 'round: "x'), "settings"),
    "settings that are a list": (written("round.yaml", b"- 1\n- 2\n"), "settings"),
    "empty settings": (written("round.yaml", b""), "settings"),
    "garbage for settings": (written("round.yaml", bytes(range(256)) * 9), "settings"),
    "settings without end": (written("round.yaml", b"a: &a [*a, *a]\n"), "settings"),
    "no settings": (gone("round.yaml"), "none"),
    "a folder for settings": (a_folder_instead("round.yaml"), "none"),
    "no key": (gone("key"), "no_key"),
    "an empty key": (written("key", b""), "no_key"),
    "a short key": (written("key", b"ab" * 31 + b"\n"), "no_key"),
    "a long key": (written("key", b"ab" * 33 + b"\n"), "no_key"),
    "garbage for a key": (written("key", os.urandom(64)), "no_key"),
    "a huge key": (written("key", b"ab" * 2_000_000), "no_key"),
    "a folder for a key": (a_folder_instead("key"), "no_key"),
    "no roster": (gone("roster.csv"), "no_roster"),
    "no definition": (gone("definition.yaml"), "no_definition"),
    "a folder for a definition": (a_folder_instead("definition.yaml"), "no_definition"),
}


@pytest.mark.slow
@pytest.mark.parametrize("command", WHOLE_ROUND)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_round_that_cannot_be_opened_is_told(fault: str, command: str, tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round")
    send(round_, tmp_path / "in", ["001"])
    change, key = FAULTS[fault]
    change(round_.folder)
    about = {"no_key": "key", "no_definition": "definition.yaml"}
    names = {"folder": round_.folder, "file": round_.folder / about.get(key, "round.yaml")}
    assert asked(command, round_.folder, tmp_path) == ZH(f"round.{key}", **names, version=2)


@pytest.mark.slow
@pytest.mark.parametrize("command", WHOLE_ROUND)
def test_a_deadline_that_is_no_day_is_told(command: str, tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round")
    setting('deadline: ""', "deadline: 明天")(round_.folder)
    assert asked(command, round_.folder, tmp_path) == ZH(
        "round.in_settings",
        file=round_.folder / "round.yaml",
        setting="deadline",
        reason=ZH("round.deadline", found="明天"),
    )


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ('deadline: ""', "deadline：2026-01-20", 8, "wide_colon"),
        ("site: {}", "site:\n  SiteName：示例县", 10, "wide_colon"),
        ('office: ""', "office:某办", 7, "colon_without_blank"),
        ("site: {}", "落款：某办", 9, "wide_colon"),
    ],
)
def test_a_colon_that_is_none_is_told_with_its_line(old: str, new: str, line: int, key: str, tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round")
    setting(old, new)(round_.folder)
    reason = ZH(f"problem.{key}")
    file = round_.folder / "round.yaml"
    assert refusal("status", round_.folder) == ZH("round.settings_line", file=file, line=line, reason=reason)


def test_a_wide_colon_in_a_text_of_several_lines_is_no_slip(tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round")
    setting('office: ""', "office: |-\n  示例县政府办公室\n  联系人：张三")(round_.folder)
    assert open_round(round_.folder, ZH).office == "示例县政府办公室\n联系人：张三"


@pytest.mark.parametrize(("written_so", "meant"), [("offices", "office"), ("截止日期", "")])
def test_a_setting_that_there_is_not_is_told(written_so: str, meant: str, tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round")
    setting("office:", f"{written_so}:")(round_.folder)
    reason = ZH("round.unknown_setting", name=written_so, known=", ".join(["name", "office", "deadline", "site"]))
    reason = reason.replace(", ", ZH("command.comma")) + (ZH("problem.suggestion", suggestion=meant) if meant else "")
    file = round_.folder / "round.yaml"
    assert refusal("status", round_.folder) == ZH("round.settings_line", file=file, line=7, reason=reason)


def test_settings_in_other_encodings_are_read_or_told(tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round")
    setting('office: ""', "office: 某办")(round_.folder)
    file = round_.folder / "round.yaml"
    text = file.read_text(encoding="utf-8")
    for encoding in ("utf-16", "utf-8-sig"):
        file.write_text(text, encoding=encoding)
        assert open_round(round_.folder, ZH).office == "某办"
    file.write_text(text, encoding="gb18030")
    assert refusal("status", round_.folder) == ZH("round.settings_not_utf8", file=file)


def test_settings_that_are_no_yaml_are_told_with_their_line(tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round")
    setting('office: ""', "office: 某办: 某处")(round_.folder)
    file, reason = round_.folder / "round.yaml", ZH("problem.yaml_colon")
    assert refusal("status", round_.folder) == ZH("round.settings_line", file=file, line=7, reason=reason)


@pytest.mark.slow
@pytest.mark.parametrize("command", WHOLE_ROUND)
def test_a_roster_with_mistakes_is_told_line_by_line(command: str, tmp_path: Path) -> None:
    """Even where several processes would each have found them."""
    round_ = make_round(tmp_path / "round", 40)
    send(round_, tmp_path / "in", [agency.code for agency in round_.roster])
    (round_.folder / "roster.csv").write_text("编号,名称\n1,甲\n1,乙\n2,\n", encoding="utf-8")
    said = run(command, round_.folder, *([str(tmp_path / "in"), "--processes", "2"] if command == "collect" else []))
    assert said.code == 2
    assert said.err.splitlines() == [ZH("roster.twice", line=3, code="1", first=2), ZH("roster.no_name", line=4)]
    assert records(round_.ledger_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("command", WHOLE_ROUND)
def test_a_definition_that_is_gone_or_damaged_is_told(command: str, tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round")
    send(round_, tmp_path / "in", ["001"])
    (round_.folder / "definition.yaml").write_text("id: [", encoding="utf-8")
    assert str(round_.folder / "definition.yaml") in asked(command, round_.folder, tmp_path)
    (round_.folder / "definition.yaml").unlink()
    assert str(round_.folder / "definition.yaml") in asked(command, round_.folder, tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="permissions are other ones")
@pytest.mark.parametrize("command", WHOLE_ROUND)
def test_a_round_that_one_may_not_enter_is_told(command: str) -> None:
    with open_folder() as folder:
        round_ = make_round(folder / "round")
        round_.folder.chmod(0)
        with an_ordinary_user():
            sentence = refusal(command, round_.folder, *(["in"] if command == "collect" else []))
        assert sentence == ZH("round.no_permission", file=round_.folder / "round.yaml")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="permissions are other ones")
def test_a_key_that_one_may_not_read_is_told() -> None:
    with open_folder() as folder:
        round_ = make_round(folder / "round")
        round_.folder.chmod(0o755)
        with an_ordinary_user():
            assert refusal("status", round_.folder) == ZH("round.no_permission", file=round_.folder / "key")


@pytest.mark.slow
def test_a_round_is_found_from_within_and_not_from_beside(tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round")
    (round_.folder / "a" / "b").mkdir(parents=True)
    assert run("status", round_.folder / "a" / "b").code == 0
    assert refusal("status", tmp_path) == ZH("round.none", folder=tmp_path)
    assert refusal("status", tmp_path / "nowhere") == ZH("round.none", folder=tmp_path / "nowhere")
