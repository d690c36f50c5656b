"""``xlsreport templates``: which report definitions there are."""

from __future__ import annotations

from xlsreport.cli.common_options import echo_json, format_option, user_messages
from xlsreport.cli.localised_command import command
from xlsreport.cli.printable import echo_line


@command()
@format_option
def templates(format_: str) -> None:
    """List the report definitions that ship with xlsreport."""
    from xlsreport.definition.loading.definition_loading import load_definition
    from xlsreport.definition.loading.shipped_definitions import shipped_names

    named = [(name, load_definition(name).declaration) for name in shipped_names()]
    if format_ == "json":
        echo_json(
            [
                {
                    "definition": n,
                    "name": d.name,
                    "language": d.language,
                    "translations": [one for one in d.languages if one != d.language],
                }
                for n, d in named
            ]
        )
        return
    for name, declaration in named:
        echo_line(f"{name}  {declaration.name}")
    echo_line(user_messages()("command.templates_use"))
