"""``xlsreport describe``: every place, text and rule of a definition, with where it stands in the workbook."""

from __future__ import annotations

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
        echo_line(messages("command.describe_deadline"))
        echo_line(f"  {', '.join(f'{key}: {number}' for key, number in deadline.items())}")
    echo_line(messages("command.describe_places"))
    for place in description["places"]:
        kind = messages("command.computed") if place["computed"] else messages(f"kind.{place['kind']}")
        labels = " | ".join((" / ".join(place["row_labels"]), " / ".join(place["column_labels"])))
        echo_line(f"  {place['place']}  {place['sheet']}!{place['cell']}  {kind}  {labels}{_for_whom(place)}")
    for each in description["lists"]:
        _print_list(each, messages)
    echo_line(messages("command.describe_texts"))
    for text in description["texts"]:
        echo_line(f"  {text['section']}  {text['sheet']}!{text['cells']}{_for_whom(text)}")
    for comment in description["comments"]:
        echo_line(f"  {comment['comment']}  {comment['sheet']}!{comment['cell']}  {comment['label']}")
    echo_line(messages("command.describe_fields"))
    for field in description["fields"]:
        echo_line(f"  {field['field']}  {field['sheet']}!{field['cell']}  {field['label']}{_for_whom(field)}")
    echo_line(messages("command.describe_nil"))
    for nil in description["nil_returns"]:
        echo_line(f"  {nil['table']}.nil_return  {nil['sheet']}!{nil['cell']}")
    if description["bodies"]:
        echo_line(messages("command.describe_bodies"))
    for kind in description["bodies"]:
        comma = messages("wording.comma")
        echo_line("  " + "  ".join((kind["id"], kind["label"], comma.join((*kind["categories"], *kind["names"])))))
    echo_line(messages("command.describe_rules"))
    for rule in description["rules"]:
        severity = messages(f"severity.{rule['severity']}")
        limits = f"  {_limits(rule['explain_change'], messages)}" if rule["explain_change"] else ""
        echo_line(f"  {rule['id']}  {severity}  {rule['statement']}{limits}{_for_whom(rule)}  {len(rule['places'])}")
    if description["claims"]:
        echo_line(messages("command.describe_claims"))
    for claim in description["claims"]:
        severity = messages(f"severity.{claim['severity']}")
        echo_line(f"  {claim['id']}  {severity}  {claim['statement']}  {claim['figures']}  {len(claim['places'])}")
    if description["mentions"]:
        echo_line(messages("command.describe_mentions"))
    for mention in description["mentions"]:
        echo_line(f"  {mention['id']}  {mention['section']}  {mention['statement']}")


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
