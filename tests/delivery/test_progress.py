"""The live card of a broadcast: counted from rows, so that it outlives restarts; told by a message when it is lost."""

import asyncio
from datetime import timedelta

from sqlalchemy import select

from bot.db.models import Broadcast, OfficeMember, OutboxMessage, Person
from bot.db.queries import broadcasts as queries
from bot.delivery.progress import ProgressCards
from bot.domain.enums import BroadcastStatus, OfficeRole, OutboxStatus
from bot.handlers.notices import KEYBOARDS
from bot.handlers.office import broadcast_screens
from bot.services import broadcast_content, broadcast_launch, broadcasts
from bot.services.broadcasts import Card
from tests.delivery.conftest import PostOffice


def _cards(post: PostOffice, *, every: float = 0.0) -> ProgressCards:
    """As after a restart: nothing is remembered."""
    return ProgressCards(
        bot=post.bot,
        database=post.database,
        texts=post.texts,
        clock=post.clock,
        budget=post.idle_budget(),
        render=broadcast_screens.card,
        every=every,
    )


async def _launched(post: PostOffice, recipients: int) -> tuple[Person, int]:
    """A broadcast under way to the boss and others, with its card in the boss's chat; its number."""
    boss, *_ = await post.people(recipients)
    message = await post.bot.send_message(boss.telegram_id or 0, "card")
    async with post.database.transaction() as session:
        session.add(OfficeMember(person_id=boss.id, role=OfficeRole.ADMINISTRATOR, granted_at=boss.created_at))
        await session.flush()
        draft = await broadcast_content.compose(
            session, boss, text_html="Hi", file=None, broadcast_id=None, now=boss.created_at
        )
        card = Card(message.chat.id, message.message_id)
        draft.ignores_quiet = True  # the clock is the real one, and the tests may run at night
        now = post.clock.now()
        await broadcast_launch.confirm(session, boss, draft.id, card=card, second_above=300, now=now)
        await broadcast_launch.start_now(session, boss, draft.id, now=now)
    return boss, draft.id


async def _broadcast(post: PostOffice) -> Broadcast:
    async with post.database.reading() as session:
        return (await session.scalars(select(Broadcast))).one()


def _shown(post: PostOffice) -> list[str]:
    return [call.params["text"] for call in post.calls("editMessageText") if call.error is None]


async def test_broadcast_goes_on_after_a_restart_and_its_card_ends_as_the_report(post: PostOffice) -> None:
    await _launched(post, 40)
    async with post.sender(rate=4) as sender, asyncio.timeout(60):
        sender.wake()
        while not [call for call in post.calls() if call.params["text"] == "Hi"]:  # noqa: ASYNC110 - a log tells nobody
            await asyncio.sleep(0.02)
    await _cards(post).look()
    assert "идёт" in _shown(post)[0]
    async with post.sender() as sender:
        sender.wake()
        await post.settled()
    await _cards(post).look()
    broadcast = await _broadcast(post)
    assert (broadcast.status, broadcast.card_message_id) == (BroadcastStatus.DONE, None)
    assert _shown(post)[-1] == "📣 <b>Рассылка № 1</b> · завершена\nДоставлено: <b>40</b> из 40"
    assert len([call for call in post.calls() if call.params["text"] == "Hi"]) == 40


async def test_card_is_edited_no_oftener_than_agreed_whoever_does_it(post: PostOffice) -> None:
    await _launched(post, 3)
    first, second = _cards(post, every=30), _cards(post, every=30)
    await first.look()
    async with post.sender() as sender:
        sender.wake()
        await post.settled()
    await second.look()
    await first.look()
    assert len(_shown(post)) == 1


async def test_report_comes_as_a_message_when_the_card_was_deleted(post: PostOffice) -> None:
    boss, number = await _launched(post, 1)
    await post.bot.delete_message(boss.telegram_id or 0, (await _broadcast(post)).card_message_id or 0)
    async with post.sender(private_pause=0.0, keyboards=KEYBOARDS) as sender:
        sender.wake()
        await post.settled()
        await _cards(post).look()
        sender.wake()
        await post.settled()
    last = post.calls()[-1]
    assert last.params["text"] == f"📣 Рассылка № {number} завершена: доставлено 1 из 1."
    assert (await _broadcast(post)).card_message_id is None


async def test_card_of_a_paused_broadcast_stays_until_it_goes_on(post: PostOffice) -> None:
    boss, number = await _launched(post, 3)
    async with post.database.transaction() as session:
        await broadcasts.pause(session, boss, number, now=post.clock.now())
    cards = _cards(post)
    await cards.look()
    await cards.look()
    assert len(_shown(post)) == 1
    assert "на паузе" in _shown(post)[0]
    async with post.database.reading() as session:
        statuses = await session.scalars(select(OutboxMessage.status))
        assert set(statuses) == {OutboxStatus.HELD}


async def test_card_is_edited_though_the_clock_was_set_back_since_the_last_time(post: PostOffice) -> None:
    await _launched(post, 1)
    seen, wall = await _broadcast(post), post.clock.now()
    for moment, taken in ((wall + timedelta(hours=1), True), (wall, True), (wall, False)):
        async with post.database.transaction() as session:
            assert await queries.take_card(session, seen, every=timedelta(seconds=2), wall=moment) is taken
