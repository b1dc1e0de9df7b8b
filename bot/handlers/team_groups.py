"""A team's group in the messenger: how the tutor binds it, who is let in, what is said in it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.methods import ApproveChatJoinRequest, DeclineChatJoinRequest, SendMessage
from aiogram.types import (
    CallbackQuery,
    ChatJoinRequest,
    ChatMemberAdministrator,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person, Team, TeamGroup
from bot.db.queries import team_groups as queries
from bot.handlers.callbacks import Open
from bot.handlers.keyboards import back_to, button, keyboard, link, to_menu
from bot.handlers.notices import notice_keyboard
from bot.handlers.screens import Reply, Screen, show
from bot.services import team_groups
from bot.texts import Translate

group_side = Router(name="team-groups-inside")
"""What happens in groups; asked before the catch-all for groups."""
group_side.message.filter(F.chat.type != ChatType.PRIVATE)
group_side.my_chat_member.filter(F.chat.type != ChatType.PRIVATE)

router = Router(name="team-groups")

PAYLOAD = "team"
"""What the link that adds the bot to a group says there."""

_OUTSIDE = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.KICKED})


class GroupAct(CallbackData, prefix="tgr"):
    """``open`` the tutor's page of the team's group, ``ask`` whether to give it up, ``unbind`` it."""

    act: str = "open"


# --- in the group


@group_side.message(Command("team"))
async def bind_by_command(
    message: Message, session: AsyncSession, actor: Person, bot: Bot, now: datetime, t: Translate
) -> Reply:
    """The tutor says whose group it is; to anybody else it is a group like others."""
    return await _bind(message, session, actor, bot, now, t)


@group_side.message(Command("start", magic=F.args == PAYLOAD))
async def bind_by_link(
    message: Message, session: AsyncSession, actor: Person, bot: Bot, now: datetime, t: Translate
) -> Reply:
    """The same by the link that adds the bot."""
    return await _bind(message, session, actor, bot, now, t)


async def _bind(message: Message, session: AsyncSession, actor: Person, bot: Bot, now: datetime, t: Translate) -> Reply:
    team = await team_groups.bind(session, actor, message.chat.id, now=now)
    if team is None:
        return SendMessage(chat_id=message.chat.id, text=t("group-hello", link=await _address(bot)))
    return SendMessage(chat_id=message.chat.id, text=t("team-group-now", team=team.name))


@group_side.message(F.migrate_to_chat_id)
async def follow_migration(message: Message, session: AsyncSession) -> None:
    """The group has become a supergroup."""
    if message.migrate_to_chat_id is not None:
        await team_groups.moved(session, message.chat.id, message.migrate_to_chat_id)


@group_side.my_chat_member()
async def follow_standing(event: ChatMemberUpdated, session: AsyncSession, now: datetime) -> None:
    """The bot's rights in a group have changed."""
    mine = event.new_chat_member
    invites = isinstance(mine, ChatMemberAdministrator) and bool(mine.can_invite_users)
    inside = mine.status not in _OUTSIDE
    await team_groups.standing(session, event.chat.id, inside=inside, may_invite=invites, now=now)


@group_side.chat_join_request()
async def answer_knock(
    event: ChatJoinRequest, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> list[Reply]:
    """Somebody asks to come in by the link: the team is let in, others are told why not."""
    admitted = await team_groups.knock(session, actor, event.chat.id, now=now)
    if admitted is None:
        return []
    who = {"chat_id": event.chat.id, "user_id": event.from_user.id}
    if admitted:
        return [ApproveChatJoinRequest(**who)]
    # Somebody who has not started the bot can be written to only while the request waits.
    return [SendMessage(chat_id=event.user_chat_id, text=t("team-group-not-yours")), DeclineChatJoinRequest(**who)]


# --- in the tutor's own chat


@router.callback_query(GroupAct.filter(F.act == "open"))
async def open_group(query: CallbackQuery, session: AsyncSession, actor: Person, bot: Bot, t: Translate) -> Reply:
    """«💬 Группа команды»: how to make one, or how it stands."""
    team, group = await team_groups.own(session, actor)
    return show(query, await _page(team, group, bot, t))


@router.callback_query(GroupAct.filter(F.act == "ask"))
async def ask_unbind(query: CallbackQuery, session: AsyncSession, actor: Person, t: Translate) -> Reply:
    """«Отвязать» is asked once more."""
    team, _ = await team_groups.own(session, actor)
    sure = [button(t.plain("team-group-unbind-sure"), GroupAct(act="unbind"))]
    back = [button(t.plain("button-back"), GroupAct())]
    return show(query, Screen(t("team-group-unbind-ask", team=team.name), keyboard([sure, back])))


@router.callback_query(GroupAct.filter(F.act == "unbind"))
async def unbind(
    query: CallbackQuery, session: AsyncSession, actor: Person, bot: Bot, now: datetime, t: Translate
) -> Reply:
    """The group is the team's no more."""
    team = await team_groups.unbind(session, actor, now=now)
    return show(query, await _page(team, None, bot, t))


async def _page(team: Team, group: TeamGroup | None, bot: Bot, t: Translate) -> Screen:
    ways = [back_to("team", t), to_menu(t)]
    if group is None:
        add = f"{await _address(bot)}?startgroup={PAYLOAD}&admin=invite_users+restrict_members"
        return Screen(t("team-group-how", team=team.name), keyboard([[link(t.plain("team-group-add"), add)], ways]))
    if group.problem is not None:
        text = t(f"team-group-problem-{group.problem.value}", team=team.name)
    else:
        text = t("team-group-ready" if group.link else "team-group-making", team=team.name)
    enter = [link(t.plain("team-group-enter"), group.link)] if group.link and group.problem is None else []
    return Screen(text, keyboard([enter, [button(t.plain("team-group-unbind"), GroupAct(act="ask"))], ways]))


async def _address(bot: Bot) -> str:
    return f"https://t.me/{(await bot.me()).username}"


async def group_row(session: AsyncSession, team: Team, actor: Person, t: Translate) -> list[InlineKeyboardButton]:
    """The button on the team's page: the tutor's own page of the group, the way in for students."""
    if team.tutor_id == actor.id:
        return [button(t.plain("team-group-open-page"), GroupAct())]
    group = await queries.of_team(session, team.id)
    if group is None or group.link is None or group.problem is not None:
        return []
    return [link(t.plain("team-group-enter"), group.link)]


@notice_keyboard("team-group-open")
def enter_group(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«💬 Войти в группу», «👥 Команда»."""
    team = button(t.plain("team-open"), Open(screen="team"))
    return keyboard([[link(t.plain("team-group-enter"), str(args["link"]))], [team]])


@notice_keyboard("team-group-problem-rights")
@notice_keyboard("team-group-problem-removed")
@notice_keyboard("team-group-stranger")
def to_group(t: Translate, args: object) -> InlineKeyboardMarkup:
    """«💬 Группа команды»."""
    return keyboard([[button(t.plain("team-group-open-page"), GroupAct())]])
