"""Locked Excel report templates with live checks: generated, read back, checked and rendered from one definition.

>>> from xlsreport import check, load_definition, new_submission
>>> definition = load_definition("cn-gov-info-disclosure/2021")
>>> submission = new_submission(definition, agency="示例县", year=2025, entries={"proactive.licensing.decisions": -1})
>>> [finding.cell for finding in check(submission) if finding.rule == "sign"]
['B9']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsreport.lazy_names import lazy_names

if TYPE_CHECKING:
    from xlsreport.checking.across_years import previous_figures as previous_figures
    from xlsreport.checking.claims.explanation.explaining import explain_text as explain_text
    from xlsreport.checking.claims.explanation.text_explanation import TextExplanation as TextExplanation
    from xlsreport.checking.findings import Finding as Finding
    from xlsreport.checking.findings import SuspectedFigure as SuspectedFigure
    from xlsreport.checking.findings import Verdict as Verdict
    from xlsreport.checking.findings import verdict_of as verdict_of
    from xlsreport.checking.replaced_entries import with_entries as with_entries
    from xlsreport.comparison.definition_difference import DefinitionChange as DefinitionChange
    from xlsreport.comparison.definition_difference import DefinitionDifferences as DefinitionDifferences
    from xlsreport.comparison.definition_difference import diff_definitions as diff_definitions
    from xlsreport.comparison.submission_comparing import diff_submissions as diff_submissions
    from xlsreport.comparison.submission_difference import Difference as Difference
    from xlsreport.comparison.submission_difference import SubmissionDifferences as SubmissionDifferences
    from xlsreport.data_package.definition_text import definition_text as definition_text
    from xlsreport.data_package.package_reading import load_package as load_package
    from xlsreport.data_package.packaging import PackagedReport as PackagedReport
    from xlsreport.data_package.packaging import package_files as package_files
    from xlsreport.data_package.packaging import packaged as packaged
    from xlsreport.definition.definition import Definition as Definition
    from xlsreport.definition.loading.definition_loading import load_definition as load_definition
    from xlsreport.definition.loading.definition_loading import parse_definition as parse_definition
    from xlsreport.definition.paper_sizes import PageStyleName as PageStyleName
    from xlsreport.definition.place import Place as Place
    from xlsreport.definition.problems import DefinitionError as DefinitionError
    from xlsreport.definition.rule_analysis.analysis_results import RuleAnalysis as RuleAnalysis
    from xlsreport.definition.rule_analysis.rule_analysing import analyse_rules as analyse_rules
    from xlsreport.definition.tables.rule_declaration import Severity as Severity
    from xlsreport.definition.translation.translating import in_language as in_language
    from xlsreport.definition.variation.variant import variant_of as variant_of
    from xlsreport.document.content.model import Document as Document
    from xlsreport.document.content.report_builder import build_document as build_document
    from xlsreport.document.docx.style_document import StyleDocument as StyleDocument
    from xlsreport.document.docx.style_loading import read_style_document as read_style_document
    from xlsreport.document.format_names import Format as Format
    from xlsreport.document.output_formats import render as render
    from xlsreport.document.proof.verification import UnfaithfulRenderingError as UnfaithfulRenderingError
    from xlsreport.document.proof.verification import verify as verify
    from xlsreport.errors import EngineError as EngineError
    from xlsreport.errors import EntriesError as EntriesError
    from xlsreport.errors import FormatError as FormatError
    from xlsreport.errors import LedgerError as LedgerError
    from xlsreport.errors import MigrationError as MigrationError
    from xlsreport.errors import MomentError as MomentError
    from xlsreport.errors import OpenFileError as OpenFileError
    from xlsreport.errors import OutputError as OutputError
    from xlsreport.errors import PackageError as PackageError
    from xlsreport.errors import PicturesError as PicturesError
    from xlsreport.errors import PreviousError as PreviousError
    from xlsreport.errors import PublicationError as PublicationError
    from xlsreport.errors import RejectedWorkbookError as RejectedWorkbookError
    from xlsreport.errors import RenderingError as RenderingError
    from xlsreport.errors import RosterError as RosterError
    from xlsreport.errors import RoundError as RoundError
    from xlsreport.errors import SeveralProblemsError as SeveralProblemsError
    from xlsreport.errors import SiteError as SiteError
    from xlsreport.errors import SolverError as SolverError
    from xlsreport.errors import StyleError as StyleError
    from xlsreport.errors import UnknownNameError as UnknownNameError
    from xlsreport.errors import WorkbookError as WorkbookError
    from xlsreport.errors import XlsreportError as XlsreportError
    from xlsreport.inspection.check_outcome import CheckOutcome as CheckOutcome
    from xlsreport.inspection.submission_check import check as check
    from xlsreport.messages import Messages as Messages
    from xlsreport.messages import messages_for as messages_for
    from xlsreport.migration.migrating import migrate as migrate
    from xlsreport.migration.migration_result import MigratedValue as MigratedValue
    from xlsreport.migration.migration_result import Migration as Migration
    from xlsreport.published.audit.audited_reports import Audit as Audit
    from xlsreport.published.audit.output.audit_json import audit_json as audit_json
    from xlsreport.published.audit.publications_audit import audit_publications as audit_publications
    from xlsreport.published.imported_report import ImportedReport as ImportedReport
    from xlsreport.published.imported_submission import submission_of as submission_of
    from xlsreport.published.report_import import import_report as import_report
    from xlsreport.published.report_import import import_report_bytes as import_report_bytes
    from xlsreport.round.consolidation.consolidating import RefusedConsolidationError as RefusedConsolidationError
    from xlsreport.spreadsheet.reading_cache import ReadingCache as ReadingCache
    from xlsreport.submission.entries_file import load_entries as load_entries
    from xlsreport.submission.entries_file import new_submission as new_submission
    from xlsreport.submission.submission import Entry as Entry
    from xlsreport.submission.submission import Submission as Submission
    from xlsreport.submission.workbook_reader import read_workbook as read_workbook
    from xlsreport.submission.workbook_reader import read_workbook_bytes as read_workbook_bytes
    from xlsreport.tabular.lines.lines_file import LoadedLines as LoadedLines
    from xlsreport.tabular.lines.lines_file import load_lines as load_lines
    from xlsreport.values import Number as Number
    from xlsreport.workbook.workbook_file import workbook_bytes as workbook_bytes
    from xlsreport.workbook.workbook_file import write_workbook as write_workbook

__version__ = "0.1.0"

_HOMES = {
    "checking.across_years": "previous_figures",
    "checking.claims.explanation.explaining": "explain_text",
    "checking.claims.explanation.text_explanation": "TextExplanation",
    "checking.findings": "Finding SuspectedFigure Verdict verdict_of",
    "checking.replaced_entries": "with_entries",
    "comparison.definition_difference": "DefinitionChange DefinitionDifferences diff_definitions",
    "comparison.submission_comparing": "diff_submissions",
    "comparison.submission_difference": "Difference SubmissionDifferences",
    "data_package.definition_text": "definition_text",
    "data_package.package_reading": "load_package",
    "data_package.packaging": "PackagedReport package_files packaged",
    "definition.definition": "Definition",
    "definition.loading.definition_loading": "load_definition parse_definition",
    "definition.paper_sizes": "PageStyleName",
    "definition.place": "Place",
    "definition.problems": "DefinitionError",
    "definition.rule_analysis.analysis_results": "RuleAnalysis",
    "definition.rule_analysis.rule_analysing": "analyse_rules",
    "definition.tables.rule_declaration": "Severity",
    "definition.translation.translating": "in_language",
    "definition.variation.variant": "variant_of",
    "document.content.model": "Document",
    "document.content.report_builder": "build_document",
    "document.docx.style_document": "StyleDocument",
    "document.docx.style_loading": "read_style_document",
    "document.format_names": "Format",
    "document.output_formats": "render",
    "document.proof.verification": "UnfaithfulRenderingError verify",
    "errors": (
        "EngineError EntriesError FormatError LedgerError MigrationError MomentError OpenFileError OutputError "
        "PackageError PicturesError PreviousError PublicationError RejectedWorkbookError RenderingError RosterError "
        "RoundError SeveralProblemsError SiteError SolverError StyleError UnknownNameError WorkbookError XlsreportError"
    ),
    "inspection.check_outcome": "CheckOutcome",
    "inspection.submission_check": "check",
    "messages": "Messages messages_for",
    "migration.migrating": "migrate",
    "migration.migration_result": "MigratedValue Migration",
    "published.audit.audited_reports": "Audit",
    "published.audit.output.audit_json": "audit_json",
    "published.audit.publications_audit": "audit_publications",
    "published.imported_report": "ImportedReport",
    "published.imported_submission": "submission_of",
    "published.report_import": "import_report import_report_bytes",
    "round.consolidation.consolidating": "RefusedConsolidationError",
    "spreadsheet.reading_cache": "ReadingCache",
    "submission.entries_file": "load_entries new_submission",
    "submission.submission": "Entry Submission",
    "submission.workbook_reader": "read_workbook read_workbook_bytes",
    "tabular.lines.lines_file": "LoadedLines load_lines",
    "values": "Number",
    "workbook.workbook_file": "workbook_bytes write_workbook",
}
"""The public names of each module."""

__getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES, "__version__")
