"""Settings: the only reader of the environment. Wrong ones name the variable, the fault and where to look."""

from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.core.database import database_url as parse_database_url
from bot.core.keyring import Keyring

SLACK_APPS = "https://api.slack.com/apps > your app"

WHERE = {
    "SLACK_BOT_TOKEN": f"{SLACK_APPS} > OAuth & Permissions > Bot User OAuth Token (starts with xoxb-)",
    "SLACK_SIGNING_SECRET": f"{SLACK_APPS} > Basic Information > App Credentials > Signing Secret",
    "SLACK_APP_TOKEN": f"{SLACK_APPS} > Basic Information > App-Level Tokens (connections:write; starts with xapp-)",
    "SLACK_CLIENT_ID": f"{SLACK_APPS} > Basic Information > App Credentials > Client ID",
    "SLACK_CLIENT_SECRET": f"{SLACK_APPS} > Basic Information > App Credentials > Client Secret",
    "TOKEN_KEYS": "`firebreak keys new` prints one; several are separated by commas, the newest first",
    "PUBLIC_URL": "the address people reach this deployment at, such as https://firebreak.example.com",
    "SLACK_API_URL": "leave it out for Slack itself; it ends with /api/",
    "DATABASE_URL": "sqlite:///var/firebreak.db, or postgresql://user:password@host/name",
    "PORT": "a number from 0 to 65535; most hosts set it for you",
    "SLACK_POSTS_PER_MINUTE": "a number from 1 to 100000; Slack allows several hundred a minute in each workspace",
    "SLACK_LOOKS_PER_MINUTE": "a number from 1 to 1000; Slack allows 50 to apps of your own, 1 to apps sold elsewhere",
    "ENGINE": "embedded (the default) or procrastinate, which needs Postgres",
    "LANE_LEASE_SECONDS": "a number from 2 to 600; 60 suits everybody but tests",
    "TRUSTED_CALENDAR_HOSTS": "names of calendar servers in your own network, separated by commas; none by default",
    "LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
    "LOG_FORMAT": "json or text",
    "FIREBREAK_WIRE_LOG": "a file to write; only the sandbox uses it",
}


class SettingsError(Exception):
    """Settings that cannot work; the text has one line for each fault."""


def _is_a_database(url: str) -> str:
    parse_database_url(url)
    return url


DatabaseAddress = Annotated[str, AfterValidator(_is_a_database)]
S = TypeVar("S", bound=BaseSettings)


class Settings(BaseSettings):
    """What the operator decides. Secrets never show in a repr, a log or an error."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)

    slack_bot_token: SecretStr | None = None
    # Only requests over HTTP are signed, so Socket Mode can do without.
    slack_signing_secret: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    token_keys: SecretStr | None = None
    public_url: str | None = None
    slack_api_url: str = "https://slack.com/api/"
    database_url: DatabaseAddress = "sqlite:///var/firebreak.db"
    port: Annotated[int, Field(ge=0, le=65535)] | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["json", "text"] = "json"
    slack_posts_per_minute: Annotated[int, Field(ge=1, le=100_000)] = 240
    slack_looks_per_minute: Annotated[int, Field(ge=1, le=1_000)] = 40
    engine: Literal["embedded", "procrastinate"] = "embedded"
    lane_lease_seconds: Annotated[int, Field(ge=2, le=600)] = 60
    trusted_calendar_hosts: str = ""

    @field_validator("slack_bot_token")
    @classmethod
    def _is_a_bot_token(cls, token: SecretStr | None) -> SecretStr | None:
        if token is None or not token.get_secret_value():
            return None
        if not token.get_secret_value().startswith(("xoxb-", "xoxe.xoxb-")):
            raise ValueError("it is not a bot token: those start with xoxb-")
        return token

    @field_validator("slack_client_id", "public_url")
    @classmethod
    def _or_none(cls, text: str | None) -> str | None:
        return text.rstrip("/") if text else None

    @field_validator("token_keys")
    @classmethod
    def _are_keys(cls, keys: SecretStr | None) -> SecretStr | None:
        if keys is None or not keys.get_secret_value():
            return None
        try:
            Keyring(split_keys(keys))
        except ValueError:
            raise ValueError("one of them is no key") from None
        return keys

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

    @property
    def oauth(self) -> tuple[str, str]:
        """Client id and secret, where workspaces install the app themselves."""
        if self.slack_client_id is None or self.slack_client_secret is None:
            raise SettingsError("SLACK_CLIENT_ID and SLACK_CLIENT_SECRET are not set")
        return self.slack_client_id, self.slack_client_secret.get_secret_value()

    @property
    def is_on_the_web(self) -> bool:
        """Whether somebody can ask this deployment for pages: `firebreak run` then listens on a port, and
        `firebreak web` does.
        """
        return self.slack_app_token is None or self.port is not None or self.public_url is not None

    @property
    def trusted_hosts(self) -> frozenset[str]:
        """Calendar servers that may be in a private network, and be asked without TLS."""
        return frozenset(each.strip() for each in self.trusted_calendar_hosts.split(",") if each.strip())

    @property
    def keyring(self) -> Keyring:
        """What locks the tokens of installations."""
        if self.token_keys is None:
            raise SettingsError(_missing("TOKEN_KEYS", "tokens of installations are only stored encrypted"))
        return Keyring(split_keys(self.token_keys))

    def check(self) -> None:
        """Raises SettingsError when settings that are right by themselves cannot work together."""
        if self.engine == "procrastinate" and not self.database_url.startswith("postgres"):
            raise SettingsError(f"ENGINE: procrastinate needs Postgres, and DATABASE_URL names none. {WHERE['ENGINE']}")
        if self.slack_client_id is None:
            if self.slack_bot_token is None:
                raise SettingsError(f"SLACK_BOT_TOKEN: is missing. Where to find it: {WHERE['SLACK_BOT_TOKEN']}")
            return
        if self.slack_bot_token is not None:
            raise SettingsError(
                "SLACK_BOT_TOKEN and SLACK_CLIENT_ID are both set. The first serves one workspace, the second lets "
                "workspaces install the app: remove one of them"
            )
        needed = {
            "SLACK_CLIENT_SECRET": self.slack_client_secret,
            "TOKEN_KEYS": self.token_keys,
            "PUBLIC_URL": self.public_url,
        }
        missing = [name for name, value in needed.items() if value is None]
        if missing:
            raise SettingsError("\n".join(_missing(each, "SLACK_CLIENT_ID needs it") for each in missing))


def split_keys(keys: SecretStr) -> list[str]:
    return [each.strip() for each in keys.get_secret_value().split(",") if each.strip()]


def _missing(name: str, why: str) -> str:
    return f"{name}: is missing, and {why}. Where to find it: {WHERE[name]}"


class SandboxSettings(BaseSettings):
    """What the sandbox needs; it brings its own tokens."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    firebreak_wire_log: str | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "WARNING"


class KeySettings(BaseSettings):
    """What is needed to lock stored tokens anew."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)

    database_url: DatabaseAddress = "sqlite:///var/firebreak.db"
    token_keys: SecretStr


class DatabaseSettings(BaseSettings):
    """What is needed where no Slack is: migrations."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, hide_input_in_errors=True)

    database_url: DatabaseAddress = "sqlite:///var/firebreak.db"
    engine: Literal["embedded", "procrastinate"] = "embedded"


def read_settings(**known: Any) -> Settings:
    """The settings of this process; `known` ones win over the environment.

    Raises SettingsError with a sentence per fault, naming the variable and where its value is found.
    """
    settings = _read(Settings, known)
    settings.check()
    return settings


def read_database_settings(**known: Any) -> DatabaseSettings:
    """As `read_settings`, where only the database matters."""
    return _read(DatabaseSettings, known)


def read_key_settings() -> KeySettings:
    """As `read_settings`, where only keys and the database matter."""
    return _read(KeySettings, {})


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
