"""The frame of the pages: landmarks, the log-in form the browser submits, native dialogs."""

from typing import Any

import reflex as rx

from ejournal_app.components.dialogs import confirm_dialog, opener
from ejournal_app.components.layout import page
from ejournal_app.components.login_form import login_form
from ejournal_app.components.native import native_form


def choose(code: str) -> Any:
    return rx.console_log(code)


def drawn(component: rx.Component) -> str:
    return str(component)


def test_a_page_has_its_landmarks_and_a_way_past_the_navigation() -> None:
    html = drawn(page("words", title="Day", active="day", on_language=choose, on_theme=choose))
    for tag in ('jsx("header"', 'jsx("main"', 'jsx("nav"', 'jsx("h1"'):
        assert html.count(tag) == 1
    assert 'href:"#main"' in html
    assert 'id:"main"' in html
    assert '"aria-current"' in html


def test_leaving_is_a_native_post() -> None:
    html = drawn(page("words", title="Day", active="day", on_language=choose, on_theme=choose))
    assert 'action:"/auth/logout"' in html
    assert 'method:"post"' in html


def test_a_native_form_is_submitted_by_the_browser_alone() -> None:
    form = native_form(rx.el.input(name="a"), action="/auth/login")
    assert "onSubmit" not in drawn(form)
    assert "handleSubmit" not in "".join(form._get_all_hooks())


def test_password_managers_recognise_the_log_in_form() -> None:
    html = drawn(
        login_form(
            error=rx.Var.create(""),
            username=rx.Var.create(""),
            next_path=rx.Var.create("/"),
            demo_logins=rx.Var.create([]).to(list[dict[str, str]]),
            demo_password=rx.Var.create(""),
        )
    )
    assert 'autoComplete:"username"' in html
    assert 'autoComplete:"current-password"' in html
    for name in ("username", "password", "next"):
        assert f'name:"{name}"' in html


def test_a_dialog_is_tied_to_its_opener_and_its_title() -> None:
    dialog = drawn(
        confirm_dialog("gone", title="Delete?", text="It is gone.", confirm="Delete", on_confirm=[])
    )
    assert 'jsx("dialog"' in dialog
    assert '"aria-labelledby":"gone-title"' in dialog
    assert 'id:"gone-title"' in dialog
    assert '"data-opens":"gone"' in drawn(opener("gone", "Delete"))
