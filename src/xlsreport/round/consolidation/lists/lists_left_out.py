"""Lists whose lines of all agencies together are more than a workbook has room for: none of them is in it.

A part of them would look like all. So the list is left blank, which the report says wherever it goes, and all lines are
in a file beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlsreport.data_package.csv_tables import CsvValue, Row, csv_bytes
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.messages import Messages
from xlsreport.round.consolidation.consolidating import Consolidation
from xlsreport.round.consolidation.contributions import Contribution
from xlsreport.round.consolidation.lists.joined_lists import joined_counts
from xlsreport.round.files.safe_filenames import safe_name
from xlsreport.round.folder import Round
from xlsreport.submission.submission import Line
from xlsreport.values import typed_text


def long_lists(result: Consolidation) -> Mapping[str, int]:
    """The lists with more lines together than there is room for, and how many they have."""
    counts = joined_counts(result.form, result.contributions)
    return {name: count for name, count in counts.items() if count > result.form.lines[name].shape.most}


def list_file_name(round_: Round, result: Consolidation, name: str) -> str:
    """``0-示例县-2025年度报告-汇总-拨款.csv``: how the file with all lines of a list is called."""
    parent, agency = result.scope.parent, result.scope.agency
    words = {
        "who": f"{parent.code}-{agency}" if parent else agency,
        "year": round_.in_names,
        "list": _called(result.form, name),
    }
    return f"{safe_name(round_.messages('consolidate.list_file', **words))}.csv"


def long_list_sentences(round_: Round, result: Consolidation) -> Iterator[str]:
    """A sentence for each list that is left out, with the file that has it."""
    for name, count in long_lists(result).items():
        words = {"list": _called(result.form, name), "count": count, "most": result.form.lines[name].shape.most}
        file = list_file_name(round_, result, name)
        yield round_.messages("consolidate.list_left_out", **words, file=file)


def list_files(round_: Round, result: Consolidation) -> Mapping[str, bytes]:
    """The files of lists that are left out, by their names: every line, with the agency in front."""
    return {
        list_file_name(round_, result, name): csv_bytes(
            _headings(result.form, name, round_.messages), _rows(result, name)
        )
        for name in long_lists(result)
    }


def _lines(contribution: Contribution, name: str) -> Sequence[Line]:
    return contribution.read.lines.get(name, ())


def _called(form: Definition, name: str) -> str:
    return form.lists[name].title or name


def _entered(form: Definition, name: str) -> list[Place]:
    return [place for place, facts in form.lines[name].places.items() if not facts.computed]


def _headings(form: Definition, name: str, messages: Messages) -> list[str]:
    """Labels, by which ``new --lines`` finds the columns again."""
    places = form.lines[name].places
    own = [messages(f"consolidate.list_{key}") for key in ("code", "agency", "line")]
    return [*own, *(" / ".join(filter(None, places[place].column_labels)) for place in _entered(form, name))]


def _rows(result: Consolidation, name: str) -> Iterator[Row]:
    places = result.form.lines[name].places
    for one in result.contributions:
        for line in _lines(one, name):
            values: list[CsvValue] = []
            for place in _entered(result.form, name):
                entry = line.entries.get(place)
                figure = None if entry is None else entry.figure(places[place].kind)
                values.append(typed_text(entry.typed) if entry is not None and figure is None else figure)
            agency = one.state.agency
            yield (agency.code, agency.name, line.number, *values)
