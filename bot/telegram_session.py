"""How the Bot API is called: JSON in one piece, and files as aiogram sends them.

aiogram writes every call as a form, whose fields it quotes one by one and whose nested values it turns into JSON all the
same. The Bot API takes a whole call as JSON, which is written in a third of the time. What is JSON already (a stored
reply) is sent as it is, and the answer of Telegram, of which hardly anything is asked, is not made into objects.
"""

import json
from collections.abc import Mapping
from typing import Any, cast

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientError, ClientTimeout
from yarl import URL

_JSON = {"Content-Type": "application/json"}


class TelegramSession(AiohttpSession):
    """aiogram's session with a shorter way for calls without files."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._patience = ClientTimeout(total=self.timeout)
        self._urls: dict[tuple[str, str], URL] = {}
        self._defaults: dict[tuple[int, type], dict[str, Any]] = {}

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        """Call one method. Raises aiogram's exceptions, TelegramNetworkError where the outcome is not known."""
        files: dict[str, Any] = {}
        call = self.prepare_value(method.model_dump(warnings=False), bot=bot, files=files)
        if files:
            return await super().make_request(bot, method, timeout)
        try:
            status, content = await self._post(bot, method.__api_method__, call, timeout)
        except (TimeoutError, ClientError) as error:
            raise _unknown(method, error) from error
        response = self.check_response(bot=bot, method=method, status_code=status, content=content.decode())
        result: TelegramType = response.result  # type: ignore[assignment]  # only an answer that is not ok has none
        return result

    async def call(
        self, bot: Bot, kind: type[TelegramMethod[Any]], values: Mapping[str, Any], timeout: int | None = None
    ) -> Any:
        """Call a method by its parameters, which are JSON; the result is Telegram's JSON. Raises as ``make_request``.

        What the bot has defaults for is added, save for what is nested.
        """
        body = json.dumps({**self._defaults_of(bot, kind), **values})
        try:
            status, content = await self._post(bot, kind.__api_method__, body, timeout)
        except (TimeoutError, ClientError) as error:
            raise _unknown(kind.model_validate(values), error) from error
        if status == 200:
            answer = _read(content)
            if answer.get("ok") is True:
                return answer.get("result")
        method = kind.model_validate(values)
        return self.check_response(bot=bot, method=method, status_code=status, content=content.decode()).result

    async def _post(self, bot: Bot, name: str, body: str, timeout: int | None) -> tuple[int, bytes]:
        session = await self.create_session()
        url = self._urls.get((bot.token, name))
        if url is None:
            url = self._urls[bot.token, name] = URL(self.api.api_url(token=bot.token, method=name))
        patience = self._patience if timeout is None else ClientTimeout(total=timeout)
        async with session.post(url, data=body.encode(), headers=_JSON, timeout=patience) as answer:
            return answer.status, await answer.read()

    def _defaults_of(self, bot: Bot, kind: type[TelegramMethod[Any]]) -> Mapping[str, Any]:
        kept = self._defaults.get((bot.id, kind))
        if kept is None:
            fields = {name: field.default for name, field in kind.model_fields.items()}
            values = {name: bot.default[value.name] for name, value in fields.items() if isinstance(value, Default)}
            kept = self.prepare_value(values, bot=bot, files={}, _dumps_json=False)
            self._defaults[bot.id, kind] = kept
        return kept

    async def close(self) -> None:
        """Close the connections; aiogram's quarter of a second for TLS to end is spared where there is none."""
        if self._session is not None and self.api.base.startswith("http://"):
            await self._session.close()
        await super().close()


async def call(bot: Bot, kind: type[TelegramMethod[Any]], values: Mapping[str, Any], timeout: int | None = None) -> Any:
    """``TelegramSession.call`` of the bot's session."""
    return await cast("TelegramSession", bot.session).call(bot, kind, values, timeout)


def _read(content: bytes) -> Mapping[str, Any]:
    """The answer; nothing where it is no object of JSON (``check_response`` says so)."""
    try:
        answer = json.loads(content)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _unknown(method: TelegramMethod[Any], error: Exception) -> TelegramNetworkError:
    message = "Request timeout error" if isinstance(error, TimeoutError) else f"{type(error).__name__}: {error}"
    return TelegramNetworkError(method=method, message=message)
