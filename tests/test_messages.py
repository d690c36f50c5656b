"""The two catalogues say the same things, and they say neither more nor less than the engine needs."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pytest

from support.package_source import MODULES, SOURCE, nodes_of
from xlsreport.definition.figure_kinds.kinds import KINDS
from xlsreport.definition.loading.sheet_names import MAX_SHEET_NAME_LENGTH
from xlsreport.definition.rule_language.expression_parser import FUNCTIONS
from xlsreport.messages import DEFAULT_LANGUAGE, LANGUAGES, Compared, Language, help_for, messages_for
from xlsreport.messages.locales import messages_in
from xlsreport.published.audit.audit_findings import FaultKind

KEYS = sorted(messages_for("en").texts)
SECTIONS = {key.split(".")[0] for key in KEYS}
KEY = re.compile(r"[a-z_]+(\.[a-z_]+)+")
FILE_ENDINGS = (".yaml", ".xlsx", ".xls", ".xlsb", ".ods", ".csv", ".docx", ".sqlite")
RAISERS = {
    "InvalidNumberError",
    "Problem",
    "ExpressionError",
    "PhraseError",
    "UnreadableYamlError",
    "_BaseError",
    "_at",
    "problem_at",
    "_problem",
    "_unreadable",
    "expect",
}
"""What a problem of a definition is made with; one of its arguments is the key."""
CALLED_ALIKE = {"warning": "警告", "receipt": "登记|收件", "roster": "名册|单位名单", "ledger": "台账"}
"""Words of the English sentences, and one of what the Chinese ones have for them."""


def placeholders(text: str) -> list[str]:
    return sorted({name for _, name, _, _ in Formatter().parse(text) if name is not None})


@cache
def strings() -> frozenset[str]:
    """Every text that is written out in the source, without pieces of texts with values in them."""
    templates = (path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.jinja"))
    return frozenset(
        chain(*(re.findall(r'"([a-z_.]+)"', template) for template in templates), *map(_strings_of, MODULES))
    )


def _strings_of(path: Path) -> Iterator[str]:
    nodes = nodes_of(path)
    pieces = {piece for node in nodes if isinstance(node, ast.JoinedStr) for piece in node.values}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in pieces:
            yield node.value


def prefixes() -> Iterator[str]:
    """How each text with a value in it begins, such as ``entry.error_``."""
    for node in chain.from_iterable(map(nodes_of, MODULES)):
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
            yield str(node.values[0].value)


@cache
def message_prefixes() -> frozenset[str]:
    return frozenset(text for text in prefixes() if "." in text and text.split(".")[0] in SECTIONS and " " not in text)


def problem_keys() -> set[str]:
    """Every key that a problem of a definition is made with."""
    found: set[str] = set()
    for path in MODULES:
        if not {"definition", "excel_limits.py"} & set(path.parts):
            continue
        for node in nodes_of(path):
            if isinstance(node, ast.Call) and _called(node) in RAISERS:
                found |= {
                    arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
                }
            if isinstance(node, ast.Dict):  # a table from foreign names to keys
                found |= {v.value for v in node.values if isinstance(v, ast.Constant) and isinstance(v.value, str)}
    return found


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def test_all_languages_have_the_same_keys() -> None:
    assert {language: sorted(messages_for(language).texts) for language in LANGUAGES} == dict.fromkeys(LANGUAGES, KEYS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_of_a_catalogue_are_what_its_whole_file_says(language: str) -> None:
    def flat(tree: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
        for key, value in tree.items():
            yield from flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(f"{prefix}{key}", value)]

    whole = list(flat(tomllib.loads((SOURCE / "messages" / f"{language}.toml").read_text(encoding="utf-8"))))
    assert sorted(messages_for(language).texts.items()) == sorted(whole)
    assert len(messages_for(language).texts) == len(whole)
    with pytest.raises(KeyError, match=r"verdict\.no_such"):
        messages_for(language)("verdict.no_such")
    with pytest.raises(KeyError, match=r"nothing\.at_all"):
        messages_for(language)("nothing.at_all")


def test_what_help_says_has_the_same_keys_and_placeholders_in_all_languages() -> None:
    chinese, english = (help_for(language).texts for language in LANGUAGES)
    assert list(chinese) == list(english)
    told = {key for key in english if key.startswith("usage.")}
    assert {key: placeholders(chinese[key]) for key in told} == {key: placeholders(english[key]) for key in told}


def test_catalogues_list_their_keys_in_the_same_order() -> None:
    assert list(messages_for("zh-CN").texts) == list(messages_for("en").texts)


def test_a_sentence_has_the_same_placeholders_in_all_languages() -> None:
    chinese, english = (messages_for(language).texts for language in ("zh-CN", "en"))
    assert {key: placeholders(chinese[key]) for key in KEYS} == {key: placeholders(english[key]) for key in KEYS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: str) -> None:
    messages = messages_for(language)
    for key, text in messages.texts.items():
        said = messages(key, **dict.fromkeys(placeholders(text), "§"))
        assert said.strip()
        # A number by which a word stands in the plural alone need not be said.
        assert said.count("§") >= sum(f"{{{name}}}" in text for name in placeholders(text))


@pytest.mark.parametrize(("english", "chinese"), CALLED_ALIKE.items())
def test_a_thing_has_one_name_in_chinese(english: str, chinese: str) -> None:
    """As the glossary calls it: a warning that is called a note elsewhere would be taken for one."""
    for catalogue in (messages_for, help_for):
        said, told = catalogue("en").texts, catalogue("zh-CN").texts
        speaking = [key for key, text in said.items() if re.search(rf"\b{english}s?\b", text, re.IGNORECASE)]
        assert [key for key in speaking if not re.search(f"{chinese}|{english}", told[key])] == []


def test_an_english_sentence_has_no_chinese_in_it() -> None:
    chinese = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff01-\uffee]")
    assert {key: text for key, text in messages_for("en").texts.items() if chinese.search(text)} == {}


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_of_figure_has_its_sentences(name: str) -> None:
    make: Any = KINDS[name].model_construct
    kind = make(options=())
    assert {f"kind.{name}", f"entry.{kind.traits.prompt}", f"entry.error_{name}"} <= set(KEYS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_function_of_the_rule_language_can_be_put_into_words(function: str) -> None:
    assert f"wording.{function}" in KEYS


def test_every_key_that_the_source_names_exists() -> None:
    named = {text for text in strings() if KEY.fullmatch(text) and text.split(".")[0] in SECTIONS}
    assert len(named) > 50
    parts = [path.relative_to(SOURCE).with_suffix("").parts for path in MODULES]
    # As lists of public names have them, within the package or within a room.
    modules = {".".join(names[start:]) for names in parts for start in range(len(names))}
    assert sorted(key for key in named - set(KEYS) - modules if not key.endswith(FILE_ENDINGS)) == []


def test_every_beginning_of_a_key_that_the_source_names_begins_one() -> None:
    assert len(message_prefixes()) > 5
    assert [prefix for prefix in sorted(message_prefixes()) if not any(key.startswith(prefix) for key in KEYS)] == []


def test_every_sentence_is_said_somewhere() -> None:
    # The words for periods are said within other sentences.
    words = {name.lower() for text in messages_for("en").texts.values() for name in placeholders(text)}
    written = {*strings(), *(key for key in KEYS if key.startswith("period_words.") and key.split(".")[-1] in words)}
    begun = message_prefixes() - {"problem."}
    # Of a key that is put together, the end is written out somewhere too.
    ends = {key: [key.removeprefix(start) for start in begun if key.startswith(start)] for key in KEYS}
    unsaid = [key for key in KEYS if key not in written and written.isdisjoint(ends[key])]
    assert [key for key in unsaid if not key.startswith("problem.")] == []


def test_every_problem_of_a_definition_is_found_somewhere() -> None:
    keys = {key.removeprefix("problem.") for key in KEYS if key.startswith("problem.")}
    assert sorted(keys - problem_keys() - {"suggestion"}) == []


def test_a_language_that_the_engine_does_not_speak_is_refused() -> None:
    assert DEFAULT_LANGUAGE in LANGUAGES
    with pytest.raises(KeyError):
        messages_for("fr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_way_to_compare_has_the_same_words_for_periods(language: str) -> None:
    words = [key.split(".")[1:] for key in messages_for(language).texts if key.startswith("period_words.")]
    named = {compared: {name for other, name in words if other == compared} for compared, _ in words}
    assert set(named) == set(get_args(Compared))
    assert len(set(map(frozenset, named.values()))) == 1


@pytest.mark.parametrize(
    ("language", "compared", "expected"),
    [
        ("en", "previous", "Last year's figures: a.xlsx was not used. It is damaged."),
        ("en", "period_before", "The previous period's figures: a.xlsx was not used. It is damaged."),
        ("en", "same_period", "Last year's same-period figures: a.xlsx was not used. It is damaged."),
        ("zh-CN", "previous", "上年数据：a.xlsx 没有采用。It is damaged."),
        ("zh-CN", "period_before", "上期数据：a.xlsx 没有采用。It is damaged."),
        ("zh-CN", "same_period", "上年同期数据：a.xlsx 没有采用。It is damaged."),
    ],
)
def test_a_sentence_speaks_of_the_period_with_which_reports_are_compared(
    language: str, compared: Compared, expected: str
) -> None:
    messages = messages_for(language).comparing(compared)
    assert messages("last_year.unfit", file="a.xlsx", reason="It is damaged.") == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_does_not_call_the_period_before_last_year(language: Language) -> None:
    """``{last_period}`` is what it is called; only labels that are one of a kind, and the demonstration, say a year."""
    years, may = re.compile("[Ll]ast year|[Tt]his year|上年|去年|今年|明年"), {"table.previous", "table.same_period"}
    said = {key for key, text in messages_for(language).texts.items() if years.search(text)}
    assert {key for key in said - may if not key.startswith(("period_words.", "demo."))} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("compared", get_args(Compared))
def test_sheets_of_the_comparison_of_texts_have_names_that_excel_takes(language: str, compared: Compared) -> None:
    messages = messages_for(language).comparing(compared)
    names = [messages(f"compare.{key}") for key in ("alike", "last_year", "common")]
    assert max(map(len, names)) <= MAX_SHEET_NAME_LENGTH


def test_a_formula_fills_all_but_the_words_for_periods() -> None:
    messages = messages_for("en").comparing("same_period")
    assert messages.template("picture.compared_bar") == "{label} {now} (the same period of last year {before})"


def test_a_value_that_is_missing_is_a_mistake_and_not_a_gap() -> None:
    with pytest.raises(KeyError, match="name"):
        messages_for("en")("problem.missing")


@pytest.mark.parametrize("kind", get_args(FaultKind))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_fault_of_the_audit_has_its_name_and_its_advice(language: Language, kind: FaultKind) -> None:
    assert {f"audit.kind_{kind}", f"audit.do_{kind}"} <= messages_for(language).texts.keys()


def test_a_sentence_of_a_period_alone_has_the_word_of_the_language_that_it_is_said_in() -> None:
    """It is the same in every language; where nobody has said a sentence with other words, all of it is English."""
    said = messages_in(
        "fr",
        {
            "checks.state.no_previous": "— {no_last_period}",
            "period_words.previous.no_last_period": "pas d'année précédente",
            "period_words.previous.last_period": "année précédente",
        },
    )
    assert said.template("checks.state.no_previous") == "— pas d'année précédente"
    assert said("list.new", count=1, lines="2").startswith("Not in the list of last year")
