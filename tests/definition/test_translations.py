"""Translations of a definition: how they are declared, what is told about them, and what they leave as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from xlsreport import Definition, DefinitionError, in_language, load_definition, messages_for, new_submission
from xlsreport.definition.declaration import Declaration
from xlsreport.definition.figure_kinds.kinds import KINDS
from xlsreport.definition.loading.definition_loading import load_with_hints, parse_definition, self_contained_text
from xlsreport.definition.loading.shipped_definitions import shipped_names
from xlsreport.definition.translation.translation_declaration import Translation
from xlsreport.definition.translation.translation_file import begun_translation
from xlsreport.definition.translation.word_places import words_of
from xlsreport.messages.locales import messages_in, number_marks, written_date
from xlsreport.repetition.compared_texts import section_texts

POOL = Path(__file__).parents[1] / "support" / "pool.yaml"
EN = messages_for("en")


def pool(languages: object, changes: Mapping[str, str] = {}) -> str:
    text = FORM
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return f"{text}languages: {json.dumps(languages, ensure_ascii=False)}\n"


FORM = """\
id: pool
edition: "1"
language: en
name: Swimming pools
title: "{agency}\\nVisits in {year}"
period: {label: Year, text: "{year}"}
cover: [{id: phone, label: Telephone, prompt: With the area code.}]
sections:
  - id: visits
    heading: 1. Visits
    sheet: 1 Visits
    tables:
      - id: pool
        nil_return: Nobody came
        kind: {name: count, not_applicable: {mark: none}}
        columns:
          - {id: adults, label: Adults}
          - {id: open, label: Open?, kind: {name: choice, options: ["Yes", "No"]}}
        rows:
          - {id: summer, label: Summer}
          - {id: all, label: All, kind: count}
  - {id: story, heading: 2. Story, sheet: 2 Story, narrative: {no_answer: [None]}}
"""
FRENCH = {
    "words": {
        "Swimming pools": "Piscines",
        "{agency}\nVisits in {year}": "{agency}\nFréquentation en {year}",
        "Year": "Année",
        "Telephone": "Téléphone",
        "With the area code.": "Avec l'indicatif.",
        "1. Visits": "1. Fréquentation",
        "1 Visits": "1 Fréquentation",
        "Nobody came": "Personne n'est venu",
        "none": "s.o.",
        "Adults": "Adultes",
        "Open?": "Ouvert ?",
        "Yes": "Oui",
        "No": "Non",
        "Summer": "Été",
        "All": "Ensemble",
        "2. Story": "2. Récit",
        "2 Story": "2 Récit",
    },
    "sentences": {"printed_list.total": "Ensemble"},
}


def mistakes(text: str) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text, "pool", EN)
    return caught.value.lines()


def changed(**words: str) -> dict[str, Any]:
    return {"fr": {"words": {**FRENCH["words"], **words}}}


def hints(folder: Path, text: str) -> list[str]:
    (folder / "pool.yaml").write_text(text, encoding="utf-8")
    return [hint.text("pool", EN) for hint in load_with_hints(folder / "pool.yaml", EN)[1]]


def french() -> Definition:
    return in_language(parse_definition(pool({"fr": FRENCH})), "fr")


def test_a_translation_has_other_words_and_the_same_places_rules_and_fingerprint() -> None:
    own = parse_definition(pool({"fr": FRENCH}))
    translated = in_language(own, "fr")
    assert translated.fingerprint == own.fingerprint == parse_definition(FORM).fingerprint
    assert list(translated.places) == list(own.places)
    assert translated.name == own.name
    assert (translated.locale, translated.language, translated.locales) == ("fr", "en", ("en", "fr"))
    assert translated.declaration.one_line_title == "{agency} Fréquentation en {year}"
    assert [facts.row_name for facts in translated.places.values()] == ["Été", "Été", "Ensemble", "Ensemble"]
    assert translated.cover_fields["phone"].prompt == "Avec l'indicatif."
    assert next(iter(translated.places.values())).mark == "s.o."
    assert in_language(translated, "en") is own
    assert in_language(translated, "fr") is in_language(own, "fr")


def test_a_language_without_a_translation_is_none_of_the_definition() -> None:
    with pytest.raises(KeyError):
        in_language(parse_definition(FORM), "fr")


def test_the_same_text_may_have_another_translation_in_a_part() -> None:
    within = {"sections.visits.tables.pool.rows.all": {"All": "Toutes les saisons"}}
    text = pool({"fr": {**FRENCH, "within": within}}, {"label: Adults": "label: All"})
    translated = in_language(parse_definition(text), "fr")
    grid = translated.tables["pool"]
    assert (grid.columns[0].label, grid.rows[1].label) == ("Ensemble", "Toutes les saisons")


def test_nothing_is_advised_about_a_complete_translation(tmp_path: Path) -> None:
    assert hints(tmp_path, pool({"fr": FRENCH})) == []


def test_what_is_missing_or_superfluous_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "fr.yaml").write_text(
        'words:\n  Year: Année\n  Month: Mois\n  "Yes":\nwithin:\n  sections.visit: {All: Tout}\n', encoding="utf-8"
    )
    found = hints(tmp_path, pool({"fr": "fr.yaml"}))
    file = tmp_path / "fr.yaml"
    assert found[0] == "pool:4:7: name: fr: there is no translation of “Swimming pools”."
    assert "pool:20:33: sections[0].tables[0].rows[0].label: fr: there is no translation of “Summer”." in found
    assert f"{file}:4:3: languages.fr.words.Yes: fr: there is no translation of “Yes”." in found
    assert (
        f"{file}:3:3: languages.fr.words.Month: Nothing in the definition reads “Month”; its translation is not used."
        in found
    )
    assert found[-2].startswith(
        f"{file}:6:3: languages.fr.within.sections.visit: There is no part “sections.visit” with words"
    )
    assert found[-1].startswith(f"{file}:1:1: languages.fr: ")


@pytest.mark.parametrize(
    ("language", "languages", "told"),
    [
        ("de", None, ["language"]),
        ("de", {"de": {"sentences": {"verdict.ready": "✓ Bereit"}}}, []),
        ("de", {"de": {"shared": {"verdict.ready": "✓ Bereit"}}}, []),
        ("en-GB", None, []),
        ("zh-Hant-TW", None, []),
        ("en", {"fr": {"words": FRENCH["words"]}}, ["languages.fr"]),
    ],
)
def test_a_language_that_nobody_gave_sentences_is_told(
    tmp_path: Path, language: str, languages: object, told: list[str]
) -> None:
    """A form in another language looks finished, and its report has English sentences and Yes and No."""
    text = FORM.replace("language: en\n", f"language: {language}\n")
    found = hints(tmp_path, f"{text}languages: {json.dumps(languages)}\n" if languages else text)
    english = [hint for hint in found if "would be English" in hint]
    assert [hint.split(": ")[1] for hint in english] == told
    for hint in english:
        assert re.search(r"[1-9]\d* sentences that xlsreport puts on sheets and into reports would be English", hint)
    assert not any("“None”" in hint or "“{year}”" in hint for hint in found)


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (
            changed(**{"{agency}\nVisits in {year}": "Visites de {agency} en {years}"}),
            [
                "languages.fr.words.{agency} Visits in {year}: The translation lacks {year}, which the original has.",
                (
                    "languages.fr.words.{agency} Visits in {year}: "
                    "The translation has {years}, which the original has not."
                ),
            ],
        ),
        (
            changed(No="oui"),
            [
                (
                    "languages.fr.words.No: “oui” is taken already, by the option Yes. "
                    "Each option needs a translation of its own."
                )
            ],
        ),
        (
            changed(Yes="No"),
            [
                (
                    "languages.fr.words.Yes: “No” is taken already, by the option No. "
                    "Each option needs a translation of its own."
                )
            ],
        ),
        (changed(All="Été"), ["languages.fr.words.All: Two labels of the same level read “Été”"]),
        (changed(none="#à"), ["languages.fr.words.none: “#à” cannot be a mark"]),
        (
            changed(**{"1 Visits": "Fréquentation: piscine"}),
            ["languages.fr.words.1 Visits: The sheet name “Fréquentation: piscine” has a character"],
        ),
        ({"fr": {"word": {}}}, ["languages.fr.word: There is no key “word”."]),
        ({"en": FRENCH}, ["languages.en: The words of the definition are in “en” already."]),
        ({"xx": FRENCH}, ["languages.xx: “xx” is no language whose dates and numbers are known."]),
        ({"fr": "fr.yaml"}, ["“fr.yaml” cannot be found, since this definition is a text without a folder."]),
        ({"fr": "french"}, ["After a language stands its translation, or a file such as translations/fr.yaml"]),
    ],
)
def test_mistakes_are_told_where_they_stand(languages: object, expected: list[str]) -> None:
    found = mistakes(pool(languages))
    assert len(found) == len(expected)
    for line, said in zip(found, expected, strict=True):
        where, _, text = line.partition(": ")
        assert where.startswith("pool:23:")
        assert text.startswith(said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "The translation {path} is not there, or is no file that can be read."),
        (b"words: {Yes: \xff}", "The translation {path} is not in UTF-8."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_at_the_language(tmp_path: Path, content: bytes | None, said: str) -> None:
    if content is not None:
        (tmp_path / "fr.yaml").write_bytes(content)
    (tmp_path / "pool.yaml").write_text(pool({"fr": "fr.yaml"}), encoding="utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_definition(tmp_path / "pool.yaml", EN)
    (line,) = caught.value.lines()
    assert said.format(path=tmp_path / "fr.yaml") in line


def test_a_file_elsewhere_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "pool.yaml").write_text(pool({"fr": "../fr.yaml"}), encoding="utf-8")
    with pytest.raises(DefinitionError, match="is not below the folder of this file"):
        load_definition(tmp_path / "pool.yaml", EN)


def test_a_definition_that_extends_another_has_its_translation_with_what_differs(tmp_path: Path) -> None:
    (tmp_path / "fr.yaml").write_text(json.dumps(FRENCH), encoding="utf-8")
    (tmp_path / "base.yaml").write_text(pool({"fr": "fr.yaml"}), encoding="utf-8")
    (tmp_path / "own.yaml").write_text(
        'extends: base.yaml\nedition: "2"\nname: Pools\nlanguages: {fr: {words: {Pools: Les piscines, Year: An}}}\n',
        encoding="utf-8",
    )
    definition, found = load_with_hints(tmp_path / "own.yaml", EN)
    assert found == (), "that the base's translation has words of the base alone is no fault of this file"
    translated = in_language(definition, "fr").declaration
    assert (translated.name, translated.period.label, translated.cover[0].label) == ("Les piscines", "An", "Téléphone")
    text = self_contained_text(tmp_path / "own.yaml")
    assert text is not None
    assert in_language(parse_definition(text), "fr").declaration.name == "Les piscines"


def test_dates_numbers_and_periods_are_those_of_the_language() -> None:
    assert written_date(date(2026, 2, 1), "fr") == "1 février 2026"
    assert written_date(date(2026, 2, 1), "es") == "1 de febrero de 2026"
    assert number_marks("de").localised("12,345.60") == "12.345,60"
    assert [number_marks("de").plain(typed) for typed in ("1.234,5", "1.234", "0.500", "0,500")] == [
        "1234.5",
        "1234",
        "0.500",
        "0.500",
    ]
    assert [number_marks("de-CH").plain(typed) for typed in ("1'234", "1’234.5", "0'123")] == [
        "1234",
        "1234.5",
        "0'123",
    ]
    assert number_marks("tr").plain("12.05.2025: 1.250, 1.250.") == "12.05.2025: 1250, 1250."
    assert number_marks("fr").localised("12,345.60") == "12\xa0345,60"
    assert [number_marks(tag).grouped("-1234567.5") for tag in ("en", "ru", "vi", "en-IN")] == [
        "-1,234,567.5",
        "-1\xa0234\xa0567,5",
        "-1.234.567,5",
        "-12,34,567.5",
    ]
    assert [number_marks("hi").grouped(number) for number in ("999", "1000", "120000")] == ["999", "1,000", "1,20,000"]
    assert messages_in("fr")("letter.date", day=1, month="mai", year=2026) == "1 mai 2026"
    monthly = pool({"ru": {}}, {'period: {label: Year, text: "{year}"}': PERIOD})
    words = in_language(parse_definition(monthly), "ru").calendar.words(2026, 2)
    assert words["label"].startswith("февраль 2026")
    assert words["start"].startswith("1 февраля 2026")
    assert words["end"].startswith("28 февраля 2026")


@pytest.mark.parametrize(
    ("language", "every", "named"),
    [
        ("ja", "year", "2025年度"),
        ("ja", "half_year", "2025年度上半期"),
        ("ja", "quarter", "2025年度第1四半期"),
        ("ko", "year", "2025년도"),
        ("ko", "quarter", "2025년도 1분기"),
        ("fr", "year", "2025/26"),
    ],
)
def test_a_year_from_april_is_called_as_the_language_does(language: str, every: str, named: str) -> None:
    period = f'period: {{label: Year, text: "{{label}}", every: {every}, starts: "04-01"}}'
    source = pool({language: {}}, {'period: {label: Year, text: "{year}"}': period})
    calendar = in_language(parse_definition(source), language).calendar
    assert calendar.label(2025, None if every == "year" else 1) == named


def test_a_translation_may_name_a_year_from_april_by_one_number() -> None:
    period = 'period: {label: Year, text: "{label}", starts: "04-01"}'
    sentences = {"sentences": {"period.year_by_start": "Exercice {year}"}}
    source = pool({"fr": {**FRENCH, **sentences}}, {'period: {label: Year, text: "{year}"}': period})
    assert in_language(parse_definition(source), "fr").calendar.label(2025, None) == "Exercice 2025"


@pytest.mark.parametrize(("language", "writing"), [("ja", "zh-CN"), ("th", "zh-CN"), ("ko", "en"), ("zh-TW", "zh-CN")])
def test_texts_are_compared_by_characters_where_no_blanks_part_the_words(language: str, writing: str) -> None:
    source = pool({}).replace("language: en", f"language: {language}")
    definition = parse_definition(source)
    assert definition.writing == writing
    told = replace(new_submission(definition, agency="A", year=2025), texts={"story": ("公開請求は 百件であった。",)})
    assert isinstance(section_texts(told)["story"].pieces[0], str) is (writing == "zh-CN")


@pytest.mark.parametrize(
    ("language", "title"),
    [("th", "A Visits in 2025"), ("ko", "A Visits in 2025"), ("ja", "AVisits in 2025"), ("zh-TW", "AVisits in 2025")],
)
def test_the_lines_of_a_title_are_joined_as_the_language_joins_phrases(language: str, title: str) -> None:
    declaration = parse_definition(pool({}).replace("language: en", f"language: {language}")).declaration
    assert declaration.one_line_title.format_map(declaration.names("A", 2025, None)) == title


PERIOD = 'period: {label: Month, text: "{label}", every: month}'


def test_own_sentences_of_the_engine_can_be_said_in_the_language() -> None:
    sentences = {"cover.sheet": "Couverture", "period.quarter": "1T 2T 3T 4T", "cover.agency": ""}
    messages = in_language(parse_definition(pool({"fr": {**FRENCH, "sentences": sentences}})), "fr").messages
    assert messages("cover.sheet") == "Couverture"
    assert messages("cover.agency") == EN("cover.agency")


def models() -> Iterator[type[BaseModel]]:
    """All models of a declaration."""
    seen: set[type[BaseModel]] = set()
    to_do: list[Any] = [Declaration, *KINDS.values()]
    while to_do:
        one = to_do.pop()
        if isinstance(one, type) and issubclass(one, BaseModel) and one not in seen:
            seen.add(one)
            to_do += [field.annotation for field in one.model_fields.values()]
        to_do += [part for part in get_args(one) if part not in seen]
    return iter(sorted(seen - {Translation}, key=lambda model: model.__name__))


NAMES_ONLY = {
    *("id", "name", "edition", "language", "page_style", "previous_editions", "codes", "options_from", "languages"),
    *("changes_since", "from_", "to", "split", "dropped"),
    *(
        "rows_from",
        "rows_when",
        "ordered",
        "key",
        "starts",
        "every",
        "named_after",
        "compare",
        "after",
        "combine",
        "when_blank",
        "severity",
        "side",
    ),
    *(
        "total",
        "require",
        "figure",
        "if_",
        "when",
        "for_",
        "bodies",
        "stands_in_for",
        "exceptions",
        "undefined",
        "asked_of",
        "distinct",
        "agency",
        *("columns", "sort", "group", "subtotal", "totals", "by"),  # of a list on paper, and of its lines together
    ),
    *("pattern", "former_headings", "also", "categories", "names", "more_than", "units"),
    "column",  # of a roster
    *("statement", "sections", "figures", "about", "period"),  # of claims, which a translation leaves out
}
"""Fields with texts that are no words for readers, or are the same in every language."""
LEFT_OUT = {"Phrasing", "Elsewhere", "OwnNames", "ForEach", "Inexact", "Joining", "ShortenedNames"} | {
    "Claim",
    "ClaimedFigure",
    "Mention",
    "Aspect",
}
"""What a translation has not: phrases of texts."""


def has_text(annotation: Any) -> bool:
    return annotation is str or any(has_text(part) for part in get_args(annotation))


@pytest.mark.parametrize("model", [m for m in models() if m.__name__ not in LEFT_OUT], ids=lambda m: m.__name__)
def test_every_field_with_text_is_translated_or_known_to_be_none_for_readers(model: type[BaseModel]) -> None:
    """A new key with words must be marked as such, by its type ``Words``."""
    from xlsreport.definition.translation.word_places import _seen_fields

    texts = {name for name, field in model.model_fields.items() if has_text(field.annotation)}
    assert texts - _seen_fields(model) <= NAMES_ONLY


@pytest.mark.parametrize("name", list(shipped_names()))
def test_every_text_of_a_shipped_definition_can_be_translated(name: str) -> None:
    own = load_definition(name)
    places = [place for _, place in words_of(own.declaration)]
    assert len({place.names for place in places}) == len(places), "every text has a name of its own"


def test_a_part_of_a_declaration_that_is_changed_has_nothing_of_what_it_was() -> None:
    """Forms for some kinds of bodies are changed copies, as are translations of them."""
    own = parse_definition(
        pool({"fr": FRENCH}, {"cover: [": "cover: [{id: opened, label: Opened, kind: date}, "})
    ).declaration
    assert list(own.field_kinds) == ["opened"]
    assert list(own.model_copy(update={"cover": own.cover[1:]}).field_kinds) == []
    assert own.model_copy() == own


@pytest.mark.parametrize(
    ("key", "sentence", "said"),
    [
        ("cover.shet", "Couverture", "There is no sentence “cover.shet”"),
        ("period.part", "{part}", "The translation lacks {year}, which the original has."),
        ("cover.sheet", "Couverture {1}", "The translation has {1}, which the original has not."),
        ("cover.sheet", "Couverture {", "The braces do not match"),
        ("verdict.ready", "Prêt", "The translation must begin with ✓, as the original does"),
        ("period.quarter", "T1 T2 T3", "This is a list of 4 words with a blank between them"),
        ("checks.sheet", "Contrôles: règles", "The sheet name “Contrôles: règles” has a character that Excel refuses"),
        ("checks.sheet", "Vérification de toutes les règles", "This has 33 characters, and Excel takes at most 31"),
        ("checks.sheet", "COVER", "The sheet name “COVER” is used by another sheet"),
        (
            "entry.text",
            "{limit} {limit:a|b|c|d}",
            "“{limit:a|b|c|d}” gives a word in 4 forms, and fr has 2: in this order those for 1, 2. Part",
        ),
    ],
)
def test_a_sentence_that_does_not_fit_is_told_and_left_to_the_engine(
    tmp_path: Path, key: str, sentence: str, said: str
) -> None:
    text = pool({"fr": {**FRENCH, "sentences": {key: sentence}}})
    (hint,) = hints(tmp_path, text)
    assert hint.partition(": ")[2].startswith(f"languages.fr.sentences.{key}: {said}")
    assert in_language(parse_definition(text), "fr").messages.texts.get(key) != sentence


@pytest.mark.parametrize(
    ("tag", "sentence", "told"),
    [
        ("pl", "Najwyżej {limit} {limit:znak|znaki|znaków}", ""),
        ("pl", "Najwyżej {limit} {limit:znak|znaki}", "pl has 3: in this order those for 1, 2, 5."),
        ("ru", "Не более {limit} {limit:знака|знаков|знаков}", ""),
        ("ar", "{limit} {limit:حرف|حروف}", "ar has 6: in this order those for 0, 1, 2, 3, 11, 100."),
        ("sl", "{limit} {limit:znak|znaka|znaki|znakov}", ""),
        ("es", "{limit} {limit:signo|signos}", ""),
        ("es", "{limit} {limit:signo|de signos|signos}", ""),
        ("pt-BR", "{limit} {limit:sinal|sinais}", ""),
        ("ja", "{limit}{limit:字|字}", "ja has 1: in this order those for 1."),
        ("zh-Hant", "{limit}字", ""),
    ],
)
def test_a_word_is_given_in_as_many_forms_as_the_language_has(
    tmp_path: Path, tag: str, sentence: str, told: str
) -> None:
    text = pool({tag: {**FRENCH, "sentences": {"entry.text": sentence}}})
    found = [hint for hint in hints(tmp_path, text) if "entry.text" in hint]
    assert [hint.partition(", and ")[2].partition(" Part them")[0] for hint in found] == ([told] if told else [])


def test_a_number_that_only_chooses_a_word_may_be_left_out_where_there_is_nothing_to_choose(tmp_path: Path) -> None:
    sentences = {"list.blank": "{lines}行目の{column}は空欄です。", "list.likewise": "{lines}行目も同様です。"}
    told = [hint for hint in hints(tmp_path, pool({"ja": {**FRENCH, "sentences": sentences}})) if "list." in hint]
    assert [hint.partition("list.")[2] for hint in told] == [
        "likewise: The translation lacks {count}, which the original has."
    ]


def test_two_sheets_of_the_engine_that_a_translation_calls_alike_are_told_and_left_to_the_engine(
    tmp_path: Path,
) -> None:
    text = pool({"fr": {**FRENCH, "sentences": {"cover.sheet": "Feuille", "checks.sheet": "feuille"}}})
    told = [hint.partition("sentences.")[2] for hint in hints(tmp_path, text)]
    assert told == [
        "cover.sheet: The sheet name “Feuille” is used by another sheet.",
        "checks.sheet: The sheet name “feuille” is used by another sheet.",
    ]
    texts = in_language(parse_definition(text), "fr").messages.texts
    assert (texts["cover.sheet"], texts["checks.sheet"]) == ("Cover", "Checks")


def test_words_for_periods_stand_where_the_language_has_them() -> None:
    """A sentence without a translation has English ones, since it is English."""
    sentences = {
        "cover.legend_previous": "Chiffres {last_periods}",
        "list.gone": "Il manque {count} {count:ligne|lignes} : {names}",
        "table.no_previous": "— rien {in_last_period}",
        "period_words.previous.last_periods": "de l'année précédente",
        "period_words.previous.in_last_period": "l'an dernier",
    }
    text = pool({"fr": {**FRENCH, "sentences": sentences}})
    messages = in_language(parse_definition(text), "fr").messages
    assert messages("cover.legend_previous") == "Chiffres de l'année précédente"
    assert messages("list.gone", count=2, names="A, B") == "Il manque 2 lignes : A, B"
    assert (messages("table.no_previous"), messages.template("table.no_previous")) == ("— rien l'an dernier",) * 2
    untranslated = {"member": "", "statement": "S", "figure": "F", "now": 1, "before": 2, "distance": "", "hint": ""}
    said = messages("finding.change", **untranslated, cells="B2")
    assert said == EN("finding.change", **untranslated, cells="B2")


@pytest.mark.slow
@pytest.mark.parametrize("name", list(shipped_names()))
def test_the_translations_of_shipped_definitions_are_whole(name: str) -> None:
    assert [hint.text(name, EN) for hint in load_with_hints(name)[1] if "translation" in hint.problem.key] == []
    assert [hint.text(name, EN) for hint in load_with_hints(name)[1] if "sentence" in hint.problem.key] == []


def test_findings_are_said_in_the_language_where_their_sentences_are_translated() -> None:
    """A sentence without a translation is said in English, also in the middle of one that has."""
    sentences = {
        "finding.blank_one": "{place} : rien n'est saisi. {what}",
        "finding.rule_plain": "{member}{statement}. Ici {left}, qui doit {must} {right}. Vérifiez {cells}.",
        "must.at_least": "être au moins",
    }
    french = in_language(parse_definition(pool({"fr": {**FRENCH, "sentences": sentences}})), "fr")
    assert french.messages("must.at_least") == "être au moins"
    assert french.messages("must.at_most") == EN("must.at_most")


def test_the_sentences_of_findings_are_written_when_they_are_asked_for() -> None:
    declaration = parse_definition(pool({})).declaration
    brief, long = (
        begun_translation(declaration, "fr", Translation(), EN, findings=asked).text for asked in (False, True)
    )
    for key in ("finding.rule_plain:", "returned.title:", "letter.opening:"):
        assert key in long
        assert key not in brief
    for key in ("checks.title:", "list.filled:", "rows.line:"):
        assert key in brief
    assert "letter.months:" not in long, "the CLDR has them"
