"""Last year's figures and texts of an agency that took over others: those of all of them together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsreport.definition.combining import combination_by_place
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.round.combined_figures import combine, stated
from xlsreport.submission.submission import PreviousTexts, PreviousValue


def merged_figures(
    definition: Definition, of_each: Sequence[Mapping[Place, PreviousValue]]
) -> Mapping[Place, PreviousValue]:
    """The figures of several bodies as those of one.

    A figure is there only where each of them has it, since a part of a sum would be taken for the whole, and where the
    definition says that figures of several bodies may be combined. Lines of lists stand one after the other; a list
    that has more of them together than it has room for has none, so that nothing is compared.
    """
    if len(of_each) == 1:
        return of_each[0]
    how = combination_by_place(definition)
    found: dict[Place, PreviousValue] = {}
    for place in of_each[0]:
        values = [figures.get(place) for figures in of_each]
        if place in how and (together := stated(combine(how[place], values))) is not None:
            found[place] = together
    for name in definition.carried:
        found |= _lines(definition, name, of_each)
    return found


def _lines(
    definition: Definition, name: str, of_each: Sequence[Mapping[Place, PreviousValue]]
) -> Mapping[Place, PreviousValue]:
    """Last year's lines of a list, numbered through; none where there is no room for all."""
    found: dict[Place, PreviousValue] = {}
    before = 0
    for figures in of_each:
        lines = {
            place: value for place, value in figures.items() if place.table == name and definition.is_carried(place)
        }
        found |= {place._replace(row=str(before + int(place.row))): value for place, value in lines.items()}
        before += max((int(place.row) for place in lines), default=0)
    return found if before <= definition.lines[name].shape.most else {}


def merged_texts(of_each: Sequence[PreviousTexts]) -> PreviousTexts:
    """The paragraphs of several bodies, section by section, in the name of the first."""
    sections: dict[str, tuple[str, ...]] = {}
    for texts in of_each:
        for section, paragraphs in texts.sections.items():
            sections[section] = (*sections.get(section, ()), *paragraphs)
    return PreviousTexts(of_each[0].agency, sections)
