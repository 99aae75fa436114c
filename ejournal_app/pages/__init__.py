"""Every page of the product: its address, and what runs when it is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from ejournal_app.states.account import OwnAccount
from ejournal_app.states.day import Day
from ejournal_app.states.diary import Diary
from ejournal_app.states.journal import Journal
from ejournal_app.states.journals import Journals
from ejournal_app.states.lesson import Lesson
from ejournal_app.states.login import Login
from ejournal_app.states.overview import SchoolDay
from ejournal_app.states.pupils import PupilFile, Pupils
from ejournal_app.states.shell import Shell

from .account import account
from .day import day
from .diary import diary
from .home import home
from .journal import journal
from .journals import journals
from .lesson import lesson
from .login import login
from .not_found import not_found
from .overview import overview
from .pupils import pupil_file, pupils


@dataclass(frozen=True)
class Page:
    """An address with its page and the handlers that fill it."""

    route: str
    component: Callable[[], rx.Component]
    on_load: Any


PAGES = (
    Page("/", home, [Shell.go_home]),
    Page("/ieiet", login, [Login.enter]),
    Page("/diena", day, [Shell.enter, Day.enter]),
    Page("/stunda/[lesson]", lesson, [Shell.enter, Lesson.enter]),
    Page("/zurnali", journals, [Shell.enter, Journals.enter]),
    Page("/zurnals/[journal]", journal, [Shell.enter, Journal.enter]),
    Page("/dienasgramata", diary, [Shell.enter, Diary.enter]),
    Page("/dienasgramata/[pupil]", diary, [Shell.enter, Diary.enter]),
    Page("/skoleni", pupils, [Shell.enter, Pupils.enter]),
    Page("/skoleni/[pupil]", pupil_file, [Shell.enter, PupilFile.enter]),
    Page("/skola", overview, [Shell.enter, SchoolDay.enter]),
    Page("/konts", account, [Shell.enter, OwnAccount.enter]),
    Page("404", not_found, []),
)
"""All pages; the tests walk this list."""
