"""Settings: the only reader of the environment. Wrong ones name the variable, the fault and where to look."""

from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.core.database import database_url as parse_database_url

SLACK_APPS = "https://api.slack.com/apps > your app"

WHERE = {
    "SLACK_BOT_TOKEN": f"{SLACK_APPS} > OAuth & Permissions > Bot User OAuth Token (starts with xoxb-)",
    "SLACK_SIGNING_SECRET": f"{SLACK_APPS} > Basic Information > App Credentials > Signing Secret",
    "SLACK_APP_TOKEN": f"{SLACK_APPS} > Basic Information > App-Level Tokens (connections:write; starts with xapp-)",
    "SLACK_API_URL": "leave it out for Slack itself; it ends with /api/",
    "DATABASE_URL": "sqlite:///var/firebreak.db, or postgresql://user:password@host/name",
    "PORT": "a number from 0 to 65535; most hosts set it for you",
    "SLACK_POSTS_PER_MINUTE": "a number from 1 to 100000; Slack allows several hundred a minute in each workspace",
    "SLACK_LOOKS_PER_MINUTE": "a number from 1 to 1000; Slack allows 50 to apps of your own, 1 to apps sold elsewhere",
    "LANE_LEASE_SECONDS": "a number from 2 to 600; 60 suits everybody but tests",
    "LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
    "LOG_FORMAT": "json or text",
    "FIREBREAK_WIRE_LOG": "a file to write; only the sandbox uses it",
}


def _is_a_database(url: str) -> str:
    parse_database_url(url)
    return url


DatabaseAddress = Annotated[str, AfterValidator(_is_a_database)]
S = TypeVar("S", bound=BaseSettings)


class SettingsError(Exception):
    """Settings that cannot work; the text has one line for each fault."""


class Settings(BaseSettings):
    """What the operator decides. Secrets never show in a repr, a log or an error."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)

    slack_bot_token: SecretStr
    # Only requests over HTTP are signed, so Socket Mode can do without.
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    database_url: DatabaseAddress = "sqlite:///var/firebreak.db"
    port: Annotated[int, Field(ge=0, le=65535)] = 3000
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = "json"
    slack_posts_per_minute: Annotated[int, Field(ge=1, le=100_000)] = 240
    slack_looks_per_minute: Annotated[int, Field(ge=1, le=1_000)] = 40
    lane_lease_seconds: Annotated[int, Field(ge=2, le=600)] = 60

    @field_validator("slack_bot_token")
    @classmethod
    def _is_a_bot_token(cls, token: SecretStr) -> SecretStr:
        if not token.get_secret_value().startswith("xoxb-"):
            raise ValueError("it is not a bot token: those start with xoxb-")
        return token

    @field_validator("slack_app_token")
    @classmethod
    def _is_an_app_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not token.get_secret_value():
            return None
        if token is not None and not token.get_secret_value().startswith("xapp-"):
            raise ValueError("it is not an app-level token: those start with xapp-")
        return token

    @field_validator("slack_api_url")
    @classmethod
    def _is_an_address(cls, url: str) -> str:
        if not url.startswith(("https://", "http://")):
            raise ValueError("it is not an address: it starts with https://")
        return url if url.endswith("/") else url + "/"

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_capitals(cls, level: object) -> object:
        return level.upper() if isinstance(level, str) else level


class SandboxSettings(BaseSettings):
    """What the sandbox needs; it brings its own tokens."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    firebreak_wire_log: str | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"


class DatabaseSettings(BaseSettings):
    """What is needed where no Slack is: migrations."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)

    database_url: DatabaseAddress = "sqlite:///var/firebreak.db"


def read_settings(**known: Any) -> Settings:
    """The settings of this process; `known` ones win over the environment.

    Raises SettingsError with a sentence per fault, naming the variable and where its value is found.
    """
    return _read(Settings, known)


def read_database_settings(**known: Any) -> DatabaseSettings:
    """As `read_settings`, where only the database matters."""
    return _read(DatabaseSettings, known)


def read_sandbox_settings() -> SandboxSettings:
    """What the sandbox lets itself be told."""
    return _read(SandboxSettings, {})


def _read(kind: type[S], known: dict[str, Any]) -> S:
    try:
        return kind(**known)
    except ValidationError as error:
        raise SettingsError(
            "\n".join(_fault(each["loc"], each["type"], each["msg"]) for each in error.errors())
        ) from None


def _fault(place: tuple[int | str, ...], kind: str, message: str) -> str:
    name = str(place[0]).upper()
    what = "is missing" if kind == "missing" else message.removeprefix("Value error, ")
    return f"{name}: {what}. Where to find it: {WHERE.get(name, 'see the settings table in README.md')}"
