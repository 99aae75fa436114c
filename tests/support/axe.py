"""Faults that keep people from using a page, found by axe."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

_SCRIPT = Path(axe_playwright_python.__file__).parent / "axe.min.js"

_AT_REST = """async () => {
  const drawn = () => new Promise(resolve => requestAnimationFrame(resolve));
  await drawn();
  await Promise.allSettled(document.getAnimations().map(moving => moving.finished));
  await drawn();
}"""
"""A colour on its way to another is nobody's colour."""

_FAULTS = """axe.run({resultTypes: ['violations']}).then(result => result.violations)"""
"""Every rule is tried; nodes that are in order are not described."""


def serious_faults(page: Page) -> list[str]:
    """Serious and critical faults of a page as it is drawn now.

    Under a content policy the window must have been opened with `bypass_csp`.
    """
    if not page.evaluate("'axe' in window"):
        page.add_script_tag(path=_SCRIPT)
    page.evaluate(_AT_REST)
    found: list[dict[str, Any]] = page.evaluate(_FAULTS)
    return [
        f"{fault['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:160]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
