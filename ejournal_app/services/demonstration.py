"""Whether this installation is a demonstration, which may show its logins to anybody."""

from sqlalchemy import select
from sqlmodel import col

from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import RuleSetting


def is_demonstration() -> bool:
    """Tell whether the demo school was loaded here (rule setting `demo`)."""
    with reading() as session:
        return (
            session.scalar(
                select(col(RuleSetting.id)).where(
                    col(RuleSetting.key) == "demo", col(RuleSetting.value) == "1"
                )
            )
            is not None
        )
