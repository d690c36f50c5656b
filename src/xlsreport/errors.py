"""The errors that a caller of the library can meet: one family, below :class:`XlsreportError`.

An error that is a sentence and nothing else is declared here. One that carries data of a room (the problems of a
definition, the discrepancies of a rendering) is declared beside that data. All of them are exported by ``xlsreport``.
"""

from __future__ import annotations

from collections.abc import Iterable


class PortableError(Exception):
    """An error that is the same in another process, whatever it holds."""

    def __reduce__(self) -> tuple[object, ...]:
        # Python alone would call ``__init__`` with the sentence, and with nothing of what the error holds.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[PortableError], arguments: tuple[object, ...], held: dict[str, object]) -> PortableError:
    error = kind.__new__(kind)
    error.args = arguments
    error.__dict__.update(held)
    return error


class XlsreportError(PortableError):
    """Anything that the user of the library or of the command can mend; ``str()`` says what, in the user's language."""

    def lines(self) -> list[str]:
        """What it says, a line for each thing to mend. Line breaks that came in with names are taken out."""
        return [str(self).replace("\n", " ")]


class SeveralProblemsError(XlsreportError):
    """Something with several mistakes.

    Args:
        problems: a sentence for each.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))

    def lines(self) -> list[str]:
        """The sentences, of which each is one line whatever names stand in it."""
        return [problem.replace("\n", " ") for problem in self.problems]


class EntriesError(SeveralProblemsError):
    """Entries that do not fit the definition; ``problems`` has a sentence for each."""


class PackageError(XlsreportError):
    """A Data Package that cannot be read back, or reports that cannot be put into one."""


class RosterError(SeveralProblemsError):
    """A list that cannot serve as a roster; ``problems`` has a sentence for each mistake."""


class WorkbookError(XlsreportError):
    """A workbook that cannot be written as asked: something does not fit into a cell or a sheet."""


class RejectedWorkbookError(XlsreportError):
    """A file that cannot be read as a filled workbook.

    Args:
        sentence: why, and what to do.
        definition: the name of the report definition that the file states, where it states one.
    """

    def __init__(self, sentence: str, definition: str | None = None) -> None:
        super().__init__(sentence)
        self.definition = definition


class PreviousError(XlsreportError):
    """A submission that cannot serve as last year's."""


class MigrationError(XlsreportError):
    """A submission that cannot be moved into another form."""


class FormatError(XlsreportError):
    """An output format that there is no renderer for."""


class UnknownNameError(XlsreportError, KeyError):
    """The name of a language, kind of body, section or page style that there is not; also a ``KeyError``."""

    def __str__(self) -> str:
        return Exception.__str__(self)  # a KeyError would put the sentence between quotation marks


class RenderingError(XlsreportError):
    """A document that this computer cannot make in a format, for lack of a font or a program."""


class StyleError(XlsreportError):
    """A document whose styles cannot be taken over."""


class SiteError(XlsreportError):
    """A statement about the site that publishes the report which cannot be used."""


class PicturesError(XlsreportError):
    """Something that drawing charts needs and that is not installed."""


class EngineError(XlsreportError):
    """There is no prepared browser engine, or it cannot be used or prepared."""


class PublicationError(XlsreportError):
    """A published report that cannot be read, or that is none of the definition."""


class SolverError(XlsreportError):
    """The solver that analyses rules is not installed."""


class OutputError(XlsreportError):
    """A file that cannot be written."""


class RoundError(XlsreportError):
    """A folder that is no round, or something about a round that cannot be done."""


class OpenFileError(RoundError):
    """A file that is to be replaced is open in another program, and is as it was; everything else can be written."""


class LedgerError(XlsreportError):
    """The ledger of a round cannot be opened or written."""


class MomentError(XlsreportError):
    """A time of arrival that cannot be understood or believed."""
