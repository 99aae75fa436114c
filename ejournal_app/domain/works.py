"""Works to be marked: their titles, weights and scales (Regulation 15, 16)."""

from .marks import Scale

MOST_WEIGHT = 20
"""The greatest weight of a work in the average."""

TITLE_LIMIT = 200
"""Characters of a title."""

_HOMEWORK = "homework"
_CUT = "…"


def proposed_title(kind_code: str, topic: str, homework: str) -> str:
    """Return what a work added to a lesson in one tap is called: what the lesson was about.

    Homework is called by the text it was set with. A long text is cut between two words.
    """
    text = homework if kind_code == _HOMEWORK and homework.strip() else topic
    title = " ".join(text.split())
    if len(title) <= TITLE_LIMIT:
        return title
    cut = title[: TITLE_LIMIT - len(_CUT) + 1].rpartition(" ")[0]
    return (cut or title[: TITLE_LIMIT - len(_CUT)]) + _CUT


def allowed_scales(of_grade: Scale, of_kind: Scale | None) -> tuple[Scale, ...]:
    """Return the scales a work may have: the grade's own, pass or fail, per cent, the kind's."""
    known = (of_grade, Scale.PASS_FAIL, Scale.PERCENT, *([of_kind] if of_kind else []))
    return tuple(dict.fromkeys(known))
