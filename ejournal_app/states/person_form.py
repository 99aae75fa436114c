"""What forms about persons have in common: reading them, showing who it may be."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, translate
from ejournal_app.i18n.formats import short_date
from ejournal_app.services.people.likenesses import Likeness
from ejournal_app.services.people.person_form import PersonForm
from ejournal_app.services.people.writing import ANEW

from .parsing import as_day, as_text


@dataclass(frozen=True)
class ChoiceView:
    """A choice with its words."""

    value: str
    label: str


def person_form(form: dict[str, Any]) -> PersonForm:
    """Return what a page sent of a person."""
    return PersonForm(
        given_name=as_text(form.get("given_name", "")),
        family_name=as_text(form.get("family_name", "")),
        personal_code=as_text(form.get("personal_code", ""), 40),
        birth_date=as_day(form.get("birth_date", "")),
        email=as_text(form.get("email", ""), 300),
        phone=as_text(form.get("phone", ""), 100),
    )


def shown_text(form: dict[str, Any], name: str, limit: int = 200) -> str:
    """Return what was typed in a field that is not always on the page; then it is sent as None."""
    sent = form.get(name)
    return "" if sent is None else as_text(sent, limit)


def likeness_choices(found: Iterable[Likeness], language: str) -> list[ChoiceView]:
    """Return the answers to "is it the same person?"; with the same code there is one only."""
    people = list(found)
    choices = [ChoiceView(value=str(one.person_id), label=_label(one, language)) for one in people]
    if not any(one.same_code for one in people):
        choices.append(
            ChoiceView(value=ANEW, label=gettext(language, N_("No, this is somebody else")))
        )
    return choices


def _label(one: Likeness, language: str) -> str:
    about = [translate(language, words) for words in one.what]
    if one.birth_date is not None:
        day = short_date(one.birth_date, language)
        about.insert(0, gettext(language, N_("born {day}"), day=day))
    if one.same_code:
        about.insert(0, gettext(language, N_("the same personal code")))
    name = gettext(language, N_("Yes, {name}"), name=one.name)
    return f"{name} ({', '.join(about)})" if about else name
