"""Pupils from the State Education Information System, VIIS (Regulation 7.5)."""

from .applying import apply
from .columns import COLUMNS
from .parsing import ViisFile, read
from .plan_model import ImportPlan, PlannedRow, RowKind
from .planning import plan
from .snapshot import default_day

__all__ = [
    "COLUMNS",
    "ImportPlan",
    "PlannedRow",
    "RowKind",
    "ViisFile",
    "apply",
    "default_day",
    "plan",
    "read",
]
