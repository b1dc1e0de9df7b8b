"""What nobody else answers: groups, unknown commands, old buttons, edits, blocks."""

from datetime import datetime

from aiogram import Bot, F, Router
from aiogram.enums import ChatType, ContentType
from aiogram.filters import IS_MEMBER, IS_NOT_MEMBER, ChatMemberUpdatedFilter, Command
from aiogram.fsm.context import FSMContext
from aiogram.methods import AnswerCallbackQuery, SendMessage
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.handlers.forms.resuming import has_begun, resume_row
from bot.handlers.keyboards import keyboard, to_menu
from bot.handlers.screens import Reply, Screen, show
from bot.texts import Translate

groups = Router(name="groups")
groups.message.filter(F.chat.type != ChatType.PRIVATE)
groups.edited_message.filter(F.chat.type != ChatType.PRIVATE)
groups.callback_query.filter(F.message.chat.type != ChatType.PRIVATE)

router = Router(name="fallback")


@groups.message(Command("start", "menu", "help"))
async def greet_group(message: Message, bot: Bot, t: Translate) -> Reply:
    """One line with the way to the private chat; nothing personal is ever said in a group."""
    me = await bot.me()
    return SendMessage(chat_id=message.chat.id, text=t("group-hello", link=f"https://t.me/{me.username}"))


@groups.message()
@groups.edited_message()
@groups.callback_query()
async def ignore_group(event: Message | CallbackQuery) -> None:
    """Conversations of a group are none of the bot's business."""


@router.my_chat_member(F.chat.type == ChatType.PRIVATE, ChatMemberUpdatedFilter(IS_MEMBER >> IS_NOT_MEMBER))
async def blocked(event: ChatMemberUpdated, actor: Person, now: datetime) -> None:
    """The person blocked the bot: nothing is sent any more until they come back."""
    actor.unreachable_since = now


@router.my_chat_member(F.chat.type == ChatType.PRIVATE, ChatMemberUpdatedFilter(IS_NOT_MEMBER >> IS_MEMBER))
async def unblocked(event: ChatMemberUpdated, actor: Person) -> None:
    """The person is back."""
    actor.unreachable_since = None


@router.edited_message()
async def edited(message: Message, t: Translate) -> Reply:
    """An edited message changes nothing: the answer was taken when it came."""
    return SendMessage(chat_id=message.chat.id, text=t("edited-hint"))


@router.callback_query()
async def old_button(query: CallbackQuery, t: Translate) -> Reply:
    """A button nobody knows any more, or a forged one."""
    return AnswerCallbackQuery(callback_query_id=query.id, text=t.plain("button-outdated"))


def unknown_screen(t: Translate) -> Screen:
    """What is said to a command nobody knows, and to one the person may not use: the two look alike."""
    return Screen(t("unknown-command"), keyboard([[to_menu(t)]]))


@router.message()
async def unknown(message: Message, session: AsyncSession, actor: Person, state: FSMContext, t: Translate) -> Reply:
    """Anything else: to a question that wants words, to a form that was left, or to nothing in particular."""
    if message.content_type != ContentType.TEXT and await state.get_state() is not None:
        return show(message, Screen(t("dialog-text-only"), keyboard([[to_menu(t)]])))
    said = message.text is not None and not message.text.startswith("/")
    if said and await has_begun(session, actor):
        return show(message, Screen(t("unknown-but-begun"), keyboard([resume_row(t), [to_menu(t)]])))
    return show(message, unknown_screen(t))
