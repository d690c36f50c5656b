"""How much of a text stands in another: copies are found however they are disguised, honest texts are not."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from support.written import edited, honest_text
from xlsreport.checking.texts.repetition import (
    DEFAULT_SHARE,
    MIN_LENGTHS,
    RUN_LENGTHS,
    ExaminedText,
    Repetition,
    SourceText,
)
from xlsreport.checking.texts.tokens import TokenisedText, tokeniser_for

LANGUAGES = ["zh-CN", "en"]
HOSTILE = [
    "",
    "一",
    "#",
    "《》",
    "《" * 50_000,
    "一" * 100_000,
    "a" * 100_000,
    "a " * 50_000,
    "\ud800",
    "\u200b" * 500,
    "'",
]


def compared(text: list[str], other: list[str], language: str = "zh-CN", *, names: tuple[str, str] = ("", "")) -> float:
    own, theirs = (
        TokenisedText(t, tokeniser_for(language, name)) for t, name in zip((text, other), names, strict=True)
    )
    return SourceText(theirs, language).repetition(ExaminedText(own.tokens, language)).share


def tokens(text: str, language: str = "zh-CN", name: str = "") -> object:
    return tokeniser_for(language, name).tokens(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(12))
def test_a_copy_with_every_tenth_word_and_all_numbers_exchanged_is_found(language: str, seed: int) -> None:
    text = honest_text(Random(seed), 800, language)
    copy = edited(text, Random(seed + 100), 0.1, language)
    assert compared(copy, text, language) >= DEFAULT_SHARE
    assert compared(text, copy, language) >= DEFAULT_SHARE


@pytest.mark.parametrize("language", LANGUAGES)
def test_honest_texts_about_the_same_matters_are_far_from_it(language: str) -> None:
    texts = [honest_text(Random(seed), 800, language) for seed in range(12)]
    shares = [compared(one, other, language) for one in texts for other in texts if one is not other]
    assert max(shares) < DEFAULT_SHARE / 2


def test_an_exchanged_name_and_year_are_no_difference() -> None:
    text = "2025年，城关镇把村级账目贴上墙，城关镇人民政府每季度派人核对，我镇共答复群众询问一百二十件。" * 4
    copy = "２０２４年，东风乡把村级账目贴上墙；东风乡人民政府每季度派人核对，我乡共答复群众询问７件！" * 4
    names = ("示例县城关镇人民政府", "样例市东风乡人民政府")
    assert compared([text], [copy], names=names) == 1.0


def test_a_name_is_left_out_in_each_form_in_which_it_is_written() -> None:
    name = "示例县城关镇人民政府"
    written = ["示例县城关镇人民政府", "城关镇人民政府", "示例县城关镇", "城关镇", "我镇", "本镇"]
    assert {tokens(f"{form}按期答复", name=name) for form in written} == {"@按期答复"}
    assert tokens("人民政府按期答复", name=name) == "人民政府按期答复"
    assert tokens("The  Harbour Office's reply", "en", "the harbour office") == ("@", "s", "reply")


def test_titles_of_laws_count_for_one_letter() -> None:
    assert tokens("依照《中华人民共和国政府信息公开条例》和《办法》办理") == "依照§和§办理"
    assert tokens("《没有结束") == "没有结束"


def test_numbers_width_punctuation_and_blanks_do_not_count() -> None:
    assert tokens("共 １２．５ 万件（三百）；A类") == tokens("共3件,四;ａ类") == "共#件#a类"
    assert tokens("Some 1,204.50 — or 3 – Letters", "en") == tokens("some 7 or 8 letters!", "en")


def test_it_does_not_matter_how_a_text_is_cut_into_paragraphs() -> None:
    text = honest_text(Random(1), 800)
    assert compared(["".join(text)], text) == compared(text, ["".join(text)]) == 1.0


def test_a_short_text_is_not_compared() -> None:
    short = "本年度没有收取信息处理费，也没有其他需要报告的事项。"
    assert compared([short], [short]) == 0.0
    assert compared([short * 5], [short]) == 1.0


def test_words_that_are_common_are_neither_repeated_nor_compared() -> None:
    model, own, other = ("".join(honest_text(Random(seed), 400)) for seed in (1, 2, 3))
    reading = tokeniser_for("zh-CN", "")
    run = RUN_LENGTHS["zh-CN"]
    common = frozenset(
        model_tokens[i : i + run] for model_tokens in [reading.tokens(model)] for i in range(len(model_tokens))
    )
    mine, theirs = (TokenisedText([model, text], reading) for text in (own, other))
    assert SourceText(theirs, "zh-CN").repetition(ExaminedText(mine.tokens, "zh-CN")).share > 0.4
    found = SourceText(theirs, "zh-CN").repetition(ExaminedText(mine.tokens, "zh-CN", common))
    assert found.share < 0.2
    assert found.compared < len(reading.tokens(own)) + run
    copied = SourceText(mine, "zh-CN").repetition(ExaminedText(mine.tokens, "zh-CN", common))
    assert copied.share == 1.0
    assert copied.compared == found.compared


def test_the_passages_are_the_longest_and_read_as_they_were_written() -> None:
    shared = "去年 7 月，《办法》实施；城关镇逐村讲解了 3 遍，"
    longer = "没有听到的老人由网格员打电话再讲一遍，直到讲清楚为止。"
    own = [honest_text(Random(1), 300)[0], f"甲乙丙丁{shared}子丑寅卯", f"{longer}完"]
    other = [f"{longer}此外", "东拉西扯几句别的话", shared]
    text, source = (TokenisedText(t, tokeniser_for("zh-CN", "城关镇人民政府")) for t in (own, other))
    passages = SourceText(source, "zh-CN").repetition(ExaminedText(text.tokens, "zh-CN")).passages
    assert [text.quote(one.first, one.length) for one in passages] == [longer, shared]
    assert [text.paragraph_at(one.first) for one in passages] == [2, 1]
    assert [source.paragraph_at(one.other) for one in passages] == [0, 2]
    assert [source.quote(one.other, one.length) for one in passages] == [longer, shared]


def test_a_passage_over_several_paragraphs_is_quoted_from_all_of_them() -> None:
    text = TokenisedText(["The first paragraph,", "", "the second one.", "Then more."], tokeniser_for("en", ""))
    assert text.quote(1, 5) == "first paragraph, the second one."


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_is_too_odd_or_too_long_to_be_compared(language: str, text: str) -> None:
    honest = honest_text(Random(1), 300, language)
    for one, other in (([text], [text]), ([text], honest), (honest, [text]), ([], [text]), ([text], [])):
        assert 0.0 <= compared(one, other, language) <= 1.0
    assert compared(honest, [*honest, text], language) == 1.0


letters = some.text(alphabet="甲乙丙12，。《》 ab镇我", max_size=120)


@given(some.lists(letters, max_size=6), some.lists(letters, max_size=6), some.sampled_from(LANGUAGES))
def test_a_share_is_one_of_itself_and_between_none_and_all_of_others(
    text: list[str], other: list[str], language: str
) -> None:
    own, theirs = (TokenisedText(paragraphs, tokeniser_for(language, "甲乙镇")) for paragraphs in (text, other))
    here = SourceText(theirs, language).repetition(ExaminedText(own.tokens, language))
    assert 0 <= here.repeated <= here.compared == len(own.tokens)
    assert sum(one.length for one in here.passages) <= here.compared + RUN_LENGTHS[language] * len(here.passages)
    for one in here.passages:
        end = one.first + one.length
        assert own.tokens[one.first : end] == theirs.tokens[one.other : one.other + one.length]
        assert own.quote(one.first, one.length)
    itself = SourceText(own, language).repetition(ExaminedText(own.tokens, language))
    if len(own.tokens) >= MIN_LENGTHS[language]:
        assert itself == Repetition(len(own.tokens), len(own.tokens), itself.passages)


@given(some.lists(letters, max_size=4), some.sampled_from(LANGUAGES))
def test_every_token_has_its_place_in_the_paragraph(text: list[str], language: str) -> None:
    reading = tokeniser_for(language, "甲乙镇")
    for paragraph in text:
        places = reading.places(paragraph)
        assert len(places) == len(reading.tokens(paragraph))
        assert all(first < after <= len(paragraph) for first, after in places)
        assert places == sorted(places)
