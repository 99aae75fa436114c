"""How to get into the demo school; known without the database, shown on its log-in page."""

from dataclasses import dataclass

from ejournal_app.domain.messages import N_

DEMO_SETTING = "demo"
"""Key of the rule setting that marks a demo installation with the value `1`."""

DEMO_PASSWORD = "Skola-2026"  # noqa: S105 - the demo's password is public on purpose
"""The one password of every demo account."""


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """An account of the demo school and what it is good for, as msgids."""

    username: str
    role_msgid: str
    note: str


_LOGINS = (
    DemoLogin("skolotajs", N_("Teacher"), N_("Teaches mathematics in several parallel classes")),
    DemoLogin(
        "audzinatajs",
        N_("Class teacher"),
        N_("Class teacher of 7.a, second teacher in its mathematics"),
    ),
    DemoLogin("vecaks", N_("Parent"), N_("Two children, in 7.a and in 2.a")),
    DemoLogin("skolens", N_("Pupil"), N_("In 7.a")),
    DemoLogin("vadiba", N_("School management"), N_("Director")),
    DemoLogin("lietvede", N_("Records clerk"), N_("Personal files and contracts")),
    DemoLogin("virslietotajs", N_("Superuser"), N_("Rights, imports, settings")),
)


def demo_logins() -> list[DemoLogin]:
    """Return the demo accounts in the order people try them."""
    return list(_LOGINS)
