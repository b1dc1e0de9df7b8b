"""How the stand-in says no: to the bot with Telegram's own words, to a person's program with a plain sentence."""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """An unsuccessful answer of the Bot API. `code` is also the HTTP status."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(reason: str) -> ApiError:
    """400, in the form Telegram gives it."""
    return ApiError(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiError:
    """403, in the form Telegram gives it."""
    return ApiError(403, f"Forbidden: {reason}")


class PersonError(Exception):
    """Something a person cannot do. `status` is 4xx; `extra` joins the JSON answer."""

    def __init__(self, sentence: str, status: int = 400, **extra: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status
        self.extra = extra
