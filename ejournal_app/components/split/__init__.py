"""Splitting classes into groups in the browser: drag, tap, rules; nothing is saved by itself."""

from ejournal_app.components.split.labels import SPLIT_LABELS
from ejournal_app.components.split.wrapper import split_board

__all__ = ["SPLIT_LABELS", "split_board"]
