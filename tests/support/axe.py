"""Looks for faults of accessibility in an open page."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

_AXE = Path(__file__).resolve().parents[1] / "programs" / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async () => {
  const all = axe.getRules().map((rule) => [rule.ruleId, { enabled: rule.ruleId !== "table-fake-caption" }]);
  const found = await axe.run(document, { rules: Object.fromEntries(all), resultTypes: ["violations"] });
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.html} ${node.failureSummary}`));
}"""
"""Every rule, also those of best practice, of level AAA and on trial; but for one on trial that takes the heading over
the first block of a table for the caption of them all."""


def faults(page: Page) -> list[str]:
    """Every fault that axe finds, with the element."""
    assert _AXE.is_file(), "these tests need axe-core: run npm install in tests/programs"
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text(encoding="utf-8"))
    found = page.evaluate(_RUN)
    assert isinstance(found, list)
    return [str(fault) for fault in found]
