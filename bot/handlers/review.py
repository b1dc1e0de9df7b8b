"""/review: a reviewer's applications, one card after another, by number only."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import SendDocument, SendPhoto
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.errors import Stale
from bot.handlers import review_screens as screens
from bot.handlers.callbacks import Open
from bot.handlers.keyboards import button, keyboard
from bot.handlers.notices import notice_keyboard
from bot.handlers.review_screens import ReviewAct, ReviewLevel, ReviewList
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import review
from bot.texts import Translate

router = Router(name="review")

_REVIEW = "review"


class Commenting(StatesGroup):
    """A reviewer types a comment."""

    comment = State()


@router.message(Command("review"))
@router.callback_query(Open.filter(F.screen == "review"))
async def open_reviews(event: Message | CallbackQuery, session: AsyncSession, actor: Person, t: Translate) -> Reply:
    """/review: how far the reviewer is in every round."""
    return show(event, screens.home_screen(await review.standings(session, actor), t))


@router.callback_query(ReviewList.filter())
async def open_list(
    query: CallbackQuery,
    callback_data: ReviewList,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    t: Translate,
) -> Reply:
    """A page of one's own reviews: those to be given first."""
    await state.clear()
    found, total = await review.own_reviews(
        session, actor, callback_data.round, page=callback_data.page, size=screens.PAGE
    )
    return show(query, screens.list_screen(found, total, callback_data, t))


@router.callback_query(ReviewAct.filter(F.act == "first"))
async def open_first(
    query: CallbackQuery, callback_data: ReviewAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The first that waits in a round; here ``id`` is the round's."""
    following = await review.next_review(session, actor, callback_data.id)
    if following is None:
        raise Stale("review-nothing-waits")
    return show(query, screens.card_screen(await review.open_card(session, actor, following, now=now), t))


@router.callback_query(ReviewAct.filter(F.act == "next"))
async def open_next(
    query: CallbackQuery,
    callback_data: ReviewAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """The one fewest have reviewed; when nothing waits, how far one is."""
    await state.clear()
    card = await review.open_card(session, actor, callback_data.id, now=now)
    following = await review.next_review(session, actor, card.paper.round.id, after=callback_data.id)
    if following is None or following == callback_data.id:
        note = t("review-all-done") if following is None else ""
        return show(query, screens.home_screen(await review.standings(session, actor), t, note=note))
    return show(query, screens.card_screen(await review.open_card(session, actor, following, now=now), t))


@router.callback_query(ReviewAct.filter(F.act == "open"))
async def open_card(
    query: CallbackQuery,
    callback_data: ReviewAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """One review, to be given or to be changed."""
    await state.clear()
    card = await review.open_card(session, actor, callback_data.id, now=now)
    return show(query, screens.card_screen(card, t, page=callback_data.page))


@router.callback_query(ReviewAct.filter(F.act == "levels"))
async def open_levels(
    query: CallbackQuery, callback_data: ReviewAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """What each level of each criterion stands for."""
    card = await review.open_card(session, actor, callback_data.id, now=now)
    return show(query, screens.levels_screen(card, t))


@router.callback_query(ReviewAct.filter(F.act == "file"))
async def send_files(
    query: CallbackQuery, callback_data: ReviewAct, session: AsyncSession, actor: Person, now: datetime
) -> list[Reply]:
    """What the applicant has attached where the office lets reviewers see it."""
    card = await review.open_card(session, actor, callback_data.id, now=now)
    number, chat_id = card.paper.application.number, query.from_user.id
    return [
        SendPhoto(chat_id=chat_id, photo=file["file_id"], caption=number)
        if file.get("kind") == "photo"
        else SendDocument(chat_id=chat_id, document=file["file_id"], caption=number)
        for file in screens.files_of(card)
    ]


@router.callback_query(ReviewLevel.filter())
async def set_level(
    query: CallbackQuery, callback_data: ReviewLevel, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """One criterion's level, kept at once."""
    await review.set_level(session, actor, callback_data.id, callback_data.place, callback_data.level, now=now)
    card = await review.open_card(session, actor, callback_data.id, now=now)
    return show(query, screens.card_screen(card, t, page=callback_data.page))


@router.callback_query(ReviewAct.filter(F.act == "give"))
async def give(
    query: CallbackQuery, callback_data: ReviewAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The review counts from now on; what others have given is shown."""
    given = await review.give(session, actor, callback_data.id, now=now)
    card = await review.open_card(session, actor, callback_data.id, now=now)
    return show(query, screens.card_screen(card, t, note=t("review-given-note", score=screens.points(given.score))))


@router.callback_query(ReviewAct.filter(F.act == "comment"))
async def ask_comment(
    query: CallbackQuery,
    callback_data: ReviewAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """What is to be said about it?"""
    card = await review.open_card(session, actor, callback_data.id, now=now)
    await state.set_state(Commenting.comment)
    await state.set_data({_REVIEW: callback_data.id})
    rows = [[button(t.plain("button-back"), ReviewAct(id=callback_data.id))]]
    return show(query, Screen(t("review-ask-comment", number=card.paper.application.number), keyboard(rows)))


@router.message(Commenting.comment, F.text)
async def take_comment(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """The comment as typed."""
    review_id = (await state.get_data()).get(_REVIEW, 0)
    await review.comment(session, actor, review_id, message.text or "", now=now)
    await state.clear()
    return send(message, screens.card_screen(await review.open_card(session, actor, review_id, now=now), t))


@router.callback_query(ReviewAct.filter(F.act == "conflict"))
async def ask_conflict(
    query: CallbackQuery, callback_data: ReviewAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Точно?»: it does not come back."""
    card = await review.open_card(session, actor, callback_data.id, now=now)
    rows = [
        [button(t.plain("review-conflict-yes"), ReviewAct(id=callback_data.id, act="conflict-yes"))],
        [button(t.plain("button-back"), ReviewAct(id=callback_data.id))],
    ]
    return show(query, Screen(t("review-conflict-ask", number=card.paper.application.number), keyboard(rows)))


@router.callback_query(ReviewAct.filter(F.act == "conflict-yes"))
async def declare_conflict(
    query: CallbackQuery, callback_data: ReviewAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The application goes to somebody else."""
    await review.declare_conflict(session, actor, callback_data.id, now=now)
    note = t("review-conflict-done")
    return show(query, screens.home_screen(await review.standings(session, actor), t, note=note))


@notice_keyboard("review-start")
@notice_keyboard("review-more")
@notice_keyboard("review-overdue")
@notice_keyboard("review-passed-on")
def to_reviews(t: Translate, args: object) -> InlineKeyboardMarkup:
    """«⚖️ К заявкам»."""
    return keyboard([[button(t.plain("review-open"), Open(screen="review"))]])
