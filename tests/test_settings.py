"""Settings: what an operator is told when one is wrong."""

import pytest
from pydantic import SecretStr

from bot.core.database import database_url
from bot.settings import Settings, SettingsError, read_settings

GOOD = {"slack_bot_token": "xoxb-test-not-a-token", "_env_file": None}


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def test_a_bot_token_is_all_that_must_be_set() -> None:
    settings = read_settings(**GOOD)
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.slack_app_token is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"slack_bot_token": "xoxp-person"}, "SLACK_BOT_TOKEN: it is not a bot token: those start with xoxb-"),
        ({"slack_app_token": "xoxb-bot"}, "SLACK_APP_TOKEN: it is not an app-level token: those start with xapp-"),
        ({"slack_api_url": "slack.com"}, "SLACK_API_URL: it is not an address: it starts with https://"),
        ({"database_url": "mysql://host/name"}, "DATABASE_URL: 'mysql' is not supported: use sqlite or postgresql"),
        ({"database_url": "somewhere"}, "DATABASE_URL: it is not a database URL"),
        ({"port": "99999"}, "PORT: Input should be less than or equal to 65535"),
    ],
)
def test_a_wrong_setting_names_the_variable_the_fault_and_where_to_look(wrong: dict[str, str], said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings(**GOOD | wrong)
    assert str(refused.value).startswith(said)
    assert "Where to find it: " in str(refused.value)


def test_a_missing_token_is_named_too() -> None:
    with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN: is missing"):
        read_settings(_env_file=None)


def test_every_wrong_setting_is_told_at_once() -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings(slack_bot_token="no", port="no", _env_file=None)
    assert len(str(refused.value).splitlines()) == 2


def test_secrets_never_print() -> None:
    settings = read_settings(**GOOD, slack_signing_secret=SecretStr("hush"), slack_app_token="xapp-hush")
    assert "hush" not in repr(settings)
    assert "not-a-token" not in repr(settings)
    with pytest.raises(SettingsError) as refused:
        read_settings(**GOOD | {"slack_bot_token": "my-secret-typed-into-the-wrong-box"})
    assert "my-secret" not in str(refused.value)


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-from-environment")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    settings = read_settings(_env_file=None)
    assert settings.slack_bot_token is not None
    assert settings.slack_bot_token.get_secret_value() == "xoxb-from-environment"
    assert settings.log_level == "DEBUG"


@pytest.mark.parametrize(
    ("written", "driver"),
    [
        ("sqlite:///var/firebreak.db", "sqlite+aiosqlite"),
        ("postgres://u:p@host/name", "postgresql+psycopg"),
        ("postgresql://u:p@host/name", "postgresql+psycopg"),
        ("postgresql+asyncpg://u:p@host/name", "postgresql+psycopg"),
    ],
)
def test_a_database_address_may_be_written_as_hosts_do(written: str, driver: str) -> None:
    assert database_url(written).drivername == driver
