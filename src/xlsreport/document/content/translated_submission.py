"""A submission whose report is printed in another language than its workbook is in."""

from __future__ import annotations

from dataclasses import replace

from xlsreport.definition.translation.translating import in_language
from xlsreport.submission.submission import Submission, printed_fields


def submission_in(submission: Submission, tag: str) -> Submission:
    """What was reported, with the words of the form in a language; what the agency wrote stays as it is.

    Raises:
        KeyError: the definition has no translation into it.
    """
    definition = in_language(submission.definition, tag)
    fields = {**submission.fields, **printed_fields(definition, submission.field_entries)}
    return replace(submission, definition=definition, fields=fields)
