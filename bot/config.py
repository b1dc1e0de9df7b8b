"""Settings of the bot: environment variables or ``.env``; each has a default but the token."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
OFFICIAL_API = "https://api.telegram.org"


class Settings(BaseSettings):
    """Everything that can be set from outside. Names are upper-cased in the environment (``BOT_TOKEN`` …)."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", env_ignore_empty=True)

    bot_token: SecretStr | None = None
    bot_api_url: str = OFFICIAL_API
    database_url: str = "sqlite+aiosqlite:///var/bot.sqlite3"
    office_ids: Annotated[tuple[int, ...], NoDecode] = ()
    season_file: Path = ROOT / "seasons" / "2019-2020.toml"
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    send_rate: float = Field(default=28.0, gt=0)
    second_administrator_above: int = Field(default=300, ge=0)
    # Seconds after which the work of a replica that has died is taken over by the others (PostgreSQL).
    lease_seconds: float = Field(default=30.0, ge=1)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"
    # Seconds added to the machine's clock; for rehearsals and failure tests, refused with the official Bot API.
    clock_shift: int = 0

    @field_validator("office_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(int(part) for part in value.replace(";", ",").split(",") if part.strip())
        return value

    @field_validator("bot_api_url", "webhook_url")
    @classmethod
    def _no_trailing_slash(cls, value: str | None) -> str | None:
        return value.rstrip("/") if value else value

    def model_post_init(self, context: Any, /) -> None:
        """Refuse combinations that would surprise a live bot's users."""
        if self.webhook_url and not self.webhook_secret:
            raise ValueError("WEBHOOK_URL needs WEBHOOK_SECRET: without it anybody could send updates")
        if self.clock_shift and self.bot_api_url == OFFICIAL_API:
            raise ValueError("CLOCK_SHIFT is for rehearsals: it is refused with the official Bot API")

    @property
    def shift(self) -> timedelta:
        """The clock's shift as a duration."""
        return timedelta(seconds=self.clock_shift)

    @property
    def replicated(self) -> bool:
        """Whether there may be other processes like this one: Telegram lets only one poll, SQLite only one write."""
        return self.webhook_url is not None and not self.database_url.startswith("sqlite")
