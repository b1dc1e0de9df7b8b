"""/selection: the queue, the card, staging one decision after another, releasing them together."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import SendDocument, SendPhoto
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.enums import ApplicationStatus, OfficeRole, Outcome
from bot.domain.errors import Stale
from bot.domain.text_arguments import Html
from bot.handlers.callbacks import Open
from bot.handlers.keyboards import back_to, button, keyboard
from bot.handlers.office import selection_screens as screens
from bot.handlers.office.selection_callbacks import CardAct
from bot.handlers.office.selection_screens import Places, Queue, ReasonAct
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import applications, selection
from bot.texts import Translate

# No filter hides these: the services refuse those outside the office, and so the attempt is logged.
router = Router(name="office-selection")

_QUEUE = "queue"
"""In the dialog's data: the queue the office member came from, so that a card leads back to the same page."""


class Rejecting(StatesGroup):
    """The office types the reason of a rejection."""

    reason = State()


@router.message(Command("selection"))
@router.callback_query(Open.filter(F.screen == "selection"))
async def open_selection(event: Message | CallbackQuery, session: AsyncSession, actor: Person, t: Translate) -> Reply:
    """/selection: whose applications?"""
    found = await applications.numbers(session, actor)
    lines = [
        t(
            "selection-line",
            role=each.call.role.value,
            sent=each.sent,
            second=each.second,
            waiting=each.by_status[ApplicationStatus.SUBMITTED],
            accepted=each.by_status[ApplicationStatus.ACCEPTED],
            reserve=each.by_status[ApplicationStatus.RESERVE],
            rejected=each.by_status[ApplicationStatus.REJECTED],
            quota=each.call.quota,
        )
        for each in found
    ]
    rows = [[button(t.plain("call-name", role=each.call.role.value), Queue(call=each.call.id))] for each in found]
    return show(
        event, Screen(t("selection", lines=Html("\n\n".join(lines))), keyboard([*rows, [back_to("office", t)]]))
    )


@router.callback_query(Queue.filter())
async def open_queue(
    query: CallbackQuery,
    callback_data: Queue,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """A page of the queue."""
    screen = await screens.queue_screen(session, actor, office_role, callback_data, now, t)
    await state.clear()
    await state.set_data({_QUEUE: callback_data.pack()})
    return show(query, screen)


@router.callback_query(Places.filter())
async def open_places(
    query: CallbackQuery, callback_data: Places, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The list of municipalities."""
    return show(query, await screens.places_screen(session, actor, callback_data.call, now, t))


@router.callback_query(CardAct.filter(F.act == "open"))
async def open_card(
    query: CallbackQuery,
    callback_data: CardAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """One application."""
    await state.set_state(None)
    return show(query, await _card(session, actor, callback_data.app, state, now, t, page=callback_data.page))


@router.callback_query(CardAct.filter(F.act == "next"))
async def open_next(
    query: CallbackQuery,
    callback_data: CardAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """The application after this one in the same queue."""
    came_from = await _came_from(state)
    chosen = screens.filter_of(came_from) if came_from is not None else screens.filter_of(Queue(call=0))
    following = await selection.next_card(session, actor, callback_data.app, chosen, now=now)
    if following is None:
        raise Stale("selection-no-next")
    return show(query, await _card(session, actor, following, state, now, t))


@router.callback_query(CardAct.filter(F.act == "file"))
async def send_files(
    query: CallbackQuery, callback_data: CardAct, session: AsyncSession, actor: Person, now: datetime
) -> list[Reply]:
    """What the applicant has attached, below the card."""
    card = await selection.open_card(session, actor, callback_data.app, now=now)
    chat_id = query.from_user.id
    return [
        SendPhoto(chat_id=chat_id, photo=file["file_id"], caption=card.row.application.number)
        if file.get("kind") == "photo"
        else SendDocument(chat_id=chat_id, document=file["file_id"], caption=card.row.application.number)
        for file in screens.files_of(card)
    ]


@router.callback_query(CardAct.filter(F.act.in_({"accepted", "reserve"})))
async def stage(
    query: CallbackQuery,
    callback_data: CardAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """A decision is put down; nobody outside the office sees it yet."""
    await selection.stage(session, actor, callback_data.app, Outcome(callback_data.act), now=now)
    return show(query, await _card(session, actor, callback_data.app, state, now, t))


@router.callback_query(CardAct.filter(F.act == "unstage"))
async def unstage(
    query: CallbackQuery,
    callback_data: CardAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """The decision is taken back before anybody has seen it."""
    await selection.unstage(session, actor, callback_data.app, now=now)
    return show(query, await _card(session, actor, callback_data.app, state, now, t))


@router.callback_query(CardAct.filter(F.act == "reject"))
async def ask_reason(
    query: CallbackQuery, callback_data: CardAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Why?"""
    card = await selection.card_to_decide(session, actor, callback_data.app, now=now)
    return show(query, screens.reasons_screen(callback_data.app, card.row.application.number, t))


@router.callback_query(ReasonAct.filter(F.code == "own"))
async def ask_own_reason(
    query: CallbackQuery,
    callback_data: ReasonAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """In the office's own words."""
    card = await selection.card_to_decide(session, actor, callback_data.app, now=now)
    await state.set_state(Rejecting.reason)
    await state.update_data(application=callback_data.app)
    rows = [[button(t.plain("button-back"), CardAct(app=callback_data.app))]]
    return show(query, Screen(t("selection-type-reason", number=card.row.application.number), keyboard(rows)))


@router.callback_query(ReasonAct.filter())
async def reject_for(
    query: CallbackQuery,
    callback_data: ReasonAct,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """A ready reason."""
    await selection.reject_for(session, actor, callback_data.app, callback_data.code, now=now)
    return show(query, await _card(session, actor, callback_data.app, state, now, t))


@router.message(Rejecting.reason, F.text)
async def reject_with_own_reason(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, now: datetime, t: Translate
) -> Reply:
    """The reason as typed."""
    application_id = (await state.get_data()).get("application", 0)
    await selection.stage(session, actor, application_id, Outcome.REJECTED, reason=message.text or "", now=now)
    await state.set_state(None)
    return send(message, await _card(session, actor, application_id, state, now, t))


async def _card(
    session: AsyncSession,
    actor: Person,
    application_id: int,
    state: FSMContext,
    now: datetime,
    t: Translate,
    *,
    page: int = 0,
) -> Screen:
    card = await selection.open_card(session, actor, application_id, now=now)
    came_from = await _came_from(state)
    if came_from is None or came_from.call != card.row.call.id:
        came_from = Queue(call=card.row.call.id)
    return screens.card_screen(card, t, page=page, back=came_from)


async def _came_from(state: FSMContext) -> Queue | None:
    packed = (await state.get_data()).get(_QUEUE)
    return Queue.unpack(packed) if packed else None
