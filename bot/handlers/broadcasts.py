"""The buttons under a broadcast, for those who got it. They answer with a new message: the broadcast stays readable."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.attachments import Link, Task, buttons_from
from bot.domain.enums import Role
from bot.handlers.access import RoleIs
from bot.handlers.applications import apply_screen
from bot.handlers.callbacks import RowId
from bot.handlers.events import event_card
from bot.handlers.keyboards import button, keyboard, link
from bot.handlers.mentors import teams_screen
from bot.handlers.notices import notice_keyboard
from bot.handlers.screens import Reply, send
from bot.services import events
from bot.texts import Translate

router = Router(name="broadcasts")


class TaskTap(CallbackData, prefix="bck"):
    """Do what a broadcast asks for."""

    task: Task
    subject: RowId = 0


@notice_keyboard("broadcast")
def under_broadcast(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """The office's buttons, one below the other."""
    return keyboard(
        [link(each.label, each.url)]
        if isinstance(each, Link)
        else [button(t.plain(f"broadcast-task-{each.task.value}"), TaskTap(task=each.task, subject=each.subject_id))]
        for each in buttons_from(args["buttons"])
    )


@router.callback_query(TaskTap.filter(F.task == Task.EVENT))
async def sign_up(
    query: CallbackQuery, callback_data: TaskTap, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Записаться»: the place is taken, and the card says so."""
    return send(query, event_card(await events.join(session, actor, callback_data.subject, now=now), now, t))


@router.callback_query(TaskTap.filter(F.task == Task.CALL))
async def fill(query: CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate) -> Reply:
    """«Заполнить заявку»: where the person stands, and the button that opens the form."""
    return send(query, await apply_screen(session, actor, now, t))


@router.callback_query(TaskTap.filter(F.task == Task.OFFERS), RoleIs(Role.MENTOR))
async def answer_offers(query: CallbackQuery, session: AsyncSession, actor: Person, t: Translate) -> Reply:
    """«Ответить»: the offers that wait."""
    return send(query, await teams_screen(session, actor, t))
