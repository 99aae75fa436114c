"""Asking somebody who is logged in for the password once more."""

from ejournal_app.domain.errors import Refused
from ejournal_app.domain.messages import N_, Message
from ejournal_app.persistence.models import Account

from . import attempts, passwords


def prove_password(account: Account, password: str, *, address: str, field: str = "") -> None:
    """Refused unless this is the account's password; slow on purpose: call it in a thread.

    Attempts count like log-ins: a stolen session is no way to guess the password. `field` is the
    field of the form the refusal is about.
    """
    attempts.begin(account.username_key, address)
    if not passwords.verify_or_burn(account.password_hash, password):
        attempts.failed(address)
        raise Refused(Message(N_("The present password is wrong.")), field=field)
    attempts.succeeded(account.username_key)
