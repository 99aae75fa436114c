"""Keeps the browser's own places (document title, language, theme) in step with the page."""

from typing import Any

import reflex as rx
from reflex.vars import Var, VarData
from reflex_base.style import color_mode_imports
from reflex_base.utils.imports import ImportDict

from ejournal_app.components.i18n import Text
from ejournal_app.states.preferences import Preferences
from ejournal_app.states.shell import Shell

PRODUCT = "eŽurnāls"

_HOOKS = """const shownLanguage = useRef(null);
useEffect(() => {{
  document.title = {title} ? {title} + " · {product}" : "{product}";
}}, [{title}]);
useEffect(() => {{
  if (!{ready}) return;
  document.documentElement.lang = {language};
  if (shownLanguage.current && shownLanguage.current !== {language}) window.location.reload();
  shownLanguage.current = {language};
  setColorMode({theme} === "auto" ? "system" : {theme});
}}, [{ready}, {language}, {theme}]);"""


class BrowserSync(rx.Fragment):
    """Shows nothing; needed because nothing outside React's tree can be a component.

    The theme is set only once the account's choice is known: before that the one this browser
    had last holds. The framework keeps it and sets the class on `<html>` before the first paint.
    A changed language loads the page again, for the words the server has written: the content
    policy forbids what `rx.call_script` would do instead.
    """

    title: Var[str]

    @classmethod
    def create(cls, *children: Any, **props: Any) -> rx.Component:
        """Return the component; `title` is the document's title."""
        return super().create(*children, **props)

    def _exclude_props(self) -> list[str]:
        return ["title"]

    def add_imports(self) -> ImportDict:
        """Return what the effects use."""
        return {"react": ["useEffect", "useRef"]}

    def add_hooks(self) -> list[str | Var]:
        """Return the effects."""
        values = {
            "title": self.title,
            "ready": Shell.ready,
            "language": Preferences.language,
            "theme": Preferences.theme,
        }
        code = _HOOKS.format(product=PRODUCT, **{name: str(var) for name, var in values.items()})
        data = VarData.merge(
            VarData(
                imports=color_mode_imports,
                hooks={"const { setColorMode } = useContext(ColorModeContext);": None},
            ),
            *(var._get_all_var_data() for var in values.values()),  # noqa: SLF001
        )
        return [Var(code, _var_data=data)]


def browser_sync(title: Text) -> rx.Component:
    """Return the component that keeps title, language and theme of the document."""
    return BrowserSync.create(title=title)
