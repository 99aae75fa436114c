"""SMS by the HTTP interface of a gateway; docs/sms.md says what it has to understand."""

import http.client
import json
import ssl
from urllib.parse import urlsplit

from ejournal_app.settings import get_settings

from .claiming import Claimed, Outcome

_TIMEOUT_SECONDS = 30
_TRY_AGAIN = frozenset({408, 429})


def deliver_sms(message: Claimed) -> Outcome:
    """Give a message to the gateway, under the same id at each attempt: it may drop doubles."""
    settings = get_settings()
    assert settings.sms_url is not None
    assert settings.sms_token is not None
    said = json.dumps(
        {
            "id": f"{message.id}.{message.key}",
            "to": message.address,
            "text": message.body,
            "from": settings.sms_sender,
        }
    )
    address = urlsplit(settings.sms_url)
    host, port = address.hostname or "", address.port
    connection = (
        http.client.HTTPSConnection(
            host, port, timeout=_TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
        if address.scheme == "https"
        else http.client.HTTPConnection(host, port, timeout=_TIMEOUT_SECONDS)
    )
    try:
        connection.request(
            "POST",
            (address.path or "/") + (f"?{address.query}" if address.query else ""),
            body=said.encode(),
            headers={
                "Authorization": f"Bearer {settings.sms_token.get_secret_value()}",
                "Content-Type": "application/json; charset=utf-8",
            },
        )
        status = connection.getresponse().status
    except ConnectionRefusedError as error:
        return Outcome(type(error).__name__, unreachable=True)
    except (http.client.HTTPException, OSError) as error:
        return Outcome(type(error).__name__)
    finally:
        connection.close()
    if http.client.OK <= status < http.client.MULTIPLE_CHOICES:
        return Outcome()
    lasting = (
        http.client.BAD_REQUEST <= status < http.client.INTERNAL_SERVER_ERROR
        and status not in _TRY_AGAIN
    )
    return Outcome(f"HTTP {status}", lasting=lasting)
