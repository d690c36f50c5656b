"""Words of the form's own labels in texts: they say what is counted, and nothing besides."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from xlsreport.definition.definition import Definition
from xlsreport.definition.rule_language.expression import Expression, figures_in
from xlsreport.letter_case import lowered
from xlsreport.messages import separates_words

Line = tuple[str, str, str]
"""A row or a column of a table: which of the two, the table, and its id."""

_LENGTH = 5
"""Letters of a label that are known again: texts shorten labels, and 本机关不掌 stands in one label only."""
_SHORT = 4
"""Letters of a label that has no more; one that has fewer is an ordinary word."""
_MANY = 3
"""Labels which, if they share some letters, are not known by them: 政府信息公开申请."""
_NUMBERING = re.compile(r"^(?:[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．])")
_NEAR = re.compile("[^，。；、0-9]{0,8}")
"""How far behind a label words may stand that make it an instance of what is counted: 因本机关不掌握等无法提供6件."""
_REMARK = re.compile("[（(][^（()）]*[)）]")


class FormLabels:
    """The labels of a definition's tables, to be found in texts that shorten and punctuate them.

    Args:
        lines_of: the rows or columns that each label heads.
        whole: whether a label is only known as a whole, as in languages that part words by blanks.
    """

    def __init__(self, lines_of: Mapping[str, Set[Line]], *, whole: bool) -> None:
        self._pieces: dict[int, dict[str, set[Line]]] = {}
        found = [(piece, lines) for label, lines in lines_of.items() for piece in _pieces(label, whole=whole)]
        shared = Counter(piece for piece, _ in found)
        for piece, lines in found:
            if shared[piece] < _MANY:
                self._pieces.setdefault(len(piece), {}).setdefault(piece, set()).update(lines)

    def spans(self, text: str) -> Sequence[tuple[int, int]]:
        """From where to where words of labels stand in a text."""
        return joined((begin, end) for begin, end, _ in self._found_in(text))

    def cut_at(self, text: str, position: int, lines: Set[Line]) -> str:
        """The words of a label in the middle of which a position is; empty where the label heads one of some lines."""
        begin = max(0, position - 2 * _LENGTH)
        nearby = text[begin : position + 2 * _LENGTH]
        for start, end, found in self._found_in(nearby):
            if start < position - begin < end and not found & lines:
                return nearby[start:end]
        return ""

    def names_row(self, text: str, lines: Set[Line], *, long: bool = False) -> bool:
        """Whether a text has words of a label that heads a row among some rows and columns; those of columns, such as
        自然人, other texts have too, and so are those of four letters such as 予以公开 unless they must be ``long``.
        """
        rows = {line for line in lines if line[0] == "row"}
        return any(found & rows and (not long or end - begin > _SHORT) for begin, end, found in self._found_in(text))

    def narrower_in(self, text: str, lines: Set[Line], such: re.Pattern[str] | None = None, besides: str = "") -> str:
        """The words of a label by which a text says that it speaks of only some of several rows or columns.

        One that is only an instance, with ``such`` words behind it as in 因本机关不掌握等无法提供6件, does not say so;
        it does if the rest of the sentence, ``besides``, tells of others of these rows.
        """
        for begin, end in self._narrower_in(text, lines):
            near = _NEAR.match(text, end)
            is_instance = near is not None and such is not None and such.search(text, *near.span())
            if not is_instance or next(self._narrower_in(besides, lines), None):
                return text[begin:end]
        return ""

    def _narrower_in(self, text: str, lines: Set[Line]) -> Iterator[tuple[int, int]]:
        for begin, end, found in self._found_in(text):
            alike = {line[:2] for line in found}
            if found & lines and not {line for line in lines if line[:2] in alike} <= found:
                yield begin, end

    def _found_in(self, text: str) -> Iterator[tuple[int, int, Set[Line]]]:
        places = [place for place, letter in enumerate(text) if letter.isalnum()]
        letters = lowered("".join(text[place] for place in places))
        for length, pieces in self._pieces.items():
            for first in range(len(letters) - length + 1):
                lines = pieces.get(letters[first : first + length])
                if lines is not None:
                    yield places[first], places[first + length - 1] + 1, lines


def joined(spans: Iterable[tuple[int, int]]) -> Sequence[tuple[int, int]]:
    """Spans in their order, those that overlap or touch as one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def labels_of(definition: Definition) -> FormLabels:
    """The labels of a definition's tables."""
    lines_of: dict[str, set[Line]] = {}
    for place, facts in definition.places.items():
        for label in facts.row_labels:
            lines_of.setdefault(label, set()).add(("row", place.table, place.row))
        for label in facts.column_labels:
            lines_of.setdefault(label, set()).add(("column", place.table, place.column))
    return FormLabels(lines_of, whole=separates_words(definition.writing))


def remarks_of(definition: Definition) -> frozenset[str]:
    """What the labels have in brackets, without the brackets."""
    labels = {label for facts in definition.places.values() for label in (*facts.row_labels, *facts.column_labels)}
    return frozenset(remark[1:-1] for label in labels for remark in _REMARK.findall(_NUMBERING.sub("", label)))


def lines_named_in(expressions: Iterable[Expression]) -> frozenset[Line]:
    """The rows and columns of the figures that some expressions name."""
    places = [figure.place for tree in expressions for figure in figures_in(tree)]
    rows: set[Line] = {("row", place.table, place.row) for place in places}
    return frozenset(rows | {("column", place.table, place.column) for place in places})


def _pieces(label: str, *, whole: bool) -> Iterator[str]:
    """The runs of letters by which a label is known, in lower case."""
    plain = _REMARK.sub("", _NUMBERING.sub("", label))
    letters = lowered("".join(letter for letter in plain if letter.isalnum()))
    if len(letters) == _SHORT or (whole and len(letters) > _SHORT):
        yield letters
    elif not whole:
        yield from dict.fromkeys(letters[begin : begin + _LENGTH] for begin in range(len(letters) - _LENGTH + 1))
