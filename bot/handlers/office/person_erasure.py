"""A person erased by an administrator: who has no account, or has asked in writing, cannot do it in the chat."""

from datetime import datetime

from aiogram import F, Router
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.handlers.access import OfficeDoor
from bot.handlers.keyboards import back_to, button, keyboard
from bot.handlers.office.person_callbacks import ErasePerson, PersonCard
from bot.handlers.screens import Reply, Screen, show
from bot.services import privacy
from bot.texts import Translate

router = Router(name="office-person-erasure")
router.callback_query.middleware(OfficeDoor())


@router.callback_query(ErasePerson.filter(F.step.in_({1, 2})))
async def ask(
    query: CallbackQuery, callback_data: ErasePerson, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """«Точно?», twice."""
    person, step = await privacy.erasable(session, actor, callback_data.person), callback_data.step
    rows = [
        [button(t.plain(f"privacy-erase-yes-{step}"), ErasePerson(person=person.id, step=step + 1))],
        [button(t.plain("privacy-keep"), PersonCard(person=person.id))],
    ]
    return show(query, Screen(t(f"person-erase-ask-{step}", name=person.full_name), keyboard(rows)))


@router.callback_query(ErasePerson.filter(F.step == 3))
async def erase(
    query: CallbackQuery, callback_data: ErasePerson, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Erased for good."""
    await privacy.erase_on_request(session, actor, callback_data.person, now=now)
    return show(query, Screen(t("person-erased", number=callback_data.person), keyboard([[back_to("people", t)]])))
