"""Staff from a file: persons with contracts, accounts and roles (Regulation 5, 7.2)."""

from .applying import apply
from .columns import COLUMNS
from .parsing import StaffFile, read
from .plan_model import PlannedStaff, StaffKind, StaffPlan
from .planning import plan

__all__ = [
    "COLUMNS",
    "PlannedStaff",
    "StaffFile",
    "StaffKind",
    "StaffPlan",
    "apply",
    "plan",
    "read",
]
