"""An invitation to become a mentor: the office makes a link, the mentor confirms it."""

from datetime import datetime

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.deep_linking import create_start_link
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Application, Person
from bot.domain.errors import RuleViolation
from bot.domain.people import parse_name
from bot.domain.text_arguments import Html
from bot.handlers.callbacks import Open
from bot.handlers.keyboards import button, keyboard, to_menu
from bot.handlers.office.seat_callbacks import InviteMentor, SeatsOf
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import mentor_invitations
from bot.texts import Translate

# No filter hides these: the services refuse those outside the office, and so the attempt is logged.
router = Router(name="mentor-invitations")

PAYLOAD = "m_"


class JoinAsMentor(CallbackData, prefix="mij"):
    """Confirm the invitation behind a link."""

    token: str


class InvitingMentor(StatesGroup):
    """The office types who is invited."""

    name = State()


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(PAYLOAD)))
async def open_invitation(
    message: Message, command: CommandObject, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """A link was opened: nothing is bound before «Принять»."""
    token = (command.args or "").removeprefix(PAYLOAD)
    found = await mentor_invitations.look(session, actor, token, now=now)
    rows = [[button(t.plain("mentor-invitation-accept"), JoinAsMentor(token=token))], [to_menu(t)]]
    return show(message, Screen(t("mentor-invitation", name=found.first_name or ""), keyboard(rows)))


@router.callback_query(JoinAsMentor.filter())
async def join_as_mentor(
    query: CallbackQuery, callback_data: JoinAsMentor, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Принять»: the place, or first the registration."""
    application = await mentor_invitations.accept(session, actor, callback_data.token, now=now)
    if application is None:
        rows = [[button(t.plain("application-register"), Open(screen="register"))], [to_menu(t)]]
        return show(query, Screen(t("mentor-invitation-register"), keyboard(rows)))
    return show(query, placed_screen(application, t))


def placed_screen(application: Application, t: Translate) -> Screen:
    """The place an invitation has brought."""
    rows = [[button(t.plain("application-open"), Open(screen="apply"))], [to_menu(t)]]
    text = t("mentor-invitation-placed", number=application.number, status=application.status.value)
    return Screen(text, keyboard(rows))


@router.callback_query(InviteMentor.filter())
async def ask_name(
    query: CallbackQuery,
    callback_data: InviteMentor,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    t: Translate,
) -> Reply:
    """Who is to be invited?"""
    await mentor_invitations.ensure_may_invite(session, actor, callback_data.call)
    await state.set_state(InvitingMentor.name)
    await state.set_data({"call": callback_data.call})
    rows = [[button(t.plain("button-back"), SeatsOf(call=callback_data.call))]]
    return show(query, Screen(t("mentor-invitation-ask"), keyboard(rows)))


@router.message(InvitingMentor.name, F.text)
async def take_name(
    message: Message, session: AsyncSession, actor: Person, state: FSMContext, bot: Bot, now: datetime, t: Translate
) -> Reply:
    """The link to pass on."""
    surname, _, first_name = (message.text or "").strip().partition(" ")
    if not first_name.strip():
        raise RuleViolation("office-invite-two-words")
    call_id = (await state.get_data()).get("call", 0)
    parsed = [parse_name(surname, "surname"), parse_name(first_name, "first_name")]
    names = [name.suggestion or name.value for name in parsed]
    made = await mentor_invitations.invite(session, actor, call_id, surname=names[0], first_name=names[1], now=now)
    await state.clear()
    address = await create_start_link(bot, PAYLOAD + made.token)
    text = t("mentor-invitation-link", name=" ".join(names), link=Html(address), until=made.expires_at)
    return send(message, Screen(text, keyboard([[button(t.plain("button-back"), SeatsOf(call=call_id))]])))
