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
    from xlsreport.checking.across_years import previous_figures
    from xlsreport.checking.claims.explanation.explaining import explain_text
    from xlsreport.checking.claims.explanation.text_explanation import TextExplanation
    from xlsreport.checking.findings import Finding, SuspectedFigure, Verdict, verdict_of
    from xlsreport.checking.replaced_lines import with_lines
    from xlsreport.comparison.definition_difference import DefinitionChange, DefinitionDifferences, diff_definitions
    from xlsreport.comparison.submission_comparing import diff_submissions
    from xlsreport.comparison.submission_difference import Difference, SubmissionDifferences
    from xlsreport.data_package.definition_text import definition_text
    from xlsreport.data_package.package_reading import load_package
    from xlsreport.data_package.packaging import PackagedReport, package_files, packaged
    from xlsreport.definition.definition import Definition
    from xlsreport.definition.loading.definition_loading import load_definition, parse_definition
    from xlsreport.definition.paper_sizes import PageStyleName
    from xlsreport.definition.place import Place
    from xlsreport.definition.problems import DefinitionError
    from xlsreport.definition.rule_analysis.analysis_results import RuleAnalysis
    from xlsreport.definition.rule_analysis.rule_analysing import analyse_rules
    from xlsreport.definition.tables.rule_declaration import Severity
    from xlsreport.definition.translation.translating import in_language
    from xlsreport.definition.variation.variant import variant_of
    from xlsreport.document.content.model import Document
    from xlsreport.document.content.report_builder import build_document
    from xlsreport.document.docx.style_document import StyleDocument
    from xlsreport.document.docx.style_loading import read_style_document
    from xlsreport.document.format_names import Format
    from xlsreport.document.output_formats import render
    from xlsreport.document.proof.verification import UnfaithfulRenderingError, verify
    from xlsreport.errors import (
        EngineError,
        EntriesError,
        FormatError,
        LedgerError,
        MigrationError,
        MomentError,
        OutputError,
        PackageError,
        PicturesError,
        PreviousError,
        PublicationError,
        RejectedWorkbookError,
        RenderingError,
        RosterError,
        RoundError,
        SeveralProblemsError,
        SiteError,
        SolverError,
        StyleError,
        UnknownNameError,
        WorkbookError,
        XlsreportError,
    )
    from xlsreport.inspection.check_outcome import CheckOutcome
    from xlsreport.inspection.submission_check import check
    from xlsreport.messages import Messages, messages_for
    from xlsreport.migration.migrating import migrate
    from xlsreport.migration.migration_result import MigratedValue, Migration
    from xlsreport.published.audit.audited_reports import Audit
    from xlsreport.published.audit.output.audit_json import audit_json
    from xlsreport.published.audit.publications_audit import audit_publications
    from xlsreport.published.imported_report import ImportedReport
    from xlsreport.published.imported_submission import submission_of
    from xlsreport.published.report_import import import_report, import_report_bytes
    from xlsreport.round.consolidation.consolidating import RefusedConsolidationError
    from xlsreport.spreadsheet.reading_cache import ReadingCache
    from xlsreport.submission.entries_file import load_entries, new_submission
    from xlsreport.submission.submission import Entry, Submission
    from xlsreport.submission.workbook_reader import read_workbook, read_workbook_bytes
    from xlsreport.tabular.lines.lines_file import LoadedLines, load_lines
    from xlsreport.values import Number
    from xlsreport.workbook.workbook_file import workbook_bytes, write_workbook

__version__ = "0.1.0"

_HOMES = {
    "Entry": "submission.submission",
    "Format": "document.format_names",
    "Number": "values",
    "PageStyleName": "definition.paper_sizes",
    "Severity": "definition.tables.rule_declaration",
    "Verdict": "checking.findings",
    "analyse_rules": "definition.rule_analysis.rule_analysing",
    "Audit": "published.audit.audited_reports",
    "audit_json": "published.audit.output.audit_json",
    "audit_publications": "published.audit.publications_audit",
    "build_document": "document.content.report_builder",
    "check": "inspection.submission_check",
    "CheckOutcome": "inspection.check_outcome",
    "Definition": "definition.definition",
    "definition_text": "data_package.definition_text",
    "DefinitionChange": "comparison.definition_difference",
    "DefinitionDifferences": "comparison.definition_difference",
    "DefinitionError": "definition.problems",
    "diff_definitions": "comparison.definition_difference",
    "diff_submissions": "comparison.submission_comparing",
    "Difference": "comparison.submission_difference",
    "Document": "document.content.model",
    "EngineError": "errors",
    "EntriesError": "errors",
    "Finding": "checking.findings",
    "explain_text": "checking.claims.explanation.explaining",
    "FormatError": "errors",
    "import_report": "published.report_import",
    "import_report_bytes": "published.report_import",
    "ImportedReport": "published.imported_report",
    "in_language": "definition.translation.translating",
    "LedgerError": "errors",
    "load_definition": "definition.loading.definition_loading",
    "load_entries": "submission.entries_file",
    "load_lines": "tabular.lines.lines_file",
    "load_package": "data_package.package_reading",
    "LoadedLines": "tabular.lines.lines_file",
    "migrate": "migration.migrating",
    "MigratedValue": "migration.migration_result",
    "Migration": "migration.migration_result",
    "MigrationError": "errors",
    "MomentError": "errors",
    "new_submission": "submission.entries_file",
    "OutputError": "errors",
    "package_files": "data_package.packaging",
    "packaged": "data_package.packaging",
    "parse_definition": "definition.loading.definition_loading",
    "PackagedReport": "data_package.packaging",
    "PackageError": "errors",
    "PicturesError": "errors",
    "Messages": "messages",
    "messages_for": "messages",
    "Place": "definition.place",
    "previous_figures": "checking.across_years",
    "PreviousError": "errors",
    "PublicationError": "errors",
    "read_style_document": "document.docx.style_loading",
    "read_workbook": "submission.workbook_reader",
    "read_workbook_bytes": "submission.workbook_reader",
    "ReadingCache": "spreadsheet.reading_cache",
    "RefusedConsolidationError": "round.consolidation.consolidating",
    "RejectedWorkbookError": "errors",
    "render": "document.output_formats",
    "RenderingError": "errors",
    "RosterError": "errors",
    "RoundError": "errors",
    "RuleAnalysis": "definition.rule_analysis.analysis_results",
    "SeveralProblemsError": "errors",
    "SiteError": "errors",
    "SolverError": "errors",
    "StyleDocument": "document.docx.style_document",
    "StyleError": "errors",
    "Submission": "submission.submission",
    "SubmissionDifferences": "comparison.submission_difference",
    "submission_of": "published.imported_submission",
    "SuspectedFigure": "checking.findings",
    "TextExplanation": "checking.claims.explanation.text_explanation",
    "UnknownNameError": "errors",
    "UnfaithfulRenderingError": "document.proof.verification",
    "variant_of": "definition.variation.variant",
    "verdict_of": "checking.findings",
    "verify": "document.proof.verification",
    "with_lines": "checking.replaced_lines",
    "workbook_bytes": "workbook.workbook_file",
    "WorkbookError": "errors",
    "write_workbook": "workbook.workbook_file",
    "XlsreportError": "errors",
}

__all__ = [
    "Audit",
    "CheckOutcome",
    "Definition",
    "DefinitionChange",
    "DefinitionDifferences",
    "DefinitionError",
    "Difference",
    "Document",
    "EngineError",
    "EntriesError",
    "Entry",
    "Finding",
    "Format",
    "FormatError",
    "ImportedReport",
    "LedgerError",
    "LoadedLines",
    "Messages",
    "MigratedValue",
    "Migration",
    "MigrationError",
    "MomentError",
    "Number",
    "OutputError",
    "PackageError",
    "PackagedReport",
    "PageStyleName",
    "PicturesError",
    "Place",
    "PreviousError",
    "PublicationError",
    "ReadingCache",
    "RefusedConsolidationError",
    "RejectedWorkbookError",
    "RenderingError",
    "RosterError",
    "RoundError",
    "RuleAnalysis",
    "SeveralProblemsError",
    "Severity",
    "SiteError",
    "SolverError",
    "StyleDocument",
    "StyleError",
    "Submission",
    "SubmissionDifferences",
    "SuspectedFigure",
    "TextExplanation",
    "UnfaithfulRenderingError",
    "UnknownNameError",
    "Verdict",
    "WorkbookError",
    "XlsreportError",
    "__version__",
    "analyse_rules",
    "audit_json",
    "audit_publications",
    "build_document",
    "check",
    "definition_text",
    "diff_definitions",
    "diff_submissions",
    "explain_text",
    "import_report",
    "import_report_bytes",
    "in_language",
    "load_definition",
    "load_entries",
    "load_lines",
    "load_package",
    "messages_for",
    "migrate",
    "new_submission",
    "package_files",
    "packaged",
    "parse_definition",
    "previous_figures",
    "read_style_document",
    "read_workbook",
    "read_workbook_bytes",
    "render",
    "submission_of",
    "variant_of",
    "verdict_of",
    "verify",
    "with_lines",
    "workbook_bytes",
    "write_workbook",
]

__getattr__ = lazy_names(__name__, _HOMES)


def __dir__() -> list[str]:  # what an interpreter or an editor offers: names that are not used yet are no attributes
    return __all__
