"""Many people and many messages do not slow the stand-in down."""

from __future__ import annotations

import time

from bot.sandbox.actions import start
from bot.sandbox.methods_messages import send_message
from bot.sandbox.model import Person
from bot.sandbox.request import Params
from bot.sandbox.screen import screen
from bot.sandbox.world import World


def made_world(people: int) -> tuple[World, Person]:
    world = World(42, "Бот", "some_bot")
    world.limits.change({"overall_per_second": None, "per_chat_per_second": None})
    person = world.add_person(first_name="Анна")
    start(world, person)
    for number in range(people):
        start(world, world.add_person(first_name=str(number)))
    return world, person


def best_of(times: int, world: World, person: Person) -> float:
    """Seconds for a hundred messages and one screen, the best of several tries."""
    best = float("inf")
    for _ in range(times):
        started = time.perf_counter()
        for _ in range(100):
            send_message(world, Params({"chat_id": person.id, "text": "x"}))
        screen(world, person, world.private_chat(person))
        best = min(best, time.perf_counter() - started)
    return best


def test_forty_thousand_messages_and_three_thousand_people_cost_no_more() -> None:
    small, alone = made_world(0)
    send_message(small, Params({"chat_id": alone.id, "text": "x"}))
    full, crowded = made_world(3_000)
    chat = full.private_chat(crowded)
    for _ in range(40_000):
        full.post(chat, None, text="x")
    assert best_of(6, full, crowded) < best_of(6, small, alone) * 4


def test_messages_people_and_chats_are_small() -> None:
    world, person = made_world(0)
    chat = world.private_chat(person)
    message = world.post(chat, None, text="x")
    assert [hasattr(thing, "__dict__") for thing in (person, chat, message)] == [False, False, False]


def test_the_log_is_bounded() -> None:
    world, person = made_world(0)
    for _ in range(25_000):
        world.log("sendMessage", {"chat_id": person.id}, None, 0.1)
    assert len(world.calls) == 20_000
    assert world.stats == {"sendMessage": 25_000}
