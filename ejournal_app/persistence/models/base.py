"""What every table shares: constraint names, checks over enumerations, the version column."""

import re
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

# Named constraints, so that a migration can find them again on every database.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """Return the check that a text column holds a member of an enumeration."""
    allowed = ", ".join(f"'{member.value}'" for member in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def ordered(first: str = "starts_on", last: str = "ends_on") -> CheckConstraint:
    """Return the check that a period does not end before it starts; an open end passes."""
    return CheckConstraint(f"{last} IS NULL OR {last} >= {first}", name=f"{last}_not_before")


class Table(SQLModel):
    """A table named after its class: `SchoolYear` is `school_year`."""

    @declared_attr.directive
    def __tablename__(cls) -> str:  # type: ignore[override]  # noqa: N805 - SQLAlchemy calls it
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()


class Versioned(Table):
    """A row that two people may edit at once: a stale write fails instead of winning silently."""

    version: int = Field(default=1, nullable=False)
    """Counts the writes of this row; checked by the database layer on every update."""

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it on the class
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]
