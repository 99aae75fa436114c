"""Hashing and checking passwords."""

import threading

import pytest

from ejournal_app.domain.errors import Refused
from ejournal_app.services.accounts import passwords


def test_a_password_is_found_again_and_nothing_else_is() -> None:
    stored = passwords.hash_password("Zilonis-uz-ledus")
    assert passwords.verify(stored, "Zilonis-uz-ledus")
    assert not passwords.verify(stored, "zilonis-uz-ledus")
    assert stored != passwords.hash_password("Zilonis-uz-ledus")


def test_a_phone_and_a_computer_may_write_the_same_letter_differently() -> None:
    stored = passwords.hash_password("P\u0101rsteigums")
    assert passwords.verify(stored, "Pa\u0304rsteigums")


@pytest.mark.parametrize("damaged", ["", "plain", "$argon2id$v=19$damaged", "!"])
def test_a_damaged_hash_belongs_to_no_password(damaged: str) -> None:
    assert not passwords.verify(damaged, "")
    assert not passwords.verify_or_burn(damaged, damaged)


def test_nobody_has_the_password_that_is_checked_for_unknown_users() -> None:
    assert not passwords.verify_or_burn(None, "the password of nobody")


def test_a_password_must_differ_from_the_user_name() -> None:
    with pytest.raises(Refused):
        passwords.check_password_strength("Anna.Bērziņa", username="anna.bērziņa")
    passwords.check_password_strength("Anna.Bērziņa-7", username="anna.bērziņa")


def test_at_most_four_passwords_are_checked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = passwords.hash_password("Zilonis-uz-ledus")
    real, lock = passwords._context.verify, threading.Lock()
    running = most = 0

    def watched(secret: str, known: str) -> bool:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        try:
            return bool(real(secret, known))
        finally:
            with lock:
                running -= 1

    monkeypatch.setattr(passwords._context, "verify", watched)
    threads = [
        threading.Thread(target=passwords.verify, args=(stored, "a guess")) for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most <= passwords.AT_ONCE
