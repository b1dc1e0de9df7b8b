"""The index of handlers: nobody is left out, the order of the routers holds, and what it cannot keep is refused."""

from typing import Any

import pytest
from aiogram import BaseMiddleware, Bot, Dispatcher, F, Router
from aiogram.dispatcher.event.bases import UNHANDLED, SkipHandler
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message, Update, User

from bot.handlers import dispatcher
from bot.handlers.routing import IndexedDispatcher, commands_of, prefixes_of, states_of

BOT = Bot("42:test")
BOT._me = User(id=42, is_bot=True, first_name="Бот", username="other_bot")
USER = {"id": 7, "is_bot": False, "first_name": "Анна"}
CHAT = {"id": 7, "type": "private"}


class Press(CallbackData, prefix="press"):
    number: int


class Talk(StatesGroup):
    name = State()
    town = State()


class Door(BaseMiddleware):
    """Lets through what is polite."""

    async def __call__(self, handler: Any, event: Any, data: dict[str, Any]) -> Any:
        return await handler(event, data) if "please" in event.text else "refused"


def _message(text: str) -> dict[str, Any]:
    return {"message_id": 1, "date": 1, "chat": CHAT, "from": USER, "text": text}


def _said(text: str) -> Update:
    return Update.model_validate({"update_id": 1, "message": _message(text)})


def _edited(text: str) -> Update:
    return Update.model_validate({"update_id": 1, "edited_message": {**_message(text), "edit_date": 2}})


def _pressed(data: str) -> Update:
    query = {"id": "1", "from": USER, "chat_instance": "1", "data": data, "message": _message("x")}
    return Update.model_validate({"update_id": 1, "callback_query": query})


def _routers() -> list[Router]:
    first, closed, last = Router(name="first"), Router(name="closed"), Router(name="last")
    guarded = Router(name="guarded")
    guarded.message.middleware(Door())
    closed.message.filter(F.text.contains("open sesame"))

    @first.message(Command("go", "run"))
    async def command(message: Message) -> str:
        return "command"

    @first.message(F.text.casefold() == "go")
    async def word(message: Message) -> str:
        return "word"

    @closed.message()
    async def behind_the_door(message: Message) -> str:
        return "behind the door"

    @guarded.message(Command("office"))
    async def behind_the_counter(message: Message) -> str:
        return "behind the counter"

    @first.callback_query(Press.filter(F.number == 1))
    async def one(query: CallbackQuery) -> str:
        return "one"

    @last.callback_query(Press.filter())
    async def any_number(query: CallbackQuery, callback_data: Press) -> str:
        return f"any: {callback_data.number}"

    @last.message(Command("help"))
    async def show_help(message: Message) -> str:
        return "help"

    @last.message()
    async def anything(message: Message, event_router: Router) -> str:
        return f"anything, {event_router.name}"

    @last.callback_query()
    async def any_button(query: CallbackQuery) -> str:
        return "any button"

    @last.edited_message()
    async def edited(message: Message) -> str:
        return "edited"

    return [first, guarded, closed, _talking(), last]


def _talking() -> Router:
    router = Router(name="talking")

    @router.message(Talk.name, ~F.text.startswith("/"))
    async def name(message: Message) -> str:
        return "name"

    @router.message(Talk.town)
    async def town(message: Message) -> str:
        return "town"

    return router


def _indexed() -> IndexedDispatcher:
    made = IndexedDispatcher()
    made.include_routers(*_routers())
    made.build_index()
    return made


@pytest.mark.parametrize(
    ("update", "answer"),
    [
        (_said("/go"), "command"),
        (_said("/go@bot now"), "anything, last"),
        (_said("/RUN"), "anything, last"),
        (_said("/run now"), "command"),
        (_said("GO"), "word"),
        (_said("/help"), "help"),
        (_said("/unknown"), "anything, last"),
        (_said("/"), "anything, last"),
        (_said("/ go"), "anything, last"),
        (_said("open sesame"), "behind the door"),
        (_said("/go open sesame"), "command"),
        (_said("/office"), "refused"),
        (_said("/office please"), "behind the counter"),
        (_edited("/go"), "edited"),
        (_pressed("press:1"), "one"),
        (_pressed("press:2"), "any: 2"),
        (_pressed("press:x"), "any button"),
        (_pressed("else"), "any button"),
    ],
)
async def test_handler_is_the_one_aiogram_would_choose(update: Update, answer: str) -> None:
    plain = Dispatcher()
    plain.include_routers(*_routers())
    assert await plain.feed_update(BOT, update) == answer
    assert await _indexed().feed_update(BOT, update) == answer
    of_the_bot = Update.model_validate(update.model_dump(), context={"bot": BOT})
    assert await _indexed().feed_update(BOT, of_the_bot) == answer


@pytest.mark.parametrize("skips", [False, True])
async def test_update_nobody_is_for_is_not_handled(skips: bool) -> None:
    made = IndexedDispatcher()
    router = Router(name="only")

    @router.message()
    async def skip(message: Message) -> str:
        raise SkipHandler

    if skips:
        made.include_router(router)
    made.build_index()
    for update in (_said("x"), _edited("x")):
        of_the_bot = Update.model_validate(update.model_dump(), context={"bot": BOT})
        assert await made.feed_update(BOT, of_the_bot) is UNHANDLED


def test_inner_middleware_of_updates_is_refused() -> None:
    made = IndexedDispatcher()
    made.update.middleware(Door())
    with pytest.raises(ValueError, match="inner middleware"):
        made.build_index()


async def test_outer_middlewares_of_updates_stand_in_their_order() -> None:
    seen: list[str] = []

    def note(name: str) -> Any:
        async def middleware(handler: Any, event: Any, data: dict[str, Any]) -> Any:
            seen.append(name)
            return await handler(event, {**data, "given": name})

        return middleware

    made = IndexedDispatcher()
    made.include_routers(*_routers())
    made.update.outer_middleware(note("first"))
    made.update.outer_middleware(note("second"))
    made.build_index()
    update = Update.model_validate(_said("/go").model_dump(), context={"bot": BOT})
    assert await made.feed_update(BOT, update) == "command"
    assert seen == ["first", "second"]


@pytest.mark.parametrize(
    ("state", "text", "answer"),
    [
        (Talk.name.state, "Анна", "name"),
        (Talk.name.state, "/help", "help"),
        (Talk.town.state, "Зея", "town"),
        (Talk.town.state, "GO", "word"),
        ("Talk:unknown", "Анна", "anything, last"),
        (None, "Анна", "anything, last"),
    ],
)
async def test_state_chooses_the_handler_that_aiogram_would_choose(state: str | None, text: str, answer: str) -> None:
    plain = Dispatcher()
    plain.include_routers(*_routers())
    for made in (plain, _indexed()):
        await made.fsm.get_context(BOT, chat_id=7, user_id=7).set_state(state)
        assert await made.feed_update(BOT, _said(text)) == answer


def test_every_handler_of_the_bot_is_found_under_its_own_name_in_the_order_of_the_routers() -> None:
    made = dispatcher()
    for kind, keys, index in (
        ("message", commands_of, made._messages),
        ("callback_query", prefixes_of, made._buttons),
    ):
        handlers = [handler for router in made.chain_tail for handler in router.observers[kind].handlers]
        names = {name for handler in handlers for name in keys(handler) or ()}
        states = {state for handler in handlers for state in states_of(handler) or ()}
        assert len(names) > 10
        for name in [*names, "nobody's"]:
            for state in [*states, None]:
                found = [route.handler for route in index.find(name, state)]
                assert found == [each for each in handlers if fits(keys(each), name) and fits(states_of(each), state)]


def fits(wanted: frozenset[str] | None, given: str | None) -> bool:
    return wanted is None or given in wanted


def test_router_with_an_outer_middleware_or_a_router_of_its_own_is_refused() -> None:
    outer, nested = Router(name="outer"), Router(name="nested")
    outer.message.outer_middleware(Door())
    nested.include_router(Router(name="inside"))
    for router in (outer, nested):
        made = IndexedDispatcher()
        made.include_router(router)
        with pytest.raises(ValueError, match=f"router {router.name} has"):
            made.build_index()
