"""Percentiles and lines of a table."""

from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """Return the nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 100) * len(ordered) // 100) - 1)]


def row(what: str, setup: str, values: Sequence[float], limit: float) -> str:
    """Return a Markdown row: median, p95, worst and the limit, in milliseconds."""
    p95 = percentile(values, 0.95)
    verdict = "yes" if p95 <= limit else "NO"
    return (
        f"| {what} | {setup} | {len(values)} | {percentile(values, 0.5):.0f} | {p95:.0f} |"
        f" {max(values):.0f} | ≤ {limit:.0f} | {verdict} |"
    )


HEAD = (
    "| What (ms) | Installation | n | median | p95 | worst | must | held |\n"
    "|---|---|---|---|---|---|---|---|"
)
