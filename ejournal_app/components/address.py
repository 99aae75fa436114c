"""What the address of the open page names, known in the browser before the server has answered."""

import reflex as rx
from reflex.vars import Var, VarData

from ejournal_app.components.feedback import skeleton

_HOOKS = VarData(
    imports={"react-router": ["useParams"]},
    hooks={"const addressParts = useParams();": None},
)


def shown_when_loaded(shown: Var[str], part: str, *children: rx.Component) -> rx.Component:
    """Return the children once the state holds what the address names, grey lines before.

    `shown` is the id the state holds, `part` the name of the route's part. Between two pages of
    a kind the state holds the page before: nobody may type into that one any more.
    """
    named: Var[str] = Var(f'(addressParts.{part} ?? "")', _var_data=_HOOKS).to(str)
    return rx.cond(shown == named, rx.fragment(*children), rx.el.div(skeleton(), class_name="card"))
