"""The settings are checked at start and every fault is explained without showing the value."""

from pathlib import Path

import pytest

from ejournal_app.settings import SettingsError, get_settings, read_settings

SECRET = "Tik1-slepens"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_nothing_set_is_a_trial_on_this_machine(tmp_path: Path) -> None:
    settings = read_settings()
    assert settings.port == 8000
    assert settings.base_url == "http://localhost:8000"
    assert settings.database_url == f"sqlite:///{tmp_path / 'data' / 'ejournal.db'}"
    assert (settings.demo, settings.workers, settings.auto_migrate) == ("full", 1, True)
    assert settings.is_local
    assert not settings.is_tls


def test_the_base_address_follows_the_port(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EJOURNAL_PORT", "9000")
    assert read_settings().base_url == "http://localhost:9000"


def test_a_database_server_is_not_filled_or_migrated_unasked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("EJOURNAL_DATABASE_URL", "postgresql://skola:x@db/zurnals")
    settings = read_settings()
    assert settings.database_url == "postgresql+psycopg://skola:x@db/zurnals"
    assert (settings.demo, settings.auto_migrate) == ("off", False)
    monkeypatch.setenv("EJOURNAL_DEMO", "small")
    monkeypatch.setenv("EJOURNAL_AUTO_MIGRATE", "true")
    assert (read_settings().demo, read_settings().auto_migrate) == ("small", True)


def test_tls_is_known_from_the_base_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EJOURNAL_BASE_URL", "https://Zurnals.Skola.LV/")
    settings = read_settings()
    assert settings.is_tls
    assert settings.base_url == "https://zurnals.skola.lv"
    assert settings.allowed_origins == ("https://zurnals.skola.lv",)


def test_only_names_of_this_machine_are_allowed_on_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EJOURNAL_HOST", "127.0.0.1")
    assert read_settings().allowed_origins == ("http://localhost:8000", "http://127.0.0.1:8000")
    monkeypatch.setenv("EJOURNAL_HOST", "0.0.0.0")
    assert len(read_settings().allowed_origins) > 2


def test_a_file_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("EJOURNAL_PORT=8100\nEJOURNAL_SESSION_HOURS=3\nOTHER=1\n")
    monkeypatch.setenv("EJOURNAL_SESSION_HOURS", "4")
    settings = read_settings(_env_file=".env")
    assert (settings.port, settings.session_hours) == (8100, 4)


def test_the_settings_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    get_settings.cache_clear()
    first = get_settings()
    monkeypatch.setenv("EJOURNAL_PORT", "8100")
    assert get_settings() is first
    get_settings.cache_clear()


@pytest.mark.parametrize(
    ("variable", "value", "advice"),
    [
        ("EJOURNAL_PORT", "abc", "valid integer"),
        ("EJOURNAL_PORT", "70000", "65535"),
        ("EJOURNAL_BASE_URL", "zurnals.skola.lv", "https://"),
        ("EJOURNAL_BASE_URL", "https://skola.lv/zurnals", "root"),
        ("EJOURNAL_DATABASE_URL", f"mysql://root:{SECRET}@db/x", "postgresql://"),
        ("EJOURNAL_DATABASE_URL", f"{SECRET}", "sqlite:///FILE"),
        ("EJOURNAL_DATABASE_URL", "sqlite://", "lost with the process"),
        ("EJOURNAL_REDIS_URL", f"http://:{SECRET}@valkey", "redis://"),
        ("EJOURNAL_WORKERS", "0", "greater than or equal to 1"),
        ("EJOURNAL_DEMO", "huge", "'full', 'small' or 'off'"),
        ("EJOURNAL_LOG_LEVEL", "loud", "'debug'"),
    ],
)
def test_a_fault_names_the_variable_and_says_what_to_do(
    variable: str, value: str, advice: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as raised:
        read_settings()
    faults = str(raised.value).splitlines()[1:]
    assert len(faults) == 1
    assert faults[0].strip().startswith(f"{variable}: ")
    assert advice in faults[0]
    assert SECRET not in str(raised.value)


def test_several_processes_need_a_shared_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EJOURNAL_WORKERS", "2")
    with pytest.raises(SettingsError, match="EJOURNAL_REDIS_URL"):
        read_settings()
    monkeypatch.setenv("EJOURNAL_REDIS_URL", "redis://127.0.0.1:6379/0")
    assert read_settings().workers == 2


def test_a_mail_server_needs_a_sender_and_a_user_needs_a_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not read_settings().sends_mail
    monkeypatch.setenv("EJOURNAL_SMTP_HOST", "smtp.skola.lv")
    with pytest.raises(SettingsError, match="EJOURNAL_SMTP_FROM"):
        read_settings()
    monkeypatch.setenv("EJOURNAL_SMTP_FROM", "zurnals@skola.lv")
    assert read_settings().sends_mail
    monkeypatch.setenv("EJOURNAL_SMTP_USER", "zurnals")
    with pytest.raises(SettingsError, match="EJOURNAL_SMTP_PASSWORD"):
        read_settings()
    monkeypatch.setenv("EJOURNAL_SMTP_PASSWORD", SECRET)
    assert SECRET not in repr(read_settings())
