"""The school's logo: on printed documents and pages (Regulation 7.1)."""

import hashlib
from dataclasses import dataclass, field

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import StoredFile
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

from .images import picture_of

PURPOSE = "logo"
MAX_BYTES = 1024 * 1024
MAX_PIXELS = 4096
"""Of either side: larger pictures only make documents slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The picture as it was uploaded."""

    media_type: str
    content: bytes = field(repr=False)


@use_case
def logo(actor: Actor) -> Logo:
    """Return the logo to anybody who is logged in; Forbidden when there is none."""
    require(actor, Permission.ACCOUNT_OWN)
    with reading() as session:
        row = session.scalars(select(StoredFile).where(col(StoredFile.purpose) == PURPOSE)).first()
        if row is None:
            raise Forbidden(Attempt(action=Permission.ACCOUNT_OWN, entity=PURPOSE))
        return Logo(media_type=row.media_type, content=row.content)


@use_case
def require_logo_change(actor: Actor) -> None:
    """Raise Forbidden unless the actor may change the logo: asked before a file is read."""
    require(actor, Permission.SETUP_WRITE)


@use_case
def save_logo(actor: Actor, content: bytes) -> None:
    """Put a logo in the place of the one before; Refused for what is no fitting picture."""
    require(actor, Permission.SETUP_WRITE)
    if len(content) > MAX_BYTES:
        raise Refused(Message(N_("The picture is too large: at most 1 MB.")))
    picture = picture_of(content)
    if picture is None:
        raise Refused(Message(N_("The logo must be a PNG or JPEG picture.")))
    if max(picture.width, picture.height) > MAX_PIXELS:
        raise Refused(
            Message(N_("The picture is too large: at most {count} pixels."), {"count": MAX_PIXELS})
        )
    with writing() as session:
        _forget(session)
        row = StoredFile(
            school_id=school_id_of(session),
            purpose=PURPOSE,
            name="logo" + {"image/png": ".png", "image/jpeg": ".jpg"}[picture.media_type],
            media_type=picture.media_type,
            sha256=hashlib.sha256(content).hexdigest(),
            content=content,
            stored_at=clock.now(),
            stored_by_id=actor.person_id,
        )
        session.add(row)
        session.flush()
        _record(session, actor, row.id, {"bytes": len(content), "media_type": picture.media_type})


@use_case
def remove_logo(actor: Actor) -> None:
    """Take the logo away."""
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        if _forget(session):
            _record(session, actor, None, {"bytes": 0})


def _forget(session: Session) -> bool:
    gone = session.scalars(
        select(col(StoredFile.id)).where(col(StoredFile.purpose) == PURPOSE)
    ).all()
    session.execute(delete(StoredFile).where(col(StoredFile.id).in_(gone)))
    return bool(gone)


def _record(
    session: Session, actor: Actor, row_id: int | None, after: dict[str, int | str]
) -> None:
    audit.record(
        session,
        actor=actor,
        action=Permission.SETUP_WRITE,
        entity=PURPOSE,
        entity_id=row_id,
        after=after,
    )
