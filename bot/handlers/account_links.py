"""A link of one's own for somebody the office has imported: who is it? Then the account is theirs."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries.people import office_role
from bot.domain.people import parse_birth_date
from bot.handlers.callbacks import Open
from bot.handlers.commands import set_commands
from bot.handlers.keyboards import button, keyboard, to_menu
from bot.handlers.screens import Reply, Screen, send, show
from bot.handlers.start import home_screen
from bot.services import account_links, people
from bot.texts import Texts, Translate

router = Router(name="account-links")

PAYLOAD = "c_"


class Claiming(StatesGroup):
    """Somebody says who they are."""

    name = State()
    birth_date = State()


@router.message(CommandStart(deep_link=True, magic=F.args.startswith(PAYLOAD)))
async def open_link(
    message: Message,
    command: CommandObject,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    now: datetime,
    t: Translate,
) -> Reply:
    """The link leads to two questions; a dead one, or one opened by somebody known, to the first screen."""
    people.greet(session, actor, now=now)
    token = (command.args or "").removeprefix(PAYLOAD)
    problem = await account_links.problem_with(session, actor, token, now=now)
    if problem is not None:
        role = await office_role(session, actor.id)
        return show(message, await home_screen(session, actor, role, t, note=t(problem.key)))
    await state.set_state(Claiming.name)
    await state.set_data({"token": token})
    return show(message, Screen(t("account-link-ask-name"), keyboard([[to_menu(t)]])))


@router.message(Claiming.name, F.text, ~F.text.startswith("/"))
async def take_name(message: Message, state: FSMContext, t: Translate) -> Reply:
    """The name; and when born?"""
    await state.set_state(Claiming.birth_date)
    await state.update_data(name=(message.text or "")[:200])
    return send(message, Screen(t("account-link-ask-birth"), keyboard([[to_menu(t)]])))


@router.message(Claiming.birth_date, F.text, ~F.text.startswith("/"))
async def take_birth_date(
    message: Message,
    session: AsyncSession,
    actor: Person,
    state: FSMContext,
    texts: Texts,
    now: datetime,
    t: Translate,
) -> list[Reply]:
    """Both together are right, or it begins anew."""
    data = await state.get_data()
    born = parse_birth_date(message.text or "", await people.today(session, now))
    person = await account_links.claim(session, actor, data["token"], name=data["name"], birth_date=born, now=now)
    if person is None:
        await state.set_state(Claiming.name)
        return [send(message, Screen(t("account-link-mismatch"), keyboard([[to_menu(t)]])))]
    theirs = texts.translator(person.language, role=person.role)
    rows = [[button(theirs.plain("application-open"), Open(screen="apply"))], [to_menu(theirs)]]
    done = send(message, Screen(theirs("account-link-done", name=person.first_name or ""), keyboard(rows)))
    return [done, set_commands(person.role, None, theirs, chat_id=message.chat.id)]
