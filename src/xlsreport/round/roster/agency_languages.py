"""In which of a definition's languages an agency of the roster gets its workbook."""

from __future__ import annotations

from xlsreport.definition.definition import Definition
from xlsreport.errors import RoundError
from xlsreport.messages.locales import locale_named
from xlsreport.round.roster.agencies import Agency


def locale_for(agency: Agency, definition: Definition) -> str:
    """The language of an agency's workbook: that which the roster names, else the definition's own.

    Raises:
        RoundError: the definition is not translated into it.
    """
    locales = definition.locales
    named = locale_named(agency.language, locales) if agency.language else locales[0]
    if named is None:
        messages = definition.messages
        said = {"language": agency.language, "agency": agency.name, "own": locales[0]}
        raise RoundError(messages("round.unknown_language", **said, known=messages("command.comma").join(locales)))
    return named
