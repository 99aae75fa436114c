"""Reading small forms sent by our own pages."""

from urllib.parse import parse_qsl

from starlette.requests import Request

_MOST_FIELDS = 20
_TYPE = "application/x-www-form-urlencoded"


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a native form, the last of each name; empty when it is none."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != _TYPE:
        return {}
    try:
        body = (await request.body()).decode("utf-8")
        fields = parse_qsl(body, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    return dict(fields)
