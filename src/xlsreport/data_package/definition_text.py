"""The definition of a package, as one YAML text for which no other file is needed."""

from __future__ import annotations

from pathlib import Path

from xlsreport.definition.loading.definition_loading import self_contained_text
from xlsreport.definition.loading.regular_file import MAX_TEXT_MEGABYTES, read_regular_file
from xlsreport.definition.loading.shipped_definitions import shipped_path


def definition_text(source: str | Path) -> str:
    """A definition with all that it extends and the files that it names.

    Args:
        source: the name of a shipped definition, or the path of a YAML file.

    Raises:
        DefinitionError: it cannot be read.
    """
    text = self_contained_text(source)
    if text is not None:
        return text
    return read_regular_file(shipped_path(str(source)) or Path(source), MAX_TEXT_MEGABYTES).decode("utf-8-sig")
