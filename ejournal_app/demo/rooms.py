"""Which room each weekly lesson is in: the teacher's own when it is free."""

from collections import defaultdict
from collections.abc import Iterable

from ejournal_app.persistence.models import Room

from .sizes import Shape
from .tables import Tables
from .timetabling import Placed

_GYMS = (
    "Lielā sporta zāle A",
    "Lielā sporta zāle B",
    "Mazā sporta zāle",
    "Vingrošanas zāle",
    "Trenažieru zāle",
    "Ritmikas zāle",
    "Stadions",
    "Stadions B",
    "Pagalma laukums",
)
_FLOORS = {"full": range(1, 5), "small": range(1, 2)}
_ROOMS_ON_FLOOR = range(1, 20)


def add_rooms(tables: Tables, school_id: int, shape: Shape) -> tuple[list[int], list[int]]:
    """Add the rooms; return the ids of classrooms and of places for sport."""
    classrooms = [
        tables.add(Room, school_id=school_id, name=f"{floor}{number:02d}")
        for floor in _FLOORS[shape.size]
        for number in _ROOMS_ON_FLOOR
    ]
    return classrooms, [tables.add(Room, school_id=school_id, name=name) for name in _GYMS]


def assign_rooms(
    placed: Iterable[Placed], classrooms: list[int], gyms: list[int]
) -> dict[tuple[int, int, int], int]:
    """Return the room of every journal number, weekday and lesson number; no room is used twice."""
    used: dict[tuple[int, int], set[int]] = defaultdict(set)
    chosen: dict[tuple[int, int, int], int] = {}
    # Teachers with the most lessons come first and keep their room.
    order = sorted(placed, key=lambda one: (-one.journal.posts[0].staff.load, one.journal.number))
    for one in order:
        taken = used[one.weekday, one.number]
        rooms = gyms if one.journal.subject == "sport" else classrooms
        own = one.journal.posts[-1].staff.number % len(rooms)
        # From the own room on, so that neighbours stand in for it.
        room = next(room for room in rooms[own:] + rooms[:own] if room not in taken)
        taken.add(room)
        chosen[one.journal.number, one.weekday, one.number] = room
    return chosen
