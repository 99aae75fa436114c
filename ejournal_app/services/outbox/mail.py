"""E-mail: one conversation with the mail server for as many messages as there are.

The last step is made as small as it can be. A mail server has a message only when the single dot
that ends it has arrived. Everything before is said first; then it is written down that the message
is handed over; then the dot goes out, in the same thread and with nothing in between. Who is killed
before has sent nothing and the message is tried again. Who is killed after has sent it, and it is
never sent a second time.
"""

import re
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime, formataddr, parseaddr
from urllib.parse import urlsplit

from ejournal_app.settings import get_settings

from .claiming import Claimed, Outcome

_TIMEOUT_SECONDS = 30
_TLS_PORT = 465
_OK = (250, 251)
_GO_ON = 354
_FIRST_LASTING_ERROR = 500

# Only what every mail server understands: 8-bit text is encoded.
_POLICY = SMTP_POLICY.clone(cte_type="7bit")
_LEADING_DOT = re.compile(rb"(?m)^\.")


class Post:
    """A conversation with the mail server, opened at the first message."""

    def __init__(self) -> None:
        self._server: smtplib.SMTP | None = None

    def deliver(self, message: Claimed, hand_over: Callable[[], bool]) -> Outcome | None:
        """Give a message to the server; `hand_over` is called right before it is its own.

        None when `hand_over` says that another process has the message.
        """
        try:
            server = self._server or self._connect()
        except smtplib.SMTPAuthenticationError as error:
            # The school's own settings are wrong, not the message: correcting them helps.
            return Outcome(f"{type(error).__name__} {error.smtp_code}", unreachable=True)
        except (smtplib.SMTPException, OSError) as error:
            return Outcome(type(error).__name__, unreachable=True)
        self._server = server
        try:
            return self._offer(server, message) or self._let_go(server, message, hand_over)
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Outcome(type(error).__name__)
        except ValueError as error:
            self.close()
            return Outcome(type(error).__name__, lasting=True)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the conversation; what was not handed over was not said."""
        server, self._server = self._server, None
        if server is not None:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        settings = get_settings()
        host, port, name = settings.smtp_host or "", settings.smtp_port, _host()
        if port == _TLS_PORT:
            server = smtplib.SMTP_SSL(
                host,
                port,
                local_hostname=name,
                timeout=_TIMEOUT_SECONDS,
                context=ssl.create_default_context(),
            )
        else:
            server = smtplib.SMTP(host, port, local_hostname=name, timeout=_TIMEOUT_SECONDS)
        try:
            server.ehlo_or_helo_if_needed()
            if port != _TLS_PORT and settings.smtp_starttls:
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
            if settings.smtp_user is not None and settings.smtp_password is not None:
                server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        except BaseException:
            server.close()
            raise
        return server

    def _offer(self, server: smtplib.SMTP, message: Claimed) -> Outcome | None:
        """Say from whom and for whom; the refusal, if any."""
        code, _ = server.mail(_sender(), ["SMTPUTF8"] if not message.address.isascii() else [])
        if code not in _OK:
            return self._refused(server, "SMTPSenderRefused", code)
        code, _ = server.rcpt(message.address)
        if code not in _OK:
            return self._refused(server, "SMTPRecipientsRefused", code)
        return None

    def _let_go(
        self, server: smtplib.SMTP, message: Claimed, hand_over: Callable[[], bool]
    ) -> Outcome | None:
        content = _content(message)
        code, _ = server.docmd("DATA")
        if code != _GO_ON:
            return self._refused(server, "SMTPDataError", code)
        server.send(content)
        if not hand_over():
            self.close()  # without the dot the server throws it away
            return None
        try:
            server.send(b".\r\n")
            code, _ = server.getreply()
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            return Outcome(type(error).__name__, unclear=True)
        if code not in _OK:
            return self._refused(server, "SMTPDataError", code)
        return Outcome()

    def _refused(self, server: smtplib.SMTP, name: str, code: int) -> Outcome:
        if code < 0:  # the answer made no sense
            self.close()
        else:
            server.rset()
        return Outcome(f"{name} {code}", lasting=code >= _FIRST_LASTING_ERROR)


def letter_of(message: Claimed) -> EmailMessage:
    """Return a message as a letter; its identity is the same over all attempts."""
    letter = EmailMessage(policy=_POLICY.clone(utf8=not message.address.isascii()))
    letter["From"] = formataddr((_one_line(message.sender_name), _sender()))
    letter["To"] = message.address
    letter["Subject"] = _one_line(message.subject)
    letter["Date"] = format_datetime(message.created_at)
    letter["Message-ID"] = f"<outbox-{message.id}.{message.key}@{_host()}>".replace(" ", "")
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(message.body)
    for file in message.files:
        main, _, sub = file.media_type.partition("/")
        letter.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return letter


def _content(message: Claimed) -> bytes:
    content = _LEADING_DOT.sub(b"..", letter_of(message).as_bytes())
    return content if content.endswith(b"\r\n") else content + b"\r\n"


def _sender() -> str:
    return parseaddr(get_settings().smtp_from or "")[1]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _host() -> str:
    return urlsplit(get_settings().base_url).hostname or "localhost"
