"""The headings of an uploaded file as the page offers them for choosing."""

from dataclasses import dataclass, field

from ejournal_app.domain.messages import N_
from ejournal_app.i18n.catalogue import gettext, ngettext
from ejournal_app.services.importing.preview_model import ColumnsView


@dataclass(frozen=True)
class OptionView:
    """A column the import knows."""

    value: str
    label: str


@dataclass(frozen=True)
class HeadingChoice:
    """A heading of the file and what it is taken for."""

    name: str
    """Of the field in the form: the place of the heading."""
    heading: str
    sample: str
    value: str


@dataclass(frozen=True)
class ColumnsShown:
    """All headings; `note` says what is to be known of them."""

    present: bool = False
    headings: list[HeadingChoice] = field(default_factory=list)
    options: list[OptionView] = field(default_factory=list)
    settled: bool = True
    note: str = ""
    unused: str = ""


def columns_shown(columns: ColumnsView | None, language: str) -> ColumnsShown:
    """Return the headings for the page; nothing for a file without any."""
    if columns is None:
        return ColumnsShown()
    needed = gettext(language, N_("needed"))
    return ColumnsShown(
        present=True,
        headings=[
            HeadingChoice(
                name=f"c{one.position}", heading=one.heading, sample=one.sample, value=one.key
            )
            for one in columns.headings
        ],
        options=[
            OptionView(value=o.key, label=f"{o.title} ({needed})" if o.required else o.title)
            for o in columns.options
        ],
        settled=columns.is_settled,
        note=_note(columns, language),
        unused=ngettext(language, "{n} heading not used", "{n} headings not used", columns.unused)
        if columns.unused
        else "",
    )


def _note(columns: ColumnsView, language: str) -> str:
    if columns.doubled:
        names = ", ".join(f"«{heading}»" for heading in columns.doubled)
        return gettext(
            language,
            N_("These headings mean the same as others: {headings}. Choose which to use."),
            headings=names,
        )
    if columns.missing:
        names = ", ".join(f"«{title}»" for title in columns.missing)
        return gettext(
            language,
            N_("Not found in the file: {columns}. Choose which headings they are."),
            columns=names,
        )
    if columns.remembered:
        return gettext(language, N_("The columns are as they were chosen for an earlier file."))
    return ""
