"""How the Bot API is called: JSON in one piece, and files as aiogram sends them.

aiogram writes every call as a form, whose fields it quotes one by one and whose nested values it turns into JSON all the
same. The Bot API takes a whole call as JSON, which is written in a third of the time.
"""

from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientError, ClientTimeout

_JSON = {"Content-Type": "application/json"}


class TelegramSession(AiohttpSession):
    """aiogram's session with a shorter way for calls without files."""

    async def make_request(
        self, bot: Bot, method: TelegramMethod[TelegramType], timeout: int | None = None
    ) -> TelegramType:
        """Call one method. Raises aiogram's exceptions, TelegramNetworkError where the outcome is not known."""
        files: dict[str, Any] = {}
        call = self.prepare_value(method.model_dump(warnings=False), bot=bot, files=files)
        if files:
            return await super().make_request(bot, method, timeout)
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        wait = ClientTimeout(total=self.timeout if timeout is None else timeout)
        try:
            async with session.post(url, data=call.encode(), headers=_JSON, timeout=wait) as answer:
                content = await answer.text(encoding="utf-8")
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method=method, message=f"{type(error).__name__}: {error}") from error
        response = self.check_response(bot=bot, method=method, status_code=answer.status, content=content)
        result: TelegramType = response.result  # type: ignore[assignment]  # only an answer that is not ok has none
        return result

    async def close(self) -> None:
        """Close the connections; aiogram's quarter of a second for TLS to end is spared where there is none."""
        if self._session is not None and self.api.base.startswith("http://"):
            await self._session.close()
        await super().close()
