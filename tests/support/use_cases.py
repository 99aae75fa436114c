"""What is asked of every use case: it refuses everybody it is not for, and records the attempt."""

import pkgutil
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Any

import pytest

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.errors import Forbidden
from ejournal_app.persistence.models import AuditOutcome
from ejournal_app.services.guard import use_case
from tests.support.school import TinySchool
from tests.support.trail import last_entry, trail


@dataclass(frozen=True, slots=True)
class Case:
    """A use case on the school's own object, who may, and what the trail says of the others."""

    call: Callable[[Actor], Any]
    allowed: set[str]
    action: Permission
    entity: str = ""
    entity_id: int | None = None
    pupil_id: int | None = None


def use_cases_in(package: ModuleType, *, but: Collection[str] = ()) -> set[str]:
    """Every use case of a package: what `use_case` has wrapped; `but` names parts to leave out."""
    code = use_case(lambda actor: actor).__code__  # type: ignore[attr-defined]
    found: set[str] = set()
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        for value in vars(import_module(module.name)).values():
            if isinstance(value, FunctionType) and value.__code__ is code:
                home = value.__module__.removeprefix(f"{package.__name__}.").split(".")[0]
                if home not in but:
                    found.add(f"{value.__module__}.{value.__name__}")
    return found


def named(cases: Iterable[Any]) -> set[str]:
    """The use cases examined, by name."""
    return {f"{function.__module__}.{function.__name__}" for function in cases}


def each_refuses_everybody_else(
    school: TinySchool, cases: Mapping[Any, Case], subtests: pytest.Subtests
) -> None:
    """Whoever may not is refused in the same words, and one audit entry says what was tried."""
    for function, case in cases.items():
        for who, actor in school.actors.all().items():
            if who in case.allowed:
                continue
            entries = last_entry()
            with subtests.test(f"{function.__name__} {who}"):
                with pytest.raises(Forbidden):
                    case.call(actor)
                (entry,) = trail(after=entries)
                assert (entry.entity, entry.entity_id, entry.pupil_id) == (
                    case.entity,
                    case.entity_id,
                    case.pupil_id,
                )
                assert (entry.outcome, entry.action) == (AuditOutcome.REFUSED, case.action)
                assert (entry.account_id, entry.actor_name) == (actor.account_id, actor.name)
