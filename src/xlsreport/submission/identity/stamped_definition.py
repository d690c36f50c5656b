"""The definition that the stamp of a workbook names, in its form and language."""

from __future__ import annotations

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.definition.loading.shipped_definitions import shipped_path
from xlsreport.definition.translation.translating import in_language
from xlsreport.definition.variation.variant import variant_of
from xlsreport.errors import RejectedWorkbookError
from xlsreport.messages import Messages
from xlsreport.submission.identity.stamp import FORMAT_VERSION, Stamp

_LOADED: dict[str, Definition] = {}


def stamped_definition(stamp: Stamp, given: Definition | None, messages: Messages) -> Definition:
    """The definition that a workbook was made from, with the parts and in the language that its stamp states.

    Args:
        stamp: of the workbook.
        given: what the user says that it was made from; other editions are told from it by the stamp.
        messages: the language of refusals.

    Raises:
        RejectedWorkbookError: it is not known, or has no such parts or words.
    """
    definition = _in_its_language(stamp, _definition_for(stamp, given, messages), messages)
    return _form_of(stamp, definition, messages)


def _definition_for(stamp: Stamp, given: Definition | None, messages: Messages) -> Definition:
    """The definition that a stamp names; one that differs in wording only is as good."""
    if stamp.version > FORMAT_VERSION:
        raise RejectedWorkbookError(messages("rejected.newer", version=stamp.version), stamp.definition)
    if given is not None and given.name == stamp.definition:
        return given
    if stamp.definition not in _LOADED and shipped_path(stamp.definition) is None:
        if given is not None:
            sentence = messages("rejected.other_definition", name=stamp.definition, given=given.name)
            raise RejectedWorkbookError(sentence, stamp.definition)
        sentence = messages("rejected.unknown_definition", name=stamp.definition)
        raise RejectedWorkbookError(sentence, stamp.definition)
    return shipped_definition(stamp.definition)


def _form_of(stamp: Stamp, definition: Definition, messages: Messages) -> Definition:
    """The definition with the parts that the workbook's kind of body is asked for, where the stamp names one."""
    if not definition.bodies.keys() >= set(stamp.variant):
        sentence = messages("rejected.unknown_variant", name=stamp.definition, kinds=", ".join(stamp.variant))
        raise RejectedWorkbookError(sentence, stamp.definition)
    return variant_of(definition, stamp.variant)


def _in_its_language(stamp: Stamp, definition: Definition, messages: Messages) -> Definition:
    """The definition in the words of a workbook."""
    if stamp.language and stamp.language not in definition.locales:
        sentence = messages("rejected.no_translation", name=definition.name, language=stamp.language)
        raise RejectedWorkbookError(sentence, stamp.definition)
    return in_language(definition.whole or definition, stamp.language or definition.locales[0])


def shipped_definition(name: str) -> Definition:
    """A shipped definition, loaded once however many workbooks are read."""
    if name not in _LOADED:
        _LOADED[name] = load_definition(name)
    return _LOADED[name]
