"""Whether this installation is a demonstration."""

from sqlalchemy import select
from sqlmodel import col

from ejournal_app.demo.logins import DEMO_SETTING
from ejournal_app.persistence.engine import reading
from ejournal_app.persistence.models import RuleSetting


def is_installed() -> bool:
    """Tell whether the database holds the demo school, so that its logins may be shown."""
    with reading() as session:
        found = session.scalar(
            select(col(RuleSetting.value)).where(col(RuleSetting.key) == DEMO_SETTING).limit(1)
        )
    return found == "1"
