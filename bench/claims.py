"""Falsifies the numbers of texts, and counts how many a check notices; then counts what it says of texts that are true.

Usage: ``python bench/claims.py [--texts FOLDER] [--misses]``, after ``pip install -e '.[test]'``.
Without a folder the texts of ``tests/checking/corpus`` are read, which were written for this. How texts are marked
stands in ``tests/support/marked_texts.py``; those of real reports in another folder can be measured likewise.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from support.falsified_numbers import MISTAKES, Falsified, JudgedPassage, judged_in, missed_among, numbers_in
from support.marked_texts import OWN, family_of, marked_files


def recall_table(falsified: Sequence[Falsified]) -> str:
    """For each kind of statement: how many numbers are compared at all, and how many of all mistakes are noticed."""
    lines = [
        f"| kind | numbers | compared | mistakes noticed | {' | '.join(MISTAKES)} |",
        f"|---|{'--:|' * (3 + len(MISTAKES))}",
    ]
    families = family_of()
    for family in dict.fromkeys(families.values()):
        among = [each for each in falsified if families[each.number.kind] == family]
        if among:
            lines.append(_row(family, among))
    return "\n".join([*lines, _row("all", falsified)])


def _row(name: str, falsified: Sequence[Falsified]) -> str:
    numbers = {(id(each.passage), each.number.begin) for each in falsified}
    compared = {(id(each.passage), each.number.begin) for each in falsified if each.noticed}
    cells = [f"{len(numbers)}", f"{len(compared)} ({len(compared) / len(numbers):.0%})"]
    for mistakes in (MISTAKES, *((mistake,) for mistake in MISTAKES)):
        tried = [each.noticed for each in falsified if each.mistake in mistakes]
        cells.append(f"{sum(tried) / len(tried):.0%}" if tried else "")
    return f"| {name} | {' | '.join(cells)} |"


def alarm_table(judged: Sequence[JudgedPassage]) -> str:
    """How many findings true texts have, for each heading that they stand under."""
    lines = ["| texts | passages | characters | false alarms |", "|---|--:|--:|--:|"]
    for heading in (*dict.fromkeys(each.passage.heading for each in judged), None):
        among = [each for each in judged if heading in (None, each.passage.heading)]
        characters = sum(len(each.passage.text) for each in among)
        alarms = sum(len(each.false_alarms) for each in among)
        lines.append(f"| {heading or 'all'} | {len(among)} | {characters:,} | {alarms} |")
    return "\n".join(lines)


def main(arguments: argparse.Namespace) -> None:
    """Measure, and print the tables."""
    judged = [each for path in marked_files(arguments.texts) for each in judged_in(path)]
    falsified = [each for passage in judged for each in passage.falsified()]
    print(recall_table(falsified), alarm_table(judged), sep="\n\n")
    if arguments.misses:
        print("", *(f"missed: {name}" for name in missed_among(numbers_in(judged))), sep="\n")
        print(
            *(
                f"false alarm: {each.passage.heading}: {alarm.message}"
                for each in judged
                for alarm in each.false_alarms
            ),
            sep="\n",
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="How many falsified numbers of texts are noticed.")
    parser.add_argument("--texts", type=Path, default=OWN, help="a folder of marked texts")
    parser.add_argument("--misses", action="store_true", help="also list what was missed, and every false alarm")
    main(parser.parse_args())
