"""Three replicas, one of which is killed: every chat is answered in order, nobody is left out of a broadcast."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import insert, select

from bot.db.models import IncomingUpdate, OutboxMessage, Person
from bot.db.queries.outbox import OUTCOME_UNKNOWN
from bot.domain.enums import OutboxStatus, Role
from bot.services import broadcast_content, broadcast_launch
from tests.crash.conftest import OFFICE, START
from tests.crash.crew import Crew, crew

__all__ = ["crew"]

PEOPLE = 16
LISTENERS = 240
COMMANDS = ("/menu", "/help", "/privacy", "/profile", "/language")
TEXT = "Завтра сбор в 10:00"
_FIRST_LISTENER = 8_000_000_000


async def _enlist(crew: Crew) -> list[int]:
    """Students who only listen; their accounts."""
    accounts = list(range(_FIRST_LISTENER, _FIRST_LISTENER + LISTENERS))
    for account in (OFFICE, *accounts):
        person = crew.sandbox.world.add_person(first_name="Борис", person_id=account)
        person.started = True
        crew.sandbox.world.private_chat(person)
    rows = [
        {"telegram_id": account, "language": "ru", "role": Role.STUDENT, "created_at": START} for account in accounts
    ]
    async with crew.database.transaction() as session:
        await session.execute(insert(Person), rows)
    return accounts


async def _launch(crew: Crew) -> None:
    async with crew.database.transaction() as session:
        boss = (await session.scalars(select(Person).where(Person.telegram_id == OFFICE))).one()
        draft = await broadcast_content.compose(session, boss, text_html=TEXT, file=None, broadcast_id=None, now=START)
        await broadcast_launch.confirm(session, boss, draft.id, card=None, second_above=LISTENERS, now=START)
        await broadcast_launch.start_now(session, boss, draft.id, now=START)


def _in_order(heard: Sequence[str], expected: Sequence[str]) -> bool:
    """Whether everything expected was heard, each for the first time in its order."""
    return [text for text in dict.fromkeys(heard) if text in expected] == list(expected)


async def test_chats_are_answered_in_order_and_a_broadcast_reaches_all_though_a_replica_is_killed(crew: Crew) -> None:
    accounts = await _enlist(crew)
    # All of one name: they are answered alike. What the first hears when nothing goes wrong is what all must hear.
    first, *others = [await crew.client.person("Анна") for _ in range(PEOPLE)]
    for number, command in enumerate(COMMANDS, start=1):
        await first.say(command, settle=False)
        await crew.until_answered(number)
    expected = crew.heard(first)
    assert len(set(expected)) == len(COMMANDS)

    await _launch(crew)
    for command in COMMANDS[:3]:
        for phone in others:
            await phone.say(command, settle=False)
    await crew.until_sent(LISTENERS // 4)
    for phone in others:
        await phone.say(COMMANDS[3], settle=False)
    crew.kill()
    for phone in others:
        await phone.say(COMMANDS[4], settle=False)

    await crew.until_answered(PEOPLE * len(COMMANDS))
    # The listeners, the first of those who speak, and the office.
    await crew.until_sent(LISTENERS + 2)

    async with crew.database.reading() as session:
        suspected_chats = set(
            await session.scalars(select(IncomingUpdate.lane).where(IncomingUpdate.error == OUTCOME_UNKNOWN))
        )
        rows = (await session.scalars(select(OutboxMessage).where(OutboxMessage.broadcast_id.is_not(None)))).all()
    for phone in others:
        answers = [text for text in crew.heard(phone) if TEXT not in text]
        assert _in_order(answers, expected)
        assert len(answers) == len(expected) or phone.id in suspected_chats
    got = Counter({account: sum(TEXT in text for text in _texts(crew, account)) for account in accounts})
    twice = {account for account, count in got.items() if count > 1}
    suspected = {row.chat_id for row in rows if row.error == OUTCOME_UNKNOWN}
    assert {row.status for row in rows} == {OutboxStatus.SENT}
    assert min(got.values()) == 1
    assert max(got.values()) <= 2
    assert twice <= suspected


def _texts(crew: Crew, account: int) -> list[str]:
    return [message.text or "" for message in crew.sandbox.world.chats[account].messages.values()]
