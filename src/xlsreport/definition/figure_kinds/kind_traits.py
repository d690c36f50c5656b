"""What the rooms ask about a kind of figure: of a number, a date, a text, or one of some options.

Rooms never ask for a kind by its name. They use these traits, or decide between the four families with
``assert_never``, so that mypy names every place that has to decide about a fifth.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from xlsreport.letter_case import caseless
from xlsreport.messages.number_marks import OWN_MARKS, NumberMarks
from xlsreport.values import EARLIEST_DATE, LATEST_DATE, Number, decimals_of, is_too_great, number_text, serial_of

_NO_BREAK = "\xa0"
"""Between a number and its sign on paper; cells have no room for it."""

Fault = Literal["too_great", "negative", "below", "above", "not_whole", "decimals"]
"""Why a number cannot stand at a place, as the last part of the key of the sentence that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTraits:
    """Numbers: their bounds, their decimals, and how they are read, shown and printed.

    Attributes:
        prompt: the last part of the key of the sentence, ``entry.…``, that says what to enter.
        is_count: whether things are counted, so that the numbers are whole and may be written in words or with a
            counter (十二, 12件); other numbers may be money (¥12, 12万元).
        decimals: how many decimals may be entered.
        least: the least number, or None for any that a spreadsheet keeps. Where it is None or negative, the words for
            an increase or a decrease are understood.
        greatest: the greatest number, or None for any that a spreadsheet keeps.
        unit: the unit as sentences name it; a number that is typed with it is understood.
        is_share: whether the numbers are hundredths, so that 0.5 may have been typed for 50 %.
        mark: what is entered where nothing is to be stated, such as N/A; None where it cannot be.
        own_mark: the same in the definition's own language, of which this may be a translation.
        suffix: the sign of every number in the workbook's cells and in documents, such as ``%``: behind it, or where
            the language writes that of percentages.
    """

    prompt: str
    is_count: bool = False
    decimals: int = 0
    least: Number | None = 0
    greatest: Number | None = None
    unit: str | None = None
    suffix: str = ""
    is_share: bool = False
    mark: str | None = None
    own_mark: str | None = None

    @property
    def refusal(self) -> str:
        """The last part of the key of the sentence, ``entry.error_…``, that a spreadsheet refuses an entry with."""
        return self.prompt.removesuffix("_unit")

    @property
    def is_signed(self) -> bool:
        """Whether numbers below zero can be entered."""
        return self.least is None or self.least < 0

    def cell_format(self, marks: NumberMarks = OWN_MARKS) -> str:
        """The number format of a cell, which shows every decimal that was entered."""
        return self._format("0." + "#" * self.decimals if self.decimals else "0", marks)

    def whole_format(self, marks: NumberMarks = OWN_MARKS) -> str | None:
        """The number format of a whole number, where ``cell_format`` would leave a bare decimal point behind it."""
        return self._format("0", marks) if self.decimals else None

    def _format(self, digits: str, marks: NumberMarks) -> str:
        before, _, behind = marks.with_sign("0", self.suffix).partition("0")
        quoted = [f'"{part.strip(_NO_BREAK)}"' if part else "" for part in (before, behind)]
        return quoted[0] + digits + quoted[1]

    def printed(self, number: Number, marks: NumberMarks = OWN_MARKS) -> str:
        """A number with all its decimals, as a document prints it."""
        return marks.with_sign(marks.localised(number_text(number)), self.suffix)

    def takes(self, number: Number) -> bool:
        """Whether a number can stand at a place of this kind."""
        return not self.faults(number)

    def faults(self, number: Number) -> tuple[Fault, ...]:
        """Why a number cannot stand there; ``workbook/formula/rule_formulas/translation.py`` asks the same in Excel."""
        if is_too_great(number):
            return ("too_great",)
        found: list[Fault] = []
        if self.least is not None and number < self.least:
            found.append("negative" if self.least == 0 else "below")
        if self.greatest is not None and number > self.greatest:
            found.append("above")
        if self.is_count and not isinstance(number, int):
            found.append("not_whole")
        elif not self.is_count and decimals_of(number) > self.decimals:
            found.append("decimals")
        return tuple(found)


DateFault = Literal["date_too_early", "date_too_late"]
"""Why a date cannot stand at a place, as the last part of the key of the sentence that says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateTraits:
    """Dates with their bounds; cells hold them as numbers of days. ``prompt``, ``mark`` and ``refusal`` as of a number.

    How dates are shown depends on the language, see
    :func:`xlsreport.messages.written_dates.date_format`.
    """

    prompt: str
    earliest: date = EARLIEST_DATE
    latest: date = LATEST_DATE
    mark: str | None = None
    own_mark: str | None = None
    refusal: str = "date"

    @property
    def serials(self) -> tuple[int, int]:
        """The least and the greatest number that a cell may hold."""
        return serial_of(self.earliest), serial_of(self.latest)

    def takes(self, serial: Number) -> bool:
        """Whether the date of a number can stand at a place of this kind."""
        least, greatest = self.serials
        return isinstance(serial, int) and least <= serial <= greatest

    def faults(self, day: date) -> tuple[DateFault, ...]:
        """Why a date cannot stand there."""
        if day < self.earliest:
            return ("date_too_early",)
        return ("date_too_late",) if day > self.latest else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTraits:
    """Texts of at most ``max_length`` characters; ``prompt`` and ``refusal`` as of a number.

    ``lines`` is the room of an empty cell where it is declared, ``pattern`` how the whole text must be written.
    ``source`` are a list and a column of it, in which the text must stand as an answer.
    """

    prompt: str
    max_length: int
    lines: int | None = None
    pattern: str | None = None
    source: tuple[str, str] | None = None
    cell_format: str = "@"
    refusal: str = "text"

    def is_as_written(self, text: str) -> bool:
        """Whether a text, without blanks around it, is written as the pattern says."""
        return self.pattern is None or re.fullmatch(self.pattern, text[: self.max_length].strip()) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionTraits:
    """One of some options, in whatever case and width; ``prompt`` and ``refusal`` as of a number.

    ``options`` are those of the definition, by which answers are kept and compared in every language. ``words`` are the
    same as the readers of a translation see them; empty where it is none.
    """

    prompt: str
    options: tuple[str, ...]
    words: tuple[str, ...] = ()
    cell_format: str = "0"
    refusal: str = "choice"

    @property
    def shown(self) -> tuple[str, ...]:
        """The options as cells and documents show them."""
        return self.words or self.options

    def word_of(self, option: str) -> str:
        """How an option is shown, in whatever case it is written; what is none stays as it is."""
        if self.words and option in self.options:
            return self.words[self.options.index(option)]
        words = (
            word
            for word, own in zip(self.words, self.options, strict=False)
            if folded_answer(own) == folded_answer(option)
        )
        return next(words, option)

    def option_of(self, typed: str) -> str | None:
        """The option that an answer is, as it is shown or as the definition has it; None where it is none, or may be
        two."""
        for known in (self.shown, self.options):
            if typed in known:
                return self.options[known.index(typed)]
        folded, both = folded_answer(typed), zip(self.options, self.shown, strict=True)
        alike = [own for own, word in both if folded in (folded_answer(own), folded_answer(word))]
        return alike[0] if len(alike) == 1 else None


def folded_answer(text: str) -> str:
    """An answer as it is compared with those in a list: without regard to case and width; blanks around it count for
    nothing, several within it for one."""
    return " ".join(caseless(text).split())


def listed_in(traits: Traits) -> tuple[str, str] | None:
    """The list and the column in which an answer must stand; None where it need not."""
    return traits.source if isinstance(traits, TextTraits) else None


Traits = NumberTraits | DateTraits | TextTraits | OptionTraits


def mark_of(traits: Traits) -> str | None:
    """What is entered where nothing is to be stated, such as N/A; None where it cannot be."""
    return traits.mark if isinstance(traits, NumberTraits | DateTraits) else None
