"""Position confirms: a label that is only like one of the form counts where it stands among its neighbours."""

from __future__ import annotations

from collections.abc import Sequence


def in_order(numbers: Sequence[int | None], certain: Sequence[bool]) -> Sequence[bool]:
    """Which of some labels, found in this order, are taken.

    Args:
        numbers: of each, which label of the form it is; None for one that is unknown.
        certain: whether its words alone tell. If not, the nearest certain labels on both sides must be those before and
            after it in the form, and none of them may be the same label.
    """
    sure = {number for number, is_certain in zip(numbers, certain, strict=True) if is_certain}
    return [
        number is not None and (certain[at] or (number not in sure and _fits(at, number, numbers, certain)))
        for at, number in enumerate(numbers)
    ]


def _fits(at: int, number: int, numbers: Sequence[int | None], certain: Sequence[bool]) -> bool:
    """Whether the neighbours of a label are those of the form: right beside it on one side, and on no side wrong."""
    before, before_gap = _neighbour(range(at - 1, -1, -1), numbers, certain)
    after, after_gap = _neighbour(range(at + 1, len(numbers)), numbers, certain)
    if (before is not None and before >= number) or (after is not None and after <= number):
        return False
    follows = before is not None and number - before <= before_gap
    precedes = after is not None and after - number <= after_gap
    return follows or precedes


def _neighbour(places: Sequence[int], numbers: Sequence[int | None], certain: Sequence[bool]) -> tuple[int | None, int]:
    """The nearest certain label on one side, and how far away it is printed."""
    for gap, place in enumerate(places, start=1):
        if certain[place] and numbers[place] is not None:
            return numbers[place], gap
    return None, 0
