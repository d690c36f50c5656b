"""Which form of a word goes with a number: ``{count:error|errors}``, and three or more forms in other languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

MILLION = 10**6
PERIOD = 100
"""From twice as many on, a number takes the form of its last two digits with a hundred, whole millions aside."""
_TRIED = (*range(1, 2 * PERIOD), 0, MILLION)
"""Numbers among which each form of each language occurs; 0 is the example of a form where there is no other."""


class PluralForms:
    """The forms that a language has for numbers of things.

    Args:
        form_of: which form a number takes, counted from 0.
        whole: a text as a whole number; None where it is none.
    """

    def __init__(self, form_of: Callable[[int], int], whole: Callable[[str], int | None]) -> None:
        self._form_of = form_of
        self._whole = whole
        found: dict[int, int] = {}
        for number in _TRIED:
            found.setdefault(form_of(number), number)
        self.examples: Mapping[int, int] = {form: found[form] for form in sorted(found)}
        """The first number of each form, in the order of the forms."""
        self.everyday: Sequence[int] = [form for form, number in self.examples.items() if number < MILLION]
        """The forms without that for whole millions, as in Spanish, which hardly a sentence needs."""

    @property
    def everyday_examples(self) -> str:
        """A number for each form without that for whole millions, in their order."""
        return ", ".join(str(self.examples[form]) for form in self.everyday)

    def takes(self, given: int) -> bool:
        """Whether a word may be given in so many forms."""
        return given in (len(self.examples), len(self.everyday))

    def chosen(self, value: object, forms: Sequence[str]) -> str:
        """The form for a value; the last one for whatever is no whole number."""
        number = value if isinstance(value, int) else self._whole(str(value))
        return forms[-1 if number is None else self.position(number, len(forms))]

    def position(self, number: int, given: int) -> int:
        """Where the form for a number stands among so many."""
        used = self.everyday if given == len(self.everyday) else [*self.examples]
        form = self._form_of(abs(number))
        return min(used.index(form) if form in used else given, given - 1)


def _digits(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


ONE_AND_OTHERS = PluralForms(lambda number: int(number != 1), _digits)
"""English, and whatever language is not known."""
