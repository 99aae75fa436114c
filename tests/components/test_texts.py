"""Texts follow the session's language in the browser."""

import pytest
from reflex.vars import Var

from ejournal_app.components.i18n import t, tn
from tests.components.javascript import evaluate

NUMBER = Var("n", _var_type=int)


def shown(text: Var[str], language: str, **values: object) -> str:
    return evaluate(text, [{"language": language, **values}])[0]


@pytest.mark.parametrize(("language", "expected"), [("lv", "Ieiet"), ("en", "Log in")])
def test_a_text_is_chosen_by_the_language(language: str, expected: str) -> None:
    assert shown(t("Log in"), language) == expected


def test_an_unknown_language_reads_latvian() -> None:
    assert shown(t("Log in"), "xx") == "Ieiet"


def test_names_from_the_data_are_put_into_the_text() -> None:
    name = Var("name", _var_type=str)
    assert shown(t("{name}", name=name), "lv", name="Žanis {x} “Ž”") == "Žanis {x} “Ž”"


def test_numbers_take_the_right_latvian_form() -> None:
    numbers = [0, 1, 2, 9, 10, 11, 20, 21, 31, 101, 111, 121]
    text = tn("{n} pupil", "{n} pupils", NUMBER)
    forms = evaluate(text, [{"language": "lv", "n": n} for n in numbers])
    assert forms == [
        "0 skolēnu",
        "1 skolēns",
        "2 skolēni",
        "9 skolēni",
        "10 skolēni",
        "11 skolēni",
        "20 skolēni",
        "21 skolēns",
        "31 skolēns",
        "101 skolēns",
        "111 skolēni",
        "121 skolēns",
    ]


def test_numbers_take_the_right_english_form() -> None:
    text = tn("{n} pupil", "{n} pupils", NUMBER)
    forms = evaluate(text, [{"language": "en", "n": n} for n in (0, 1, 2, 21)])
    assert forms == ["0 pupils", "1 pupil", "2 pupils", "21 pupils"]
