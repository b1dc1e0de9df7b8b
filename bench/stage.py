"""The sandbox in this process, and people in it who act as fast as the bot answers."""

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.sandbox import Sandbox, serve
from bot.sandbox.actions import say, start
from bot.sandbox.model import Person
from bot.sandbox.taps import tap

TOKEN = "42:bench"  # noqa: S105 - an invented token that opens nothing but the sandbox of this program
_PATIENCE = 60.0


@dataclass
class Course:
    """What a crowd went through: updates sent, seconds from the first to the last answer, seconds per answer."""

    updates: int = 0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Updates answered per second."""
        return self.updates / self.seconds


@dataclass(frozen=True)
class Step:
    """What a person does: «[Кнопка]» is tapped, ``/start`` is pressed, anything else is written.

    ``answers`` is how many messages and changed messages come of it; the next step waits for all of them.
    """

    act: str
    answers: int = 1


class Stage:
    """The sandbox of one measurement. ``address`` is what a bot calls."""

    def __init__(self, sandbox: Sandbox, address: str) -> None:
        self.sandbox = sandbox
        self.address = address
        self.settings = {"BOT_TOKEN": TOKEN, "BOT_API_URL": address}
        self._answers: dict[int, asyncio.Queue[float]] = {}

    async def follow(self) -> None:
        """Tell the people whenever the bot writes to them or changes what it wrote."""
        world = self.sandbox.world
        listener = world.hub.listen()
        seen = world.hub.last_seq
        while True:
            await listener.wait()
            listener.clear()
            news = world.hub.since(seen)
            if news is None:
                raise RuntimeError("the bench was too slow to follow the sandbox")
            now = time.perf_counter()
            for seq, event in news:
                seen = seq
                if event["type"] not in {"message", "edited"}:
                    continue
                queue = self._answers.get(event["chat_id"])
                message = world.chats[event["chat_id"]].messages.get(event["message_id"])
                if queue is not None and message is not None and message.sender is None:
                    queue.put_nowait(now)

    def person(self) -> Person:
        """Somebody new."""
        person = self.sandbox.world.add_person(first_name="Анна", phone="+79145551234")
        self._answers[person.id] = asyncio.Queue()
        return person

    async def walk(
        self, person: Person, steps: Sequence[Step], course: Course, *, bare: bool, pause: float = 0.0
    ) -> None:
        """Take the steps one after another; a ``bare`` bot has no buttons of its own and answers once."""
        answers = self._answers[person.id]
        for step in steps:
            began = time.perf_counter()
            self._take(person, step.act, bare=bare)
            course.updates += 1
            try:
                async with asyncio.timeout(_PATIENCE):
                    course.waits.append(await answers.get() - began)
                    for _ in range(0 if bare else step.answers - 1):
                        await answers.get()
            except TimeoutError:
                raise RuntimeError(f"the bot did not answer to {step.act!r}") from None
            if pause:
                await asyncio.sleep(pause)

    def _take(self, person: Person, act: str, *, bare: bool) -> None:
        world = self.sandbox.world
        chat = world.private_chat(person)
        if act == "/start":
            start(world, person)
        elif not act.startswith("["):
            say(world, person, act, chat)
        elif bare:
            tap(world, person, chat, {"force": True, "data": "step"})
        else:
            tap(world, person, chat, {"text": act[1:-1]})

    async def polled(self) -> None:
        """Return when a bot has begun to ask for updates."""
        async with asyncio.timeout(_PATIENCE):
            while self.sandbox.world.updates.mode != "polling":  # noqa: ASYNC110 - the sandbox has no event for it
                await asyncio.sleep(0.005)

    def hooks_set(self) -> int:
        """How many times a bot has told where to bring its updates."""
        return sum(call.method == "setWebhook" for call in self.sandbox.world.calls)

    async def crowd(self, people: int, steps: Sequence[Step], *, bare: bool, pause: float = 0.0) -> Course:
        """So many newcomers take the steps at the same time, ``pause`` seconds after each answer."""
        course = Course()
        began = time.perf_counter()
        async with asyncio.TaskGroup() as group:
            for _ in range(people):
                group.create_task(self.walk(self.person(), steps, course, bare=bare, pause=pause))
        course.seconds = time.perf_counter() - began
        return course


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    """A sandbox without flood limits."""
    sandbox = Sandbox(token=TOKEN)
    sandbox.world.limits.change({"overall_per_second": None, "per_chat_per_second": None, "per_group_per_minute": None})
    server = await serve(sandbox)
    made = Stage(sandbox, server.url)
    follower = asyncio.create_task(made.follow())
    try:
        yield made
    finally:
        follower.cancel()
        await server.stop()
