"""Maps a function over what a round has, in several processes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from xlsreport.errors import RoundError
from xlsreport.parallel import ordered_map
from xlsreport.parallel.process_ended import ProcessEndedError
from xlsreport.round.folder import Round

Item = TypeVar("Item")
Result = TypeVar("Result")


def map_in_order(
    make: ordered_map.OpenWorker[Round, Item, Result],
    round_: Round,
    items: Iterable[Item],
    processes: int | None = None,
    *,
    weight: Callable[[Item], int] = ordered_map.no_weight,
) -> Iterator[Result]:
    """As :func:`xlsreport.parallel.ordered_map.map_in_order`.

    The round is pickled without its roster, which another process reads again if it needs it.

    Raises:
        RoundError: the system ended one of the processes.
    """
    try:
        yield from ordered_map.map_in_order(make, round_, items, processes, weight=weight)
    except ProcessEndedError:
        raise RoundError(round_.messages("round.process_ended")) from None
