"""The kind of device in short, from what a browser says about itself."""

_SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
_BROWSERS = {"Firefox": "Firefox", "Edg": "Edge", "Chrome": "Chrome", "Safari": "Safari"}


def device_name(user_agent: str) -> str:
    """Return browser and system (`Chrome, Windows`); the whole text helps nobody."""
    browser = next((name for sign, name in _BROWSERS.items() if sign in user_agent), "")
    system = next((name for name in _SYSTEMS if name in user_agent), "")
    return ", ".join(part for part in (browser, system) if part) or user_agent[:40]
