"""Many who write into the same cells at once lose, double and overwrite nothing.

`python -m bench concurrent_writes` does the same with 10,000 writes, real servers and a killed one.
"""

import random
from functools import partial

from ejournal_app.domain.access import Actor
from ejournal_app.domain.marks import Scale
from ejournal_app.persistence.engine import reading, writing
from ejournal_app.persistence.models import Work
from ejournal_app.services.entries.operations import AnswerStatus
from tests.support.entering import mark, send
from tests.support.ledger_check import Cell, Claim, Values, faults
from tests.support.school import TinySchool
from tests.support.together import together

CLIENTS, WRITES = 6, 20


def test_what_many_writers_were_told_is_what_the_ledger_holds(school: TinySchool) -> None:
    with writing() as session:
        work = session.get_one(Work, school.test)
        work.scale = Scale.PERCENT
    values, cells = Values(), [(school.test, pupil) for pupil in (school.anna, school.bruno)]
    actors = (school.actors.ilze, school.actors.janis)
    told = together(
        *(partial(write, actors[number % 2], number, cells, values) for number in range(CLIENTS))
    )
    claims = [claim for own in told for claim in own]
    assert len(claims) == CLIENTS * WRITES
    statuses = {claim.status for claim in claims}
    assert statuses == {"saved", "conflict"}
    with reading() as session:
        assert faults(session, claims, [school.test]) == []


def write(actor: Actor, number: int, cells: list[Cell], values: Values) -> list[Claim]:
    """Write at random over what one has seen; send every fifth once more."""
    chance = random.Random(number)
    seen: dict[Cell, str] = {}
    claims: list[Claim] = []
    for turn in range(WRITES):
        cell = chance.choice(cells)
        base, value = seen.get(cell, ""), values.take(cell)
        typed = mark(*cell, value, base, id=f"{number}-{turn}")
        (answer,) = send(actor, typed)
        again = tuple(one.status.value for one in send(actor, typed)) if turn % 5 == 0 else ()
        seen[cell] = value if answer.status is AnswerStatus.SAVED else answer.value
        claims.append(Claim(typed.id, cell, base, value, answer.status.value, again))
    return claims
