"""Bot API: how the bot gets its updates (getUpdates, or a webhook on this machine)."""

from __future__ import annotations

import re
from typing import Any, Final
from urllib.parse import urlsplit

import aiohttp

from .errors import bad_request
from .local import is_loopback
from .model import Json
from .registry import METHODS, execute, method
from .request import Params, read_answer
from .webhook import Webhook
from .world import World

MAX_WAIT: Final = 50
_SECRET = re.compile(r"[A-Za-z0-9_-]*\Z")
_KINDS: Final = frozenset(
    {"message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "my_chat_member"}
    | {"chat_member", "chat_join_request", "message_reaction", "message_reaction_count", "inline_query"}
    | {"chosen_inline_result", "shipping_query", "pre_checkout_query", "poll", "poll_answer"}
)


def _kinds(world: World, params: Params) -> None:
    """Remember `allowed_updates` if given; an empty list means the default set. Unknown kinds are passed over."""
    raw = params.parsed("allowed_updates", "can't parse allowed updates list JSON object")
    if isinstance(raw, list):
        world.updates.kinds = frozenset(str(kind) for kind in raw) & _KINDS or None


@method("getUpdates")
async def get_updates(world: World, params: Params) -> list[Json]:
    """Confirm updates below `offset` and wait for the next ones."""
    _kinds(world, params)
    limit = params.integer("limit", 100)
    timeout = min(max(params.integer("timeout"), 0), MAX_WAIT)
    return await world.updates.poll(params.integer("offset"), limit if 1 <= limit <= 100 else 100, timeout)


@method("setWebhook")
async def set_webhook(world: World, params: Params) -> bool:
    """Deliver updates to an address of this machine; an empty address is deleteWebhook."""
    url = params.text("url")
    if not url:
        return await _delete_webhook(world, params)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not is_loopback(parts.hostname):
        raise bad_request("bad webhook: the sandbox delivers to this machine only")
    secret = params.text("secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    _kinds(world, params)
    if params.flag("drop_pending_updates"):
        world.updates.drop_all()
    await _stop(world, drop=params.flag("drop_pending_updates"))
    hook = Webhook(
        url,
        secret=secret,
        max_connections=min(max(params.integer("max_connections", 40), 1), 100),
        first_pause=world.webhook_first_pause,
        quiet=world.quiet,
        clock=world.clock.seconds,
        on_answer=_answered(world),
    )
    pending = world.updates.take_all()
    world.updates.webhook = hook
    for update in pending:
        hook.push(update)
    return True


async def _stop(world: World, *, drop: bool) -> None:
    hook = world.updates.webhook
    if hook is None:
        return
    world.updates.webhook = None
    left = await hook.close()
    if not drop:
        world.updates.give_back(left)


@method("deleteWebhook")
async def delete_webhook(world: World, params: Params) -> bool:
    """Back to getUpdates; what was not delivered waits there unless it is dropped."""
    return await _delete_webhook(world, params)


async def _delete_webhook(world: World, params: Params) -> bool:
    drop = params.flag("drop_pending_updates")
    await _stop(world, drop=drop)
    if drop:
        world.updates.drop_all()
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, _params: Params) -> Json:
    """How delivery goes."""
    hook = world.updates.webhook
    info: Json
    if hook is not None:
        info = hook.describe()
    else:
        info = {"url": "", "has_custom_certificate": False, "pending_update_count": world.updates.waiting()}
    if world.updates.kinds is not None:
        info["allowed_updates"] = sorted(world.updates.kinds)
    return info


def _answered(world: World) -> Any:
    async def run(response: aiohttp.ClientResponse) -> None:
        """A webhook's answer may name a method to call; its result is not reported, as in Telegram."""
        params = await read_answer(response)
        name = params.text("method")
        if name and name.lower() in METHODS:
            world.quiet.begin()
            try:
                await execute(world, name, params)
            finally:
                world.quiet.end()

    return run
