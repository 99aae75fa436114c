"""What every personal file must hold: set by the school (personas lieta, Regulation 9)."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Attempt, Forbidden, Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import FileCheck, FileItem
from ejournal_app.persistence.queries.schools import school_id_of
from ejournal_app.policies.rules import require
from ejournal_app.services import audit
from ejournal_app.services.guard import use_case

_NAME_LIMIT = 200
_MOST_ITEMS = 30
"""More than a class teacher would ever tick for each pupil."""

USUAL_ITEMS = (
    ("Vecāku iesniegums par uzņemšanu", "Parents' application for admission"),
    ("Izglītojamā medicīniskā karte (026/u)", "Pupil's medical card (026/u)"),
    (
        "Iepriekšējās skolas liecība vai sekmju izraksts",
        "Report card or transcript of the previous school",
    ),
    ("Vecāku kontaktinformācija pārbaudīta", "Parents' contact data checked"),
    (
        "Piekrišana vai atteikums foto un video publicēšanai",
        "Consent or refusal for publishing photos and video",
    ),
    (
        "Paraksts par iekšējās kārtības noteikumiem",
        "Signature about the school's internal rules",
    ),
)
"""Offered to a school that has set none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileItemLine:
    """An item, with how many confirmations rest on it."""

    item_id: int
    name_lv: str
    name_en: str
    is_active: bool
    confirmations: int


@use_case
def file_items(actor: Actor) -> tuple[FileItemLine, ...]:
    """Return all items in their order, those no longer asked for last."""
    require(actor, Permission.SETUP_WRITE)
    with reading() as session:
        return _lines(session)


@use_case
def add_usual_items(actor: Actor) -> int:
    """Add the usual items to a school that has none; returns how many were added."""
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        school_id = school_id_of(session)
        if _all(session):
            raise Refused(Message(N_("The school has set its items already.")))
        for position, (name_lv, name_en) in enumerate(USUAL_ITEMS):
            session.add(
                FileItem(school_id=school_id, name_lv=name_lv, name_en=name_en, position=position)
            )
        audit.record(
            session,
            actor=actor,
            action=Permission.SETUP_WRITE,
            entity="file_item",
            after={"usual": len(USUAL_ITEMS)},
        )
    return len(USUAL_ITEMS)


@use_case
def save_file_item(actor: Actor, item_id: int | None, name_lv: str, name_en: str) -> None:
    """Add an item (without an id) or rename one; confirmations of a renamed one stay."""
    require(actor, Permission.SETUP_WRITE)
    name_lv, name_en = name_lv.strip(), name_en.strip()
    if not name_lv:
        raise Refused(Message(N_("Write the name.")), field="name_lv")
    for field, text in (("name_lv", name_lv), ("name_en", name_en)):
        if len(text) > _NAME_LIMIT:
            raise Refused(
                Message(
                    N_("The text is too long: {length} characters, at most {limit}."),
                    {"length": len(text), "limit": _NAME_LIMIT},
                ),
                field=field,
            )
    with writing() as session:
        items = _all(session)
        if any(item.name_lv == name_lv and item.id != item_id for item in items):
            raise Refused(Message(N_("There is an item of this name already.")), field="name_lv")
        if item_id is None:
            if len(items) >= _MOST_ITEMS:
                raise Refused(
                    Message(N_("There are at most {n} items."), {"n": _MOST_ITEMS}),
                    field="name_lv",
                )
            item = FileItem(school_id=school_id_of(session), name_lv=name_lv, position=len(items))
            session.add(item)
            before = None
        else:
            item = _item(session, item_id)
            before = {"name_lv": item.name_lv, "name_en": item.name_en}
        item.name_lv, item.name_en = name_lv, name_en
        session.flush()
        audit.record(
            session,
            actor=actor,
            action=Permission.SETUP_WRITE,
            entity="file_item",
            entity_id=item.id,
            before=before,
            after={"name_lv": name_lv, "name_en": name_en},
        )


@use_case
def ask_for_item(actor: Actor, item_id: int, asked: bool) -> None:
    """Ask for an item from now on, or no longer; what was confirmed of it stays."""
    require(actor, Permission.SETUP_WRITE)
    with writing() as session:
        item = _item(session, item_id)
        if item.is_active is asked:
            return
        item.is_active = asked
        audit.record(
            session,
            actor=actor,
            action=Permission.SETUP_WRITE,
            entity="file_item",
            entity_id=item_id,
            before={"asked": not asked},
            after={"asked": asked},
        )


def active_items(session: Session) -> list[FileItem]:
    """Return the items asked for, in their order."""
    return [item for item in _all(session) if item.is_active]


def _all(session: Session) -> list[FileItem]:
    return list(
        session.scalars(select(FileItem).order_by(col(FileItem.position), col(FileItem.id)))
    )


def _item(session: Session, item_id: int) -> FileItem:
    item = session.get(FileItem, item_id)
    if item is None:
        raise Forbidden(
            Attempt(action=Permission.SETUP_WRITE, entity="file_item", entity_id=item_id)
        )
    return item


def _lines(session: Session) -> tuple[FileItemLine, ...]:
    confirmed = session.execute(
        select(col(FileCheck.item_id), func.count()).group_by(col(FileCheck.item_id))
    )
    counted = {row[0]: row[1] for row in confirmed}
    return tuple(
        FileItemLine(
            item_id=item.id,
            name_lv=item.name_lv,
            name_en=item.name_en,
            is_active=item.is_active,
            confirmations=counted.get(item.id, 0),
        )
        for item in sorted(_all(session), key=lambda item: not item.is_active)
        if item.id is not None
    )
