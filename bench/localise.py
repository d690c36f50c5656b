"""Makes cells of real reports wrong, and counts how often the wrong ones are named, and how often others are.

Usage: ``python bench/localise.py [--tries 200] [--seed 1] [--mistakes 1 2] [--misses]``, after
``pip install -e '.[test]'``. The figures are those of published reports (``real_figures.json``). Totals are printed, as
in a report that was typed by hand, so that they may be wrong, too; or computed, as in a workbook, in which only the
balance of a column can show a mistake.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # where the package of this folder is found

from bench.made_up.wrong_cells import MISTAKES, Filled, Mistake, Number, made_wrong
from xlsreport import Definition, Place, Submission, load_definition, load_entries, new_submission
from xlsreport.checking.claims.contradictions import contradictions
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.suspects.cause import Cause, Suspect
from xlsreport.checking.suspects.figure_state import FigureState
from xlsreport.checking.suspects.relations import relations_of
from xlsreport.checking.suspects.suspects import find_causes

_REPORTS = Path(__file__).resolve().parent / "real_figures.json"
_SAMPLES = Path(__file__).resolve().parents[1] / "samples"
_OUTCOMES = ("nothing breaks", "right", "first", "among", "in part", "nothing named", "others", "WRONG")
"""What comes of a mistake. ``right``: exactly the wrong cells are named as most likely, with the right numbers.
``first``, ``among``: they are the first of the candidates, or among them. ``in part``: some of them are. ``others``:
only other figures are. ``WRONG``: a figure is named as most likely that is right, or with another number."""


@dataclass(frozen=True)
class Setting:
    """What is known of a report: the totals that were printed, last year's figures, and texts."""

    name: str
    printed: bool = False
    last_year: bool = False
    texts: bool = False


@dataclass(frozen=True)
class Report:
    """A report without mistakes, last year's figures by which its rules hold, and texts that agree with it."""

    name: str
    year: int
    filled: Filled
    previous: Mapping[Place, Number]
    texts: Mapping[str, Any]

    def seen_cells(self, setting: Setting) -> list[Place]:
        """The cells that some rule sees; a mistake in another one breaks nothing."""
        typed = frozenset(self.filled.totals if setting.printed else ())
        known = [
            relation
            for relation in relations_of(self.filled.definition, typed).all
            if setting.last_year or not relation.previous
        ]
        seen = {place for relation in known for place in relation.places}
        return [cell for cell in self.filled.cells() if cell in seen]

    def submission(self, filled: Filled, setting: Setting) -> Submission:
        """The report as a submission, without its totals."""
        entries: dict[str, Any] = {str(place): number for place, number in filled.entries.items() if number is not None}
        entries |= self.texts if setting.texts else {}
        previous = self.previous if setting.last_year else {}
        return new_submission(filled.definition, agency="示例县", year=self.year, entries=entries, previous=previous)


def reports() -> Iterator[Report]:
    """The reports that were published."""
    for listed in json.loads(_REPORTS.read_text(encoding="utf-8"), parse_float=Decimal):
        definition = load_definition(listed["definition"])
        figures = {Place.parse(name): number for name, number in listed["figures"].items()}
        tables = definition.tables
        places = [place for table in tables for place in definition.entry_places(table, numeric=True)]
        filled = Filled(definition, {place: figures.get(place, 0) for place in places}, {})
        report = Report(listed["report"], listed["year"], filled, {}, _texts(listed.get("sample"), definition))
        values = Values(report.submission(filled, SETTINGS[0]))
        computed = (place for place, facts in definition.places.items() if facts.computed)
        totals = {place: values.at(place) for place in computed}
        previous = {place: _last_year(values, place) for place in definition.previous_places}
        yield replace(report, filled=Filled(definition, filled.entries, totals), previous=previous)


def _texts(sample: str | None, definition: Definition) -> Mapping[str, Any]:
    """The texts that were written for a sample with the same figures."""
    entries = load_entries(_SAMPLES / sample / "entries.yaml") if sample else {}
    return {name: lines for name, lines in entries.items() if name in definition.narratives}


def _last_year(values: Values, place: Place) -> Number:
    """A figure of last year with which those of this year agree."""
    if place.row == "carried_out":
        return values.at(place._replace(row="carried_in")) or 0
    if place.column == "valid":
        issued, abolished, valid = (values.at(place._replace(column=name)) for name in ("issued", "abolished", "valid"))
        return (valid or 0) - (issued or 0) + (abolished or 0)
    return 0 if place.column == "change" else values.at(place) or 0


SETTINGS = (
    Setting("printed totals", printed=True),
    Setting("computed totals"),
    Setting("computed totals, last year known", last_year=True),
    Setting("computed totals, with texts", texts=True),
)


@dataclass
class Tally:
    """The outcomes of some tries, and what looking for the wrong figures took."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def row(self, name: str) -> str:
        """A row of the table."""
        tried = sum(self.outcomes.values())
        broke = tried - self.outcomes["nothing breaks"]
        counts = " | ".join(str(self.outcomes[outcome]) for outcome in _OUTCOMES)
        share = f"{self.outcomes['right'] / broke:.0%}" if broke else ""
        most = quantiles(self.seconds, n=100)[-1] if len(self.seconds) > 1 else 0
        taken = f"{median(self.seconds or [0]) * 1000:.2f} | {most * 1000:.1f}"
        return f"| {name} | {tried} | {counts} | {share} | {taken} |"


def outcome_of(causes: Sequence[Cause], wrong: Mapping[Place, Number | None]) -> str:
    """How good the causes are, where some cells are wrong; ``wrong`` has the numbers that they should have."""
    confirmed = [cause.alternatives[0] for cause in causes if cause.certainty != "candidates"]
    if not all(_is_right(suspects, wrong) for suspects in confirmed):
        return "WRONG"
    first = [cause.alternatives[0] for cause in causes if cause.alternatives]
    listed = [suspects for cause in causes for suspects in cause.alternatives]
    for outcome, named in (("right", confirmed), ("first", first), ("among", listed)):
        if {suspect.place for suspects in named if _is_right(suspects, wrong) for suspect in suspects} == wrong.keys():
            return outcome
    if any(_is_right(suspects, wrong) for suspects in listed):
        return "in part"
    return "others" if listed else "nothing named"


def _is_right(suspects: Sequence[Suspect], wrong: Mapping[Place, Number | None]) -> bool:
    return all(one.place in wrong and one.suggested == wrong[one.place] for one in suspects)


def tried(report: Report, setting: Setting, mistakes: Sequence[Mistake], draw: Random) -> tuple[str, float, str] | None:
    """The outcome of some mistakes at random cells, the seconds, and what was wrong; None if they cannot be made."""
    filled = report.filled
    cells = report.seen_cells(setting)
    filled, wrong = report.filled, dict[Place, Number | None]()
    for mistake in mistakes:
        made = made_wrong(filled, draw.choice(cells), mistake, draw)
        if made is None or not wrong.keys().isdisjoint(made):
            return None
        wrong |= {cell: report.filled.number(cell) for cell in made}
        filled = filled.with_numbers(made)
    submission = report.submission(filled, setting)
    typed = {place: number for place, number in filled.totals.items() if number is not None} if setting.printed else {}
    values = Values(submission)
    stated = contradictions(submission, values)  # a check has looked for them already
    for _ in range(2):  # the first makes ready what files have in common
        began = time.process_time()
        causes = find_causes(submission, values, typed, stated)
        seconds = time.process_time() - began
    told = ", ".join(f"{cell} {right} -> {filled.number(cell)}" for cell, right in wrong.items())
    is_broken = causes or FigureState(submission, values, typed).broken
    outcome = outcome_of(causes, wrong) if is_broken else "nothing breaks"
    return outcome, seconds, f"{report.name}: {told}: {_named(causes)}"


def _named(causes: Sequence[Cause]) -> str:
    """The causes in short."""
    return "; ".join(
        f"{cause.certainty} of {cause.possible}: "
        + " or ".join(
            " and ".join(f"{one.place} {one.found} -> {one.suggested} {list(one.because)}" for one in suspects)
            for suspects in cause.alternatives
        )
        for cause in causes
    )


def measured(setting: Setting, count: int, tries: int, seed: int, misses: bool) -> Iterator[str]:
    """The rows of one setting: for each kind of mistake, so many at a time."""
    together = Tally()
    listed = [report for report in reports() if report.texts or not setting.texts]
    for mistake in MISTAKES:
        draw, tally = Random(f"{seed} {setting.name} {count} {mistake}"), Tally()
        for _ in range(tries * 100):
            if sum(tally.outcomes.values()) == tries:
                break
            others = [draw.choice(MISTAKES) for _ in range(count - 1)]
            result = tried(draw.choice(listed), setting, [mistake, *others], draw)
            if result is None:
                continue
            outcome, seconds, told = result
            for each in (tally, together):
                each.outcomes[outcome] += 1
                if outcome != "nothing breaks":
                    each.seconds.append(seconds)
            if misses and outcome in ("WRONG", "others", "in part", "nothing named"):
                print(f"{setting.name}, {mistake}, {outcome}: {told}", file=sys.stderr)
        yield tally.row(mistake)
    yield together.row("all")


def main() -> int:
    """Print a table for each setting and number of mistakes."""
    parser = argparse.ArgumentParser(description="Counts how often wrong figures are named.")
    parser.add_argument("--tries", type=int, default=200, help="of each kind of mistake (%(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="(%(default)s)")
    parser.add_argument("--mistakes", type=int, nargs="+", default=[1, 2], help="so many at a time (%(default)s)")
    parser.add_argument("--misses", action="store_true", help="list what was not found, on the error stream")
    chosen = parser.parse_args()
    for setting in SETTINGS:
        for count in chosen.mistakes:
            print(f"\n{setting.name}, mistakes at a time: {count}\n")
            print(f"| mistake | tries | {' | '.join(_OUTCOMES)} | right | ms | 99 % |")
            print(f"|---|--:|{'--:|' * len(_OUTCOMES)}--:|--:|--:|")
            for row in measured(setting, count, chosen.tries, chosen.seed, chosen.misses):
                print(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
