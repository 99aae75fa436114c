"""Pupils of the ending year who are without a decision, with what is proposed, as a list (8)."""

from collections.abc import Sequence
from dataclasses import dataclass

from ejournal_app.domain.access import Actor, Permission
from ejournal_app.domain.messages import N_, Message
from ejournal_app.domain.promotion import Outcome
from ejournal_app.persistence.engine import reading
from ejournal_app.services.lists.definition import Column, Filter, ListDefinition, Look

from .proposing import Candidate, load

_UNDECIDED = "none"
WORDS: dict[str, Message] = {
    Outcome.PROMOTED: Message(N_("promote")),
    Outcome.REPEATS: Message(N_("repeat the grade")),
    Outcome.GRADUATES: Message(N_("graduate")),
    _UNDECIDED: Message(N_("no proposal")),
}
"""What is proposed, in words."""
_LOOKS: dict[str, Look] = {
    Outcome.PROMOTED: "ok",
    Outcome.GRADUATES: "ok",
    Outcome.REPEATS: "bad",
    _UNDECIDED: "warn",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLine:
    """A pupil with the class of the ending year."""

    class_id: int
    class_name: str
    grade: int
    candidate: Candidate

    @property
    def outcome(self) -> str:
        """Return what is proposed, as the filter names it."""
        return self.candidate.proposal.outcome or _UNDECIDED


def _load(_actor: Actor) -> Sequence[ProposalLine]:
    with reading() as session:
        found = load(session)
    return [
        ProposalLine(
            class_id=own.class_id, class_name=own.name, grade=own.grade, candidate=candidate
        )
        for own in (found.classes if found else ())
        for candidate in own.candidates
    ]


def _reasons(line: ProposalLine) -> Message | None:
    """Return the reasons as one sentence, parted by semicolons."""
    said: Message | None = None
    for reason in line.candidate.proposal.reasons:
        said = reason if said is None else Message("{a}; {b}", {"a": said, "b": reason})
    return said


PROPOSALS = ListDefinition[ProposalLine](
    key="priekslikumi",
    title=N_("Proposals for promotion"),
    permission=Permission.MOVEMENT_WRITE,
    load=_load,
    columns=(
        Column(key="name", title=N_("Name"), cell=lambda line: line.candidate.name),
        Column(
            key="class",
            title=N_("Class"),
            cell=lambda line: line.class_name,
            order=lambda line: (line.grade, line.class_name),
        ),
        Column(
            key="proposal",
            title=N_("Proposal"),
            cell=lambda line: WORDS[line.outcome],
            order=lambda line: list(WORDS).index(line.outcome),
            look=lambda line: _LOOKS[line.outcome],
        ),
        Column(
            key="reasons",
            title=N_("Why"),
            cell=_reasons,
            order=lambda line: len(line.candidate.proposal.reasons),
        ),
    ),
    filters=(
        Filter(key="class", title=N_("Class"), values_of=lambda line: (line.class_name,)),
        Filter(
            key="proposal",
            title=N_("Proposal"),
            values_of=lambda line: (line.outcome,),
            labels=WORDS,
        ),
    ),
    href=lambda line: f"/skoleni/{line.candidate.pupil_id}",
    found_by=lambda line: f"{line.candidate.name} {line.class_name}",
)
