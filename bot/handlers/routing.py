"""Finding the handler of an update without asking every router.

aiogram asks router after router, filter after filter: with thirty routers that takes longer than everything else an
update needs. Most handlers say which command, which button or which state of the dialog they are for; only those are
asked that may be meant, in the order of the routers. A handler that says none of these is always asked.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from aiogram import Bot, Dispatcher, Router
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.dispatcher.event.handler import FilterObject, HandlerObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message, TelegramObject, Update

_SLASH = "/"


class AtOnce(FilterObject):
    """A filter that is no coroutine (``F.…``, a state) and judges where it is: aiogram sends each of them to a thread."""

    async def call(self, *args: Any, **kwargs: Any) -> Any:
        """What the filter says."""
        return self.callback(*args, **self._prepare_kwargs(kwargs))


Unpacked = dict[type[CallbackData], CallbackData | None]
"""What a tapped button says in the terms of each kind of button: the same for all handlers."""

Doubt = Callable[[Any, Unpacked], Any]
"""(event, unpacked so far) → whether a filter would let the event through."""


class Route(NamedTuple):
    """A handler, where it belongs, and how it is called: through the middlewares of its router.

    ``doubts`` are its first filters as plain functions: asking those of a dozen handlers as aiogram does, each in a
    coroutine with all arguments copied, takes longer than the one that is meant.
    """

    router: Router
    observer: TelegramEventObserver
    handler: HandlerObject
    call: Callable[[TelegramObject, dict[str, Any]], Any]
    doubts: tuple[Doubt, ...]


class Index:
    """The handlers of one kind of event by what they are for: a name (command, button) and a state of the dialog."""

    def __init__(self, routes: Sequence[Route], names_of: Callable[[HandlerObject], frozenset[str] | None]) -> None:
        self._wanted = [(route, names_of(route.handler), states_of(route.handler)) for route in routes]
        self._names = frozenset(name for _, names, _ in self._wanted for name in names or ())
        self._states = frozenset(state for _, _, states in self._wanted for state in states or ())
        self._found: dict[tuple[str | None, str | None], Sequence[Route]] = {}

    def find(self, name: str, state: str | None = None) -> Sequence[Route]:
        """Those that may be meant, in order."""
        # What no handler asks for is all the same: the answers kept are as many as names and states, whatever comes.
        key = (name if name in self._names else None, state if state in self._states else None)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = [
                route
                for route, names, states in self._wanted
                if (names is None or key[0] in names) and (states is None or key[1] in states)
            ]
        return found


class IndexedDispatcher(Dispatcher):
    """A dispatcher that asks only handlers that may be meant. Call ``build_index`` when all routers are included."""

    _messages: Index
    _buttons: Index

    _whole: Callable[[TelegramObject, dict[str, Any]], Any]

    def build_index(self) -> None:
        """Read what the handlers are for. Raises ValueError for what the index does not know how to keep."""
        if list(self.update.middleware) or len(self.update.handlers) > 1:
            raise ValueError("updates as such have a handler or an inner middleware: register an outer middleware")
        # aiogram wraps the middlewares anew for each update.
        self._whole = self.update.middleware.wrap_middlewares(self.update.outer_middleware, self._listen_update)
        self._messages = Index(list(self._routes("message")), commands_of)
        self._buttons = Index(list(self._routes("callback_query")), prefixes_of)

    def _routes(self, kind: str) -> Iterator[Route]:
        for router in self.chain_tail:
            observer = router.observers[kind]
            if list(observer.outer_middleware):
                raise ValueError(f"router {router.name} has an outer middleware: register it with the dispatcher")
            if router is not self and router.sub_routers:
                raise ValueError(f"router {router.name} has routers of its own: include them in the dispatcher")
            root = observer._handler  # noqa: SLF001 - where aiogram keeps a router's own filters
            for judge in chain.from_iterable(handler.filters or () for handler in (root, *observer.handlers)):
                if not judge.awaitable:
                    judge.__class__ = AtOnce
            inner = [*self.observers[kind].middleware, *(observer.middleware if router is not self else ())]
            for handler in observer.handlers:
                call = observer.middleware.wrap_middlewares(inner, handler.call)
                yield Route(router, observer, handler, call, tuple(doubts_of(handler)))

    async def feed_update(self, bot: Bot, update: Update, **kwargs: Any) -> Any:
        """What the handler of an update returns; UNHANDLED when there is none."""
        if update.bot is not bot:
            return await super().feed_update(bot, update, **kwargs)
        try:
            return await self._whole(update, {"dispatcher": self, **self.workflow_data, **kwargs, "bot": bot})
        except SkipHandler:
            return UNHANDLED

    async def _listen_update(self, update: Update, **kwargs: Any) -> Any:
        # aiogram looks through all kinds of updates, twice; nearly all are of these.
        for kind, event in (("message", update.message), ("callback_query", update.callback_query)):
            if event is not None:
                return await self.propagate_event(kind, event, **{**kwargs, "event_update": update})
        return await super()._listen_update(update, **kwargs)

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        """Call the first handler that takes the event; UNHANDLED when none does."""
        match update_type, event:
            case "message", Message():
                found = self._messages.find(_command(event), kwargs.get("raw_state"))
            case "callback_query", CallbackQuery():
                found = self._buttons.find(_prefix(event), kwargs.get("raw_state"))
            case _:
                return await super().propagate_event(update_type, event, **kwargs)
        return await _first(found, event, kwargs)


async def _first(routes: Sequence[Route], event: TelegramObject, given: dict[str, Any]) -> Any:
    router, open_to_event, arguments = None, False, given
    unpacked: Unpacked = {}
    for route in routes:
        if not all(doubt(event, unpacked) for doubt in route.doubts):
            continue
        if route.router is not router:
            router = route.router
            open_to_event, found = await route.observer.check_root_filters(event, **given)
            arguments = {**given, **found, "event_router": router}
        if not open_to_event:
            continue
        fits, found = await route.handler.check(event, **{**arguments, "handler": route.handler})
        if fits:
            try:
                return await route.call(event, found)
            except SkipHandler:
                continue
    return UNHANDLED


def _command(message: Message) -> str:
    text = message.text or message.caption or ""
    return text[1:].split(maxsplit=1)[0].partition("@")[0].lower() if text[:1] == _SLASH and text[1:].strip() else ""


def _prefix(query: CallbackQuery) -> str:
    return (query.data or "").partition(":")[0]


def commands_of(handler: HandlerObject) -> frozenset[str] | None:
    """The commands a handler is for; None when it may be for anything."""
    for judge in handler.filters or ():
        if isinstance(judge.callback, Command):
            commands = judge.callback.commands
            if judge.callback.prefix == _SLASH and all(isinstance(command, str) for command in commands):
                return frozenset(str(command).lower() for command in commands)
    return None


def prefixes_of(handler: HandlerObject) -> frozenset[str] | None:
    """The prefixes of callback data a handler is for; None when it may be for anything."""
    for judge in handler.filters or ():
        if isinstance(judge.callback, CallbackQueryFilter) and judge.callback.callback_data.__separator__ == ":":
            return frozenset({judge.callback.callback_data.__prefix__})
    return None


def doubts_of(handler: HandlerObject) -> Iterator[Doubt]:
    """Those of a handler's first filters that only look at the event."""
    for judge in handler.filters or ():
        if judge.magic is not None:
            yield partial(_by_magic, judge.magic)
        elif isinstance(judge.callback, CallbackQueryFilter):
            yield partial(_by_data, judge.callback)
        else:
            return


def _by_magic(magic: Any, event: Any, _unpacked: Unpacked) -> Any:
    return magic.resolve(event)


def _by_data(judge: CallbackQueryFilter, event: Any, unpacked: Unpacked) -> Any:
    kind = judge.callback_data
    if kind not in unpacked:
        try:
            unpacked[kind] = kind.unpack(event.data) if event.data else None
        except (TypeError, ValueError):
            unpacked[kind] = None
    data = unpacked[kind]
    return data is not None and (judge.rule is None or judge.rule.resolve(data))


def states_of(handler: HandlerObject) -> frozenset[str] | None:
    """The states of the dialog a handler is for; None when it may be for any."""
    for judge in handler.filters or ():
        if isinstance(judge.callback, State) and judge.callback.state not in {None, "*"}:
            return frozenset({str(judge.callback.state)})
    return None
