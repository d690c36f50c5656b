"""Words that go with numbers, in languages with another number of forms than English: in sentences and in formulas."""

from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from babel.messages.plurals import PLURALS, get_plural

from support.engines import by_formualizer, by_ironcalc, by_libreoffice
from xlsreport.messages import messages_for
from xlsreport.messages.locales import locale_of, messages_in, plural_forms
from xlsreport.messages.plural_forms import PERIOD
from xlsreport.workbook.formula.formula_texts import concatenated

POLISH = "{count:błąd|błędy|błędów}"
SENTENCES = {
    "pl": POLISH,
    "ru": "{count:ошибка|ошибки|ошибок}",
    "sl": "{count:napaka|napaki|napake|napak}",
    "ar": "{count:لا أخطاء|خطأ واحد|خطآن|أخطاء|خطأ|خطأ كثير}",
    "fr": "{count:erreur|erreurs}",
    "pt-BR": "{count:erro|erros}",
    "tlh": "{count:Qagh|Qaghmey}",
}


def said(tag: str, value: object) -> str:
    return messages_in(tag, {"findings_page.count.error": SENTENCES[tag]})("findings_page.count.error", count=value)


@pytest.mark.parametrize(
    ("tag", "value", "word"),
    [
        *(("pl", number, "błąd") for number in (1, "1", Decimal(1))),
        *(("pl", number, "błędy") for number in (2, 22, 104, "1 002")),
        *(("pl", number, "błędów") for number in (0, 5, 12, 112, 21, 1000, "1 000", Decimal("1.5"), "1,5", "…")),
        *(("ru", number, "ошибка") for number in (1, 21, 101)),
        *(("ru", number, "ошибок") for number in (11, 111, 0)),
        *(("sl", number, word) for number, word in ((101, "napaka"), (2, "napaki"), (4, "napake"), (5, "napak"))),
        *(("ar", number, word) for number, word in ((0, "لا أخطاء"), (2, "خطآن"), (103, "أخطاء"), (11, "خطأ"))),
        *(("fr", number, word) for number, word in ((0, "erreur"), (1, "erreur"), (2, "erreurs"), (10**6, "erreurs"))),
        *(("pt-BR", number, word) for number, word in ((0, "erro"), (2, "erros"))),
        *(("tlh", number, word) for number, word in ((0, "Qaghmey"), (1, "Qagh"), ("12", "Qaghmey"))),
    ],
)
def test_a_word_has_the_form_that_its_number_asks_for(tag: str, value: object, word: str) -> None:
    assert said(tag, value) == word


def test_an_english_sentence_keeps_its_two_forms_among_translated_ones() -> None:
    messages = messages_in("fr", {"findings_page.count.error": "{count} {count:erreur|erreurs}"})
    assert (messages("findings_page.count.error", count=0), messages("findings_page.count.warning", count=0)) == (
        "0 erreur",
        "0 warnings",
    )


def test_the_sentences_of_a_language_go_to_other_processes() -> None:
    messages = pickle.loads(pickle.dumps(messages_in("pl", {"findings_page.count.error": POLISH})))
    assert messages("findings_page.count.error", count=3) == "błędy"


def test_every_form_can_be_said_of_a_number_that_is_not_known() -> None:
    messages = messages_in("pl", {"findings_page.count.error": f"{{count}} {POLISH}"})
    assert list(messages.in_each_form("findings_page.count.error", count="#")) == ["# błąd", "# błędy", "# błędów"]
    assert list(messages_for("zh-CN").in_each_form("findings_page.count.error", count="#")) == ["# 处错误"]


@pytest.mark.parametrize("name", sorted(PLURALS))
def test_the_forms_of_a_language_are_as_many_as_those_of_gettext_and_have_each_an_example(name: str) -> None:
    locale = locale_of(name.replace("_", "-"))
    forms = plural_forms(name.replace("_", "-"))
    assert locale is not None
    assert [*forms.examples] == list(range(get_plural(locale).num_plurals))
    letters = ["A", "B", "C", "D", "E", "F"][: len(forms.examples)]
    if name != "kw":  # Cornish counts in twenties up to a hundred thousand
        assert all(
            forms.chosen(number, letters) == forms.chosen(PERIOD + number % PERIOD, letters)
            for number in range(2 * PERIOD, 2000)
        )


NUMBERS = (*range(126), 199, 200, 201, 211, 222, 1001, 1.5, 21.25)


@pytest.mark.engine
def test_a_formula_chooses_the_same_form(tmp_path: Path) -> None:
    file = tmp_path / "forms.xlsx"
    expected: list[str] = []
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("s")
        for row, number in enumerate(NUMBERS):
            sheet.write_number(row, 0, number)
            for column, (tag, sentence) in enumerate(SENTENCES.items(), 1):
                formula = concatenated(f"{{count}} {sentence}", {"count": f"A{row + 1}"}, plural_forms(tag))
                expected.append(f"{number} {said(tag, number)}")
                sheet.write_formula(row, column, f"={formula}", None, expected[-1])
    for engine in (by_libreoffice, by_ironcalc, by_formualizer):
        [found] = engine([file])
        assert [*found.values()] == expected, engine
