"""What the report to the municipality says (MK 89/2011)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from ejournal_app.domain.absence_tally import Tally
from ejournal_app.services.setup.logo import Logo

from .unjustified import StepDone


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Somebody was told, or tried to be, that the pupil was not at school."""

    at: datetime
    channel: str
    whom: str
    """Empty: nobody was reached."""
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityReport:
    """One pupil in one semester, and what the school has done."""

    school: str
    logo: Logo | None = field(repr=False)
    pupil: str
    class_name: str
    year: str
    semester: int
    until: date
    """Counted up to this day."""
    months: tuple[tuple[date, Tally], ...]
    total: Tally
    steps: tuple[tuple[int, StepDone], ...]
    told: tuple[Told, ...]
    made_at: datetime
    made_by: str
