"""Who works at the demo school: how many teachers of what, and who the demo accounts are."""

from dataclasses import dataclass

PRIMARY = frozenset({"latvian", "maths", "nature", "society", "visual_art", "design"})
"""What a teacher of grades 1–3 teaches the own class."""

PRIMARY_LAST_GRADE = 3


@dataclass(frozen=True, slots=True)
class Pool:
    """Teachers who teach the same subjects."""

    subjects: frozenset[str]
    full: int
    """How many the full school has."""
    small: int


def _pool(subjects: str, full: int, small: int = 0) -> Pool:
    return Pool(frozenset(subjects.split()), full, small)


# The first teacher of maths and of geography are the demo accounts skolotajs and audzinatajs.
POOLS = (
    _pool("maths", 10, 1),
    _pool("geography computing", 3, 1),
    _pool("latvian", 10, 1),
    _pool("english", 12, 1),
    _pool("english german", 2, 1),
    _pool("spanish history", 1, 1),
    _pool("russian german", 2),
    _pool("nature biology", 4),
    _pool("chemistry", 2),
    _pool("physics engineering", 2),
    _pool("programming computing", 2),
    _pool("society_history history society project", 5),
    _pool("visual_art design", 4),
    _pool("music theatre", 3),
    _pool("sport", 6, 1),
)

DEMO_TEACHER = ("Inga", "Zariņa")
DEMO_CLASS_TEACHER = ("Mārtiņš", "Ozols")

OFFICE = (
    ("vadiba", "Sandra", "Kalniņa", "direktore", "management"),
    ("lietvede", "Aija", "Vītola", "lietvede", "clerk"),
    ("virslietotajs", "Edgars", "Liepiņš", "informācijas sistēmu administrators", "superuser"),
)
"""User name, given name, family name, position, granted role."""
