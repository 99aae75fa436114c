"""What people were told, as they read it in English."""

from sqlmodel import col, select

from ejournal_app.domain.access import Actor
from ejournal_app.i18n.catalogue import translate
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import Notice
from ejournal_app.services.notices.own import own_notices


def told(actor: Actor) -> list[str]:
    """The notices of one person, the newest first."""
    return [translate("en", notice.message) for notice in own_notices(actor)]


def told_in_all() -> int:
    """How many notices there are, whoever they are for."""
    with reading() as session:
        return len(session.exec(select(col(Notice.id))).all())
