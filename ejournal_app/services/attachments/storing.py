"""Stores a document before it hangs on anything, and lets what is written take it."""

import hashlib
import re

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app import clock
from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import StoredFile
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import allows, require
from ejournal_app.services.absences.filing import filing_facts
from ejournal_app.services.guard import use_case

from .content import document_of
from .hanging import hangs_on_something
from .kinds import MOST_LOOSE, NAME_LIMIT, Purpose

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')


@use_case
def require_store(actor: Actor, purpose: Purpose) -> None:
    """Raise Forbidden unless the actor may store such a document: asked before a file is read."""
    with reading() as session:
        _require(session, actor, purpose)


@use_case
def store(actor: Actor, *, purpose: Purpose, name: str, content: bytes) -> int:
    """Store a photo or PDF and return its id; until something takes it, only the actor sees it.

    Refused for anything else, for what is empty or larger than 10 MB, and for the actor who has
    stored too many that hang on nothing.
    """
    with reading() as session:
        _require(session, actor, purpose)
    kept = document_of(content)
    with writing() as session:
        loose = session.scalar(
            select(func.count())
            .select_from(StoredFile)
            .where(
                col(StoredFile.stored_by_id) == actor.person_id,
                col(StoredFile.purpose).in_(list(Purpose)),
                ~hangs_on_something(),
            )
        )
        if (loose or 0) >= MOST_LOOSE:
            raise Refused(
                Message(N_("You have uploaded too many files without saving. Try tomorrow.")),
                field="file",
            )
        row = StoredFile(
            school_id=school_id_of(session),
            purpose=purpose,
            name=file_name(name, kept.extension),
            media_type=kept.media_type,
            sha256=hashlib.sha256(kept.content).hexdigest(),
            content=kept.content,
            stored_at=clock.now(),
            stored_by_id=actor.person_id,
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def taken(
    session: Session,
    actor: Actor,
    file_id: int | None,
    purpose: Purpose,
    *,
    permission: Permission,
    standing: int | None = None,
) -> int | None:
    """Return the id of the document that something may hang on itself, in its transaction.

    That is one the actor stored for this purpose and that hangs on nothing, or `standing`, the one
    that hangs there already. Any other does not exist for the actor: Forbidden.
    """
    if file_id is None or file_id == standing:
        return file_id
    row = session.scalar(
        select(col(StoredFile.id))
        .where(
            col(StoredFile.id) == file_id,
            col(StoredFile.purpose) == purpose,
            col(StoredFile.stored_by_id) == actor.person_id,
            ~hangs_on_something(),
        )
        .with_for_update()
    )
    if row is None:
        raise Forbidden(Attempt(action=permission, entity="stored_file", entity_id=file_id))
    return row


def file_name(name: str, extension: str) -> str:
    """Return a harmless name with the ending of what the file really is."""
    last = _UNFIT.sub("", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem = last.rpartition(".")[0] if "." in last[1:] else last
    return (stem.strip(" .")[: NAME_LIMIT - len(extension)] or "dokuments") + extension


def _require(session: Session, actor: Actor, purpose: Purpose) -> None:
    if purpose is Purpose.NOTE:
        require(actor, Permission.NOTE_LIST)
    elif purpose is Purpose.TEACHER_ABSENCE:
        require(actor, Permission.TEACHER_ABSENCE_ASK)
    else:
        pupils = set(actor.child_ids)
        if actor.pupil_id is not None:
            pupils.add(actor.pupil_id)
        today = clock.today()
        if not any(
            allows(actor, Permission.ABSENCE_FILE, filing_facts(session, pupil_id, today))
            for pupil_id in pupils
        ):
            raise Forbidden(Attempt(action=Permission.ABSENCE_FILE, entity="stored_file"))
