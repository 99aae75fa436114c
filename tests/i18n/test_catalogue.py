"""Every sentence a user can meet has a Latvian translation that fits it."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from string import Formatter

import ejournal_app
from ejournal_app.domain.messages import Message
from ejournal_app.i18n.catalogue import (
    catalogue_paths,
    gettext,
    ngettext,
    plural_forms,
    read_catalogue,
    translate,
)

PACKAGE = Path(ejournal_app.__file__).parent
PLURAL_FORMS = 3

# Where each function that takes a text has it: positions of the msgid, or of one and many.
TAKES = {"N_": (0,), "t": (0,), "gettext": (1,), "tn": (0, 1)} | {
    "ngettext": (1, 2),
    "plural_forms": (1, 2),
}


def texts_of(call: ast.Call) -> tuple[str, ...] | None:
    """The literal texts of a call that takes a text; None when they come from a variable."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name not in TAKES or len(call.args) <= max(TAKES[name]):
        return None
    found = [call.args[position] for position in TAKES[name]]
    assert not any(isinstance(text, ast.JoinedStr) for text in found), ast.unparse(call)
    texts = [text.value for text in found if isinstance(text, ast.Constant)]
    return tuple(str(text) for text in texts) if len(texts) == len(found) else None


def extracted() -> Iterator[tuple[str, tuple[str, ...]]]:
    for source in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (texts := texts_of(node)):
                yield f"{source.relative_to(PACKAGE)}:{node.lineno}", texts


def latvian() -> dict[str, tuple[str, ...]]:
    """Every msgid with its forms."""
    catalogue = read_catalogue("lv")
    return {
        (entry.id if isinstance(entry.id, str) else entry.id[0]): (
            (entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ())
        )
        for entry in catalogue
        if entry.id
    }


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_is_something_to_translate() -> None:
    assert len(list(extracted())) > 100


def test_every_text_has_a_latvian_translation() -> None:
    known = latvian()
    missing = [
        f"{place}: {texts[0]}"
        for place, texts in extracted()
        if not _is_complete(known.get(texts[0], ()), plural=len(texts) > 1)
    ]
    assert not missing, "\n".join(missing)


def _is_complete(forms: tuple[str, ...], *, plural: bool) -> bool:
    return len(forms) == (PLURAL_FORMS if plural else 1) and all(forms)


def test_no_text_is_in_the_catalogue_twice() -> None:
    # Read line by line: the reader of catalogues joins doubles without a word.
    entries = [
        entry
        for path in catalogue_paths("lv")
        for entry in re.split(r"\n\s*\n", path.read_text(encoding="utf-8"))
    ]
    ids = Counter(
        ast.literal_eval("(" + " ".join(re.findall(r'"(?:[^"\\]|\\.)*"', found[1])) + ")")
        for entry in entries
        if (found := re.search(r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)', entry, re.MULTILINE))
    )
    assert [text for text, times in ids.items() if text and times > 1] == []


def test_a_translation_has_the_placeholders_of_its_text() -> None:
    wrong = [
        f"{text} -> {form}"
        for text, forms in latvian().items()
        for form in forms
        # A plural form may leave the number out, never invent a parameter.
        if placeholders(form) != placeholders(text) and not _only_without_n(text, form, forms)
    ]
    assert wrong == []


def _only_without_n(text: str, form: str, forms: tuple[str, ...]) -> bool:
    return len(forms) == PLURAL_FORMS and placeholders(text) | {"n"} == placeholders(form) | {"n"}


def test_a_translation_begins_and_ends_like_its_text() -> None:
    wrong = [
        f"{text} -> {form}"
        for text, forms in latvian().items()
        for form in forms
        if text[:1].isspace() != form[:1].isspace()
        or text[-1:].isspace() != form[-1:].isspace()
        or (text.endswith(".") and not form.endswith("."))
    ]
    assert wrong == []


def test_latvian_has_three_plural_forms() -> None:
    assert ngettext("lv", "{n} pupil", "{n} pupils", 21) == "21 skolēns"
    assert ngettext("lv", "{n} pupil", "{n} pupils", 11) == "11 skolēni"
    assert plural_forms("lv", "{n} pupil", "{n} pupils")[2] == "{n} skolēnu"
    assert ngettext("en", "{n} pupil", "{n} pupils", 1) == "1 pupil"
    assert ngettext("en", "{n} pupil", "{n} pupils", 0) == "0 pupils"
    assert plural_forms("en", "one", "many") == ("one", "many")


def test_a_message_is_translated_with_its_parameters() -> None:
    inner = Message("no entry")
    message = Message(
        "{day}, {at}, {number}, {word}",
        {
            "day": date(2026, 11, 18),
            "at": datetime(2026, 11, 18, 6, 30, tzinfo=UTC),
            "number": Decimal("7.5"),
            "word": inner,
        },
    )
    assert translate("lv", message) == "18.11.2026, 18.11.2026 08:30, 7,5, nav ieraksta"
    assert translate("en", message) == "18 Nov 2026, 18 Nov 2026 08:30, 7.5, no entry"


def test_an_unknown_language_and_an_unknown_text_read_english() -> None:
    assert gettext("ru", "no entry") == "no entry"
    assert gettext("lv", "Nobody translated {this}.") == "Nobody translated {this}."
    assert gettext("lv", "") == ""


def test_a_text_without_parameters_keeps_its_placeholders_for_the_browser() -> None:
    assert gettext("en", "{n} pupils") == "{n} pupils"
    assert gettext("en", "{n} pupils", n="${n}") == "${n} pupils"
