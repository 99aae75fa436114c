"""What every e-mail has: a greeting, sections of lines, a link, and how to have fewer of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from ejournal_app.domain.messages import N_, Message
from ejournal_app.i18n.catalogue import gettext, ngettext, translate
from ejournal_app.settings import get_settings

CHOICE_PAGE = "/konts/pazinojumi"
"""Where one chooses what to be told, how and when."""

_MOST_LINES = 30
"""Of one section; the page behind the link has them all."""
_LONGEST = 18_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line and, if it has one of its own, where it leads."""

    text: Message | str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Lines under a heading; a heading without lines is allowed."""

    heading: str
    lines: tuple[Line, ...] = ()


def letter_body(
    language: str, school_name: str, sections: Iterable[Section], opens: tuple[str, str]
) -> str:
    """Return the text of an e-mail; `opens` is the sentence before the link and its path."""
    parts = [gettext(language, N_("Good day!"))]
    parts += [_section(language, section) for section in sections]
    text = "\n\n".join(parts)
    if len(text) > _LONGEST:
        text = text[:_LONGEST].rpartition("\n")[0] + "\n…"
    words, path = opens
    ending = gettext(language, N_("What to be told, how and when, is chosen here:"))
    footer = f"-- \n{school_name}\n{ending}\n{absolute(CHOICE_PAGE)}\n"
    return f"{text}\n\n{words}\n{absolute(path)}\n\n{footer}"


def absolute(path: str) -> str:
    """Return the address of a page of this installation, as people open it from outside."""
    return get_settings().base_url + path


def _section(language: str, section: Section) -> str:
    lines = [section.heading] if section.heading else []
    for line in section.lines[:_MOST_LINES]:
        text = line.text if isinstance(line.text, str) else translate(language, line.text)
        lines.append("- " + " ".join(text.split()))
        if line.href:
            lines.append("  " + absolute(line.href))
    more = len(section.lines) - _MOST_LINES
    if more > 0:
        lines.append(ngettext(language, "… and {n} more", "… and {n} more", more))
    return "\n".join(lines)
