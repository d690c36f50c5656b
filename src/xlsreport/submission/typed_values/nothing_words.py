"""Words for no thing at all, which people type where a zero is asked for."""

from __future__ import annotations

from collections.abc import Mapping

from xlsreport.letter_case import caseless

_EVERYWHERE = frozenset({"/", "\\", "-", "--", "—", "——", "–", "无", "没有", "nil", "none", "zero"})
"""Signs, Chinese and English, which are understood in a report in any language."""
_IN_LANGUAGE: Mapping[str, frozenset[str]] = {
    "ar": frozenset({"لا يوجد", "لا توجد", "لا شيء", "صفر"}),
    "de": frozenset({"keine", "keiner", "keines"}),
    "es": frozenset({"ninguno", "ninguna", "nada", "cero"}),
    "fa": frozenset({"صفر", "هیچ", "ندارد"}),
    "fr": frozenset({"néant", "aucun", "aucune", "zéro"}),
    "he": frozenset({"אין", "אפס"}),
    "hi": frozenset({"शून्य", "कोई नहीं", "निरंक"}),
    "it": frozenset({"nessuno", "nessuna", "nulla"}),
    "ja": frozenset({"なし", "無し", "無", "該当なし", "ゼロ"}),
    "ko": frozenset({"없음"}),
    "nl": frozenset({"geen", "nihil", "nul"}),
    "pl": frozenset({"brak", "zero"}),
    "pt": frozenset({"nenhum", "nenhuma", "nada"}),
    "ru": frozenset({"нет", "ноль", "отсутствует", "отсутствуют", "не имеется"}),
    "tr": frozenset({"yok", "sıfır"}),
    "ur": frozenset({"صفر", "کوئی نہیں"}),
    "vi": frozenset({"không", "không có"}),
    "zh": frozenset({"無", "沒有"}),
}
"""What is understood in a report in that language only, in whatever case."""
_FOLDED = {tag: frozenset(map(caseless, words)) for tag, words in _IN_LANGUAGE.items()}


def is_nothing(text: str, tag: str) -> bool:
    """Whether a text says that there is nothing.

    Args:
        text: what was typed, its characters in their usual width.
        tag: the report's language, such as ``ja`` or ``pt-BR``.
    """
    word = caseless(text)
    return word in _EVERYWHERE or word in _FOLDED.get(tag.partition("-")[0], ())
