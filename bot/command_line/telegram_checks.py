"""What ``doctor`` asks the Bot API: does the token open it, do the clocks agree, will updates come here."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.clock import Clock
from bot.command_line.failures import CommandError
from bot.config import Settings

_PATIENCE = aiohttp.ClientTimeout(total=10)
_SKEW = timedelta(seconds=30)
_RECENT = timedelta(hours=1)


class TelegramChecks:
    """The checks, in the order in which they are to be asked: the first one also brings the server's time."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._ahead: timedelta | None = None

    async def reachable(self) -> str:
        """The token is right and the Bot API answers."""
        me = await self._call("getMe")
        return f"@{me['username']} через {self._settings.bot_api_url}"

    async def clocks_agree(self) -> str:
        """This machine's clock and the server's."""
        if self._ahead is None:
            raise CommandError("сверить не с чем: сервер не сказал времени")
        seconds = self._ahead.total_seconds()
        if abs(self._ahead) > _SKEW:
            raise CommandError(f"расходятся с сервером на {seconds:.0f} с: сроки и напоминания сдвинутся")
        shift = f", сдвиг CLOCK_SHIFT {self._settings.clock_shift} с" if self._settings.clock_shift else ""
        return f"расхождение с сервером {abs(seconds):.0f} с{shift}"

    async def updates_come(self) -> str:
        """The webhook is the one of the settings, or there is none."""
        info = await self._call("getWebhookInfo")
        expected = self._expected()
        if info["url"] != expected:
            known = info["url"] or "не установлен"
            raise CommandError(f"webhook {known}, а по настройкам {expected or 'его быть не должно'}")
        failed_at = info.get("last_error_date")
        if failed_at and self._clock.now() - datetime.fromtimestamp(failed_at, self._clock.now().tzinfo) < _RECENT:
            raise CommandError(f"Telegram не смог доставить сообщение: {info.get('last_error_message')}")
        return f"{'webhook' if expected else 'long polling'}, ждут очереди {info['pending_update_count']}"

    def _expected(self) -> str:
        if not self._settings.webhook_url:
            return ""
        # Only here: the intake brings aiogram with it.
        from bot.intake.webhook import PATH

        return self._settings.webhook_url + PATH

    async def _call(self, method: str) -> Any:
        """The result of a Bot API method. No error shows the address, for the token is a part of it."""
        if self._settings.bot_token is None:
            raise CommandError("без токена не проверить")
        url = f"{self._settings.bot_api_url}/bot{self._settings.bot_token.get_secret_value()}/{method}"
        try:
            async with aiohttp.ClientSession(timeout=_PATIENCE) as http, http.get(url) as response:
                moment = response.headers.get("Date")
                answer = await response.json(content_type=None)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise CommandError(f"{self._settings.bot_api_url} не отвечает ({type(error).__name__})") from None
        if moment:
            self._ahead = self._clock.now() - parsedate_to_datetime(moment)
        if not isinstance(answer, dict) or not answer.get("ok"):
            reason = answer.get("description") if isinstance(answer, dict) else "непонятный ответ"
            raise CommandError(f"отказ: {reason}")
        return answer["result"]
