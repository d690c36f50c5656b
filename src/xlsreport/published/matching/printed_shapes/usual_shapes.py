"""PUBLICATION → PUBLICATION: tables in shapes that the form does not have, laid out anew where that is certain.

What comes out is read like any other table, so that every rule about what is certain holds for it, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from xlsreport.definition.definition import Definition
from xlsreport.messages import Messages
from xlsreport.published.matching.printed_shapes.bilingual_labels import in_one_language
from xlsreport.published.matching.printed_shapes.folded_tables import unfolded
from xlsreport.published.matching.printed_shapes.known_labels import KnownLabels
from xlsreport.published.matching.printed_shapes.turned_lists import turned_list, with_joined_cards
from xlsreport.published.matching.printed_shapes.year_columns import of_one_year
from xlsreport.published.publication.publication import Block, Publication, PublishedTable

Shape = Callable[[PublishedTable, KnownLabels], PublishedTable | None]


def in_usual_shapes(
    publication: Publication, definition: Definition, year: int | None, messages: Messages
) -> tuple[Publication, Sequence[str]]:
    """A publication with its tables as the form has them, and a sentence for each that was laid out anew.

    Args:
        publication: what was published.
        definition: whose labels tell in which shape a table is.
        year: that the report is about; None where it is not known, or a year has several periods.
        messages: the sentences of the user's language.
    """
    known = KnownLabels(definition)
    notes: list[str] = []
    shapes: list[tuple[str, Shape]] = [("bilingual", in_one_language)]
    if year is not None:
        shapes.append(("years", lambda table, known: of_one_year(table, year, known)))
    blocks = [_relaid(block, shapes, known, notes, messages, year) for block in publication.blocks]
    blocks, cards = with_joined_cards(blocks, known)
    notes += [messages("shape.cards", tables=messages("wording.comma").join(map(str, each))) for each in cards]
    later: list[tuple[str, Shape]] = [("turned", turned_list), ("folded", unfolded)]
    blocks = [_relaid(block, later, known, notes, messages, year) for block in blocks]
    return replace(publication, blocks=tuple(blocks)), notes


def _relaid(
    block: Block,
    shapes: Sequence[tuple[str, Shape]],
    known: KnownLabels,
    notes: list[str],
    messages: Messages,
    year: int | None,
) -> Block:
    """A table after some shapes, one after the other; a note for each that it was in."""
    if not isinstance(block, PublishedTable) or not block.exact_columns:
        return block
    for key, shape in shapes:
        found = shape(block, known)
        if found is not None:
            notes.append(messages(f"shape.{key}", table=block.number, year=year))
            block = found
    return block
