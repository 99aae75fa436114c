"""Finds the rows this part works on; what is not there is refused like what is foreign."""

from typing import TypeVar

from sqlalchemy.orm import Session

from ejournal_app.domain.access import Permission
from ejournal_app.domain.errors import Attempt, Forbidden
from ejournal_app.persistence.models.base import Table

Row = TypeVar("Row", bound=Table)


def find(session: Session, model: type[Row], row_id: int, *, lock: bool = False) -> Row:
    """Return a row by its id; Forbidden when there is none.

    With `lock` others who ask for it so wait until this transaction has ended.
    """
    row = session.get(model, row_id, with_for_update=lock)
    if row is None:
        raise Forbidden(
            Attempt(
                action=Permission.TEACHING_WRITE,
                entity=str(model.__tablename__),
                entity_id=row_id,
            )
        )
    return row
