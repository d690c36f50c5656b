"""Tables of which only a run of letters and digits is left: 规章000行政规范性文件5426.

Such a run may be parted in many ways, and none of them is certain. It is only told, so that nobody looks for a table.
"""

from __future__ import annotations

import re

from xlsreport.definition.definition import Definition
from xlsreport.letter_case import caseless
from xlsreport.published.matching.labels.expected_labels import ExpectedBlock, expected_blocks
from xlsreport.published.matching.labels.label_wording import wording_of
from xlsreport.published.publication.publication import Paragraph, Publication
from xlsreport.submission.label_normalising import normalise_label

_LEAST_LENGTH = 25
"""Characters of a paragraph that may hold the labels and figures of a table."""


def glued_tables(publication: Publication, definition: Definition) -> frozenset[str]:
    """The tables whose labels stand in running text with digits right behind them."""
    texts = [block.text for block in publication.blocks if isinstance(block, Paragraph)]
    running = [caseless(normalise_label(text)) for text in texts if len(text) >= _LEAST_LENGTH]
    blocks = expected_blocks(definition) if running else ()
    return frozenset(block.table for block in blocks if any(_is_glued(block, text) for text in running))


def _is_glued(block: ExpectedBlock, text: str) -> bool:
    """Whether two labels stand in a text with nothing but digits between them, and one has digits right behind it."""
    labels = (label for each in (block.row_labels, block.column_labels) for label in each)
    cores = {wording.core for label in labels for words in label.words if (wording := wording_of(words)) is not None}
    label = f"(?:{'|'.join(map(re.escape, sorted(cores, key=len, reverse=True)))})"
    return re.search(rf"{label}\d*{label}", text) is not None and re.search(rf"{label}\d", text) is not None
