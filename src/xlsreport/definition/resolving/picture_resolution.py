"""Binds what pictures show to the figures of the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsreport.definition.declaration import Bar, Declaration, Picture
from xlsreport.definition.definition import BoundPicture
from xlsreport.definition.problems import Path, Problem, in_expression, near_miss
from xlsreport.definition.rule_language.binding import Binder
from xlsreport.definition.rule_language.expression import Expression, ExpressionError, figures_in
from xlsreport.definition.rule_language.name_look_up import Scope
from xlsreport.definition.rule_language.rule_parser import parse_total
from xlsreport.definition.rule_language.table_names import TableNames

MAX_BARS = 18
"""Bars and headings of groups that fit on a page, with last year's bars beside them and labels of one line."""


def bind_pictures(
    declaration: Declaration, names: Mapping[str, TableNames]
) -> tuple[tuple[BoundPicture, ...], list[Problem]]:
    """Every picture with its expressions over figures, and the problems of those that cannot be bound."""
    problems: list[Problem] = []
    bound = []
    for number, picture in enumerate(declaration.pictures):
        path: Path = ("pictures", number)
        problems += _of_picture(path, picture, names)
        groups = []
        for position, group in enumerate(picture.groups):
            here = (*path, "groups", position, "bars")
            groups.append(tuple(_bound(here, group.bars, names, problems)))
        bound.append(BoundPicture(picture, tuple(groups)))
    return tuple(bound), problems


def _of_picture(path: Path, picture: Picture, tables: Mapping[str, TableNames]) -> Iterator[Problem]:
    if picture.after not in tables:
        yield Problem(
            (*path, "after"), "unknown_name", {"name": picture.after}, suggestion=near_miss(picture.after, tables)
        )
    count = sum(1 + len(group.bars) for group in picture.groups)
    if count > MAX_BARS:
        yield Problem((*path, "groups"), "too_many_bars", {"count": count, "limit": MAX_BARS})


def _bound(
    path: Path, bars: tuple[Bar, ...], names: Mapping[str, TableNames], problems: list[Problem]
) -> Iterator[Expression]:
    for number, bar in enumerate(bars):
        try:
            yield _expression(bar.figure, names)
        except ExpressionError as error:
            problems.append(in_expression((*path, number, "figure"), bar.figure, error))


def _expression(source: str, names: Mapping[str, TableNames]) -> Expression:
    tree = Binder(names, Scope()).expression(parse_total(source))
    figures = list(figures_in(tree))
    if not figures:
        raise ExpressionError("bar_without_figure", 0, len(source))
    if any(figure.previous for figure in figures):
        raise ExpressionError("bar_of_previous", 0, len(source))
    return tree
