"""``xlsreport describe``: every place, text and rule of a definition, with where it stands in the workbook."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from xlsreport.cli.body_options import body_option, form_for_kind
from xlsreport.cli.common_options import definition_argument, echo_json, format_option, user_messages
from xlsreport.cli.localised_command import command
from xlsreport.cli.printable import echo_line
from xlsreport.cli.translations.language_options import in_chosen_language, language_option
from xlsreport.messages import Messages
from xlsreport.values import number_text, plain_number


@command()
@definition_argument
@body_option
@language_option
@format_option
def describe(definition: str, body: str | None, language: str | None, format_: str) -> None:
    """Describe DEFINITION: names for --entries and rules, labels, kinds, sheets and cells."""
    from xlsreport.cli.report_commands.described_definition import describe_definition
    from xlsreport.definition.loading.definition_loading import load_definition

    loaded = in_chosen_language(load_definition(definition, user_messages()), language, user_messages())
    loaded = form_for_kind(loaded, body, user_messages()) if body else loaded
    description = describe_definition(loaded)
    if format_ == "json":
        echo_json(description)
    else:
        _print(description, loaded.messages)


def _print(description: dict[str, Any], messages: Messages) -> None:
    if (deadline := description["deadline"]) is not None:
        _print_part("deadline", [", ".join(f"{key}: {number}" for key, number in deadline.items())], messages)
    _print_part("places", (_place(place, messages) for place in description["places"]), messages)
    for each in description["lists"]:
        _print_list(each, messages)
    texts = [f"{text['section']}  {text['sheet']}!{text['cells']}{_for_whom(text)}" for text in description["texts"]]
    texts += [f"{one['comment']}  {one['sheet']}!{one['cell']}  {one['label']}" for one in description["comments"]]
    _print_part("texts", texts, messages)
    fields = (
        f"{one['field']}  {one['sheet']}!{one['cell']}  {one['label']}{_for_whom(one)}" for one in description["fields"]
    )
    _print_part("fields", fields, messages)
    nil = (f"{one['table']}.nil_return  {one['sheet']}!{one['cell']}" for one in description["nil_returns"])
    _print_part("nil", nil, messages)
    comma = messages("wording.comma")
    bodies = (
        "  ".join((kind["id"], kind["label"], comma.join((*kind["categories"], *kind["names"]))))
        for kind in description["bodies"]
    )
    _print_part("bodies", bodies, messages)
    _print_part("rules", (_rule(rule, messages) for rule in description["rules"]), messages)
    _print_part("claims", (_claim(claim, messages) for claim in description["claims"]), messages)
    mentions = (f"{one['id']}  {one['section']}  {one['statement']}" for one in description["mentions"])
    _print_part("mentions", mentions, messages)


def _print_part(name: str, lines: Iterable[str], messages: Messages) -> None:
    """A heading with the lines below it; nothing where there are none."""
    found = list(lines)
    if found:
        echo_line(messages(f"command.describe_{name}"))
    for line in found:
        echo_line(f"  {line}")


def _place(place: dict[str, Any], messages: Messages) -> str:
    kind = messages("command.computed") if place["computed"] else messages(f"kind.{place['kind']}")
    labels = " | ".join((" / ".join(place["row_labels"]), " / ".join(place["column_labels"])))
    return f"{place['place']}  {place['sheet']}!{place['cell']}  {kind}  {labels}{_for_whom(place)}"


def _rule(rule: dict[str, Any], messages: Messages) -> str:
    severity = messages(f"severity.{rule['severity']}")
    limits = f"  {_limits(rule['explain_change'], messages)}" if rule["explain_change"] else ""
    return f"{rule['id']}  {severity}  {rule['statement']}{limits}{_for_whom(rule)}  {len(rule['places'])}"


def _claim(claim: dict[str, Any], messages: Messages) -> str:
    severity = messages(f"severity.{claim['severity']}")
    return f"{claim['id']}  {severity}  {claim['statement']}  {claim['figures']}  {len(claim['places'])}"


def _print_list(described: dict[str, Any], messages: Messages) -> None:
    words = {"list": described["list"], "sheet": described["sheet"], "most": described["most"]}
    echo_line(messages("command.describe_list", **words))
    for column in described["columns"]:
        kind = messages("command.computed") if column["computed"] else messages(f"kind.{column['kind']}")
        echo_line(f"  {column['column']}  {column['cell']}  {kind}  {' / '.join(column['column_labels'])}")
    for rule in described["rules"]:
        echo_line(f"  {rule['id']}  {messages('severity.' + rule['severity'])}  {rule['statement']}")


def _for_whom(described: dict[str, Any]) -> str:
    """The kinds of bodies that something is for, in brackets, where not all are."""
    return f"  [{', '.join(described['bodies'])}]" if described["bodies"] else ""


def _limits(change: dict[str, Any], messages: Messages) -> str:
    """The limits of a change in words, such as more than 30% and at least 20."""
    key = "share" if change["more_than"] is not None else "times"
    numbers = {name: number_text(plain_number(Decimal(str(change[name] or 0)))) for name in ("times", "at_least")}
    return messages(f"command.describe_change_{key}", share=change["more_than"], **numbers)
