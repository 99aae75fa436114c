"""What the form of a work shows: a new one with what its kind proposes, or one that is there."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from ejournal_app import clock
from ejournal_app.domain.access import Actor
from ejournal_app.domain.errors import Refused
from ejournal_app.domain.marks import Scale
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Journal, WorkKind
from ejournal_app.services.guard import use_case

from .deciding import marks_of, scales_for, writable_journal, writable_work
from .kinds import kinds_in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class KindOffer:
    """A kind of work with what it proposes in this journal."""

    code: str
    name_lv: str
    name_en: str
    scale: Scale
    weight: int
    scales: tuple[Scale, ...]
    """The scales a work of the kind may have here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkForm:
    """A work in a form; without an id it is a new one."""

    journal_id: int
    work_id: int | None
    version: int
    kinds: tuple[KindOffer, ...]
    kind_code: str
    title: str
    day: date
    scale: Scale
    weight: int
    has_marks: bool
    """A mark was entered once: the scale stays, the work cannot be deleted."""

    @property
    def offer(self) -> KindOffer:
        """Return the kind that is chosen."""
        return next(kind for kind in self.kinds if kind.code == self.kind_code)


@use_case
def new_work_form(
    actor: Actor, journal_id: int, day: date | None = None, kind_code: str = ""
) -> WorkForm:
    """Return the form of a new work, as one of its kinds proposes it; Refused without any."""
    chosen_day = day or clock.today()
    with reading() as session:
        journal = writable_journal(session, actor, journal_id)
        kinds = _offers(session, journal, kinds_in_force(session, chosen_day), chosen_day)
        if not kinds:
            raise Refused(
                Message(
                    N_("On {day} the school had no kinds of work; choose another day."),
                    {"day": chosen_day},
                ),
                field="day",
            )
        offer = next((kind for kind in kinds if kind.code == kind_code), kinds[0])
        return WorkForm(
            journal_id=journal_id,
            work_id=None,
            version=0,
            kinds=kinds,
            kind_code=offer.code,
            title="",
            day=chosen_day,
            scale=offer.scale,
            weight=offer.weight,
            has_marks=False,
        )


@use_case
def work_form(actor: Actor, work_id: int, kind_code: str = "") -> WorkForm:
    """Return the form of a work; with another kind, what that one proposes."""
    with reading() as session:
        work, kind, journal = writable_work(session, actor, work_id)
        in_force = kinds_in_force(session, work.day)
        # The work's own kind, as it was when the work was made: also one that was retired since.
        own = [kind, *(other for other in in_force if other.code != kind.code)]
        kinds = _offers(session, journal, own, work.day)
        chosen = next((offer for offer in kinds if offer.code == kind_code), kinds[0])
        other, has_marks = chosen.code != kind.code, bool(marks_of(session, work_id))
        return WorkForm(
            journal_id=work.journal_id,
            work_id=work_id,
            version=work.version,
            kinds=kinds,
            kind_code=chosen.code,
            title=work.title,
            day=work.day,
            scale=chosen.scale if other and not has_marks else Scale(work.scale),
            weight=chosen.weight if other else work.weight,
            has_marks=has_marks,
        )


def _offers(
    session: Session, journal: Journal, kinds: list[WorkKind], day: date
) -> tuple[KindOffer, ...]:
    offers: list[KindOffer] = []
    for kind in kinds:
        scale, allowed = scales_for(session, journal, kind, day)
        offers.append(
            KindOffer(
                code=kind.code,
                name_lv=kind.name_lv,
                name_en=kind.name_en,
                scale=scale,
                weight=kind.weight,
                scales=allowed,
            )
        )
    return tuple(offers)
