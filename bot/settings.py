"""Every environment variable of the guide: name, type, default and meaning, read in one place.

    python -m bot.settings        the table of docs/settings.md

Ask `settings()` each time a value is needed: it always holds what the environment says now. A
variable that is empty counts as not set.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseSettings, Field, ValidationError, root_validator, validator
from pydantic.fields import ModelField

DEFAULT_RETENTION_HOURS = 24.0
LONGEST_RETENTION_HOURS = 720.0

# Read by Rasa's libraries, which are told to be quiet unless somebody wants them otherwise.
QUIET = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}


class SettingsError(ValueError):
    """A variable has a value that cannot be; the message is one line that names it."""


class Settings(BaseSettings):
    """The environment of a process of the guide."""

    port: int = Field(default=5005, env="PORT", description="Port of `make run`.")
    host: str = Field(
        default="127.0.0.1", env="GUIDE_HOST", description="Address the chat server listens on."
    )
    action_host: str = Field(
        default="127.0.0.1",
        env="GUIDE_ACTION_HOST",
        description="Address the action server listens on.",
    )
    db: str | None = Field(
        default=None,
        env="GUIDE_DB",
        repr=False,
        description="Where conversations are kept: a file or a `postgresql://` address. "
        "`make run` uses `conversations.db` in `GUIDE_STATE`.",
    )
    state: Path | None = Field(
        default=None,
        env="GUIDE_STATE",
        description="Folder of conversations and logs of `make run`; `state` in the cache folder.",
    )
    cache: Path | None = Field(
        default=None,
        env="GUIDE_CACHE",
        description="Folder for what is expensive and not in git: encoder, trained models. "
        "`resolution-guide` in `XDG_CACHE_HOME`.",
    )
    user_cache: Path | None = Field(
        default=None, env="XDG_CACHE_HOME", description="The user's cache folder; `~/.cache`."
    )
    environment: str = Field(
        default="",
        env="GUIDE_ENV",
        description="`production` makes a start without `GUIDE_SECRET_KEY` an error.",
    )
    secret_key: str = Field(
        default="",
        env="GUIDE_SECRET_KEY",
        repr=False,
        description="Key of session tokens, calendar links and sender names, 16 characters or "
        "more, the same for every server. Without it a random key is made on this machine.",
    )
    key_file: Path | None = Field(
        default=None,
        env="GUIDE_KEY_FILE",
        description="File of the key made on this machine; `secret.key` in the cache folder.",
    )
    retention_hours: float = Field(
        default=DEFAULT_RETENTION_HOURS,
        env="RETENTION_HOURS",
        description="Hours a conversation is kept after its last message; at most 720. "
        "What is no number counts as the default.",
    )
    messages_per_minute: float = Field(
        default=60.0,
        env="GUIDE_MESSAGES_PER_MINUTE",
        description="Messages a minute that one conversation may send; one address 20 times it.",
    )
    origins: str = Field(
        default="",
        env="GUIDE_ORIGINS",
        description="Other sites whose pages may embed the chat, parted by spaces.",
    )
    behind_proxy: bool = Field(
        default=False,
        env="GUIDE_BEHIND_PROXY",
        description="`1` takes a visitor's address from the last `X-Forwarded-For`.",
    )
    redis_url: str = Field(
        default="",
        env="GUIDE_REDIS_URL",
        repr=False,
        description="Redis that several chat servers share for their locks and page messages.",
    )
    drain_seconds: float = Field(
        default=0.0,
        env="GUIDE_DRAIN_SECONDS",
        description="Seconds for which a chat server told to stop says no at `/readyz` first.",
    )
    public_url: str = Field(
        default="",
        env="GUIDE_PUBLIC_URL",
        description="The guide's https address, for links to calendar files in Telegram.",
    )
    telegram_token: str = Field(
        default="",
        env="TELEGRAM_TOKEN",
        repr=False,
        description="Token of the Telegram bot, from @BotFather.",
    )
    telegram_secret: str = Field(
        default="",
        env="TELEGRAM_SECRET",
        repr=False,
        description="Long random word that Telegram sends with every message.",
    )
    telegram_api: str = Field(
        default="",
        env="TELEGRAM_API",
        description="Another address for Telegram's Bot API, such as that of a test's server.",
    )
    twilio_api: str = Field(
        default="",
        env="TWILIO_API",
        description="Another address for Twilio's API, such as that of a test's server.",
    )
    organisation: Path | None = Field(
        default=None,
        env="GUIDE_ORGANISATION",
        description="File of the organisation that runs the guide; `guide.yml` of the project.",
    )
    counts_token: str = Field(
        default="",
        env="GUIDE_COUNTS_TOKEN",
        repr=False,
        description="Long random word, 16 characters or more: the password of `/counts`, the "
        "page of the anonymous counts. Without it there is no such page.",
    )
    lean: bool = Field(
        default=True,
        env="GUIDE_LEAN",
        description="`0` loads TensorFlow in the chat server, which uses none of it.",
    )
    now: datetime | None = Field(
        default=None,
        env="GUIDE_NOW",
        description="The time for the dates in answers, in ISO form; for tests. The real time.",
    )

    class Config:
        case_sensitive = True

    @root_validator(pre=True)
    def _without_the_empty(cls, given: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in given.items() if value != ""}

    @validator("retention_hours", pre=True)
    def _hours_or_default(cls, given: object) -> object:
        try:
            return float(str(given))
        except ValueError:
            return DEFAULT_RETENTION_HOURS

    @validator("now", pre=True)
    def _iso(cls, given: object) -> object:
        return datetime.fromisoformat(given) if isinstance(given, str) else given

    @property
    def cache_folder(self) -> Path:
        """Folder for everything expensive that is not in git."""
        if self.cache is not None:
            return self.cache
        return (self.user_cache or Path.home() / ".cache") / "resolution-guide"

    @property
    def state_folder(self) -> Path:
        """Folder of the conversations and logs of `make run`."""
        return self.state or self.cache_folder / "state"

    @property
    def secret_key_file(self) -> Path:
        """File of the random key of this machine."""
        return self.key_file or self.cache_folder / "secret.key"


def settings() -> Settings:
    """What the environment says now.

    Raises:
        SettingsError: a variable has a value that cannot be.
    """
    return _read(tuple([(name, os.environ[name]) for name in _NAMES if name in os.environ]))


def _name(field: ModelField) -> str:
    return str(field.field_info.extra["env"])


_NAMES = tuple(_name(field) for field in Settings.__fields__.values())


@lru_cache(maxsize=8)
def _read(_set: tuple[tuple[str, str], ...]) -> Settings:
    """The settings, remembered as long as these variables are set to these values."""
    try:
        return Settings()
    except ValidationError as problem:
        first = problem.errors()[0]
        name = _name(Settings.__fields__[str(first["loc"][0])])
        raise SettingsError(f"{name} has a value that cannot be: {first['msg']}.") from problem


def child_environment(more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a child process: this one's, and `more`."""
    return {**os.environ, **more}


def quiet_libraries() -> None:
    """Tells the libraries of this process to send no telemetry and to keep their logs short."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)


def table() -> str:
    """Every variable as a Markdown table."""
    lines = ["| Variable | Default | Meaning |", "|---|---|---|"]
    for field in Settings.__fields__.values():
        lines.append(
            f"| `{_name(field)}` | {_shown(field.default)} | {field.field_info.description} |"
        )
    return "\n".join(lines)


def _shown(default: object) -> str:
    if default is None or default == "":
        return ""
    if isinstance(default, bool):
        return f"`{int(default)}`"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`"


if __name__ == "__main__":
    print(table())
