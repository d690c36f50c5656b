"""The rules of a round as lines for a terminal: those that were broken, and those that never were."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.cli.text_columns import aligned_table, hanging_lines
from xlsreport.messages import Messages
from xlsreport.round.status.rule_counts import RuleCount, never_broken

_COLUMNS = ("rule", "rule_agencies", "rule_files", "rule_open", "explained", "rule_unchecked")


def rule_table(counts: Sequence[RuleCount], messages: Messages, width: int) -> Iterator[str]:
    """What was broken by most agencies first, then what no file broke with what it demands."""
    never = never_broken(counts)
    broken = sorted((count for count in counts if count.files), key=lambda count: -count.agencies)
    if broken:
        yield messages("status.rules_broken")
        rows = [(one.rule, one.agencies, one.files, one.open, one.explained, one.unchecked or "") for one in broken]
        yield from aligned_table([messages(f"status.{column}") for column in _COLUMNS], rows)
    yield messages("status.rules_never", count=len(never))
    for one in never:
        unchecked = messages("status.rule_unchecked_in", count=one.unchecked) if one.unchecked else ""
        yield from hanging_lines(f"  {one.rule}  {one.statement}{unchecked}", width)
