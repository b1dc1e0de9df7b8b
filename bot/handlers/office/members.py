"""Who is in the office: see, invite by a one-time link, change a role, take it away."""

from datetime import datetime

from aiogram import Bot, F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message
from aiogram.utils.deep_linking import create_start_link
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import office as queries
from bot.db.queries import people as people_queries
from bot.domain.access import Permission
from bot.domain.enums import OfficeRole
from bot.domain.errors import NotFound, RuleViolation
from bot.domain.people import parse_name
from bot.domain.text_arguments import Html
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open, RowId
from bot.handlers.keyboards import back_to, button, keyboard
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import office
from bot.texts import Translate

joining = Router(name="office-joining")
router = Router(name="office-members")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())

PAYLOAD = "o_"


class MemberAct(CallbackData, prefix="mbr"):
    """``act``: open, ask (to revoke), revoke, or a role to give; ``person`` 0 stands for the one being invited."""

    act: str
    person: RowId = 0


class Inviting(StatesGroup):
    """An administrator is adding a colleague."""

    name = State()
    role = State()


@joining.message(CommandStart(deep_link=True, magic=F.args.startswith(PAYLOAD)))
async def join_office(
    message: Message, command: CommandObject, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """An invitation link was opened."""
    role = await office.accept_invitation(session, actor, (command.args or "").removeprefix(PAYLOAD), now=now)
    rows = [[button(t.plain("menu-office"), Open(screen="office"))]]
    return show(message, Screen(t("office-joined", role=t.plain(f"office-role-{role}")), keyboard(rows)))


@router.callback_query(Open.filter(F.screen == "members"))
async def open_members(
    query: CallbackQuery, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """The list of the office."""
    await office.ensure_allowed(session, actor, Permission.MANAGE_OFFICE)
    await state.clear()
    return show(query, await _list(session, t))


async def _list(session: AsyncSession, t: Translate) -> Screen:
    members = await queries.members(session)
    rows = [
        [
            button(
                f"{_name(member.person)} · {t.plain(f'office-role-{member.role}')}",
                MemberAct(act="open", person=member.person.id),
            )
        ]
        for member in members
    ]
    rows += [[button(t.plain("office-invite"), MemberAct(act="invite"))], [back_to("office", t)]]
    return Screen(t("office-members", count=len(members)), keyboard(rows))


def _name(person: Person) -> str:
    return " ".join(filter(None, (person.surname, person.first_name))) or f"№ {person.id}"


@router.callback_query(MemberAct.filter(F.act == "open"))
async def open_member(
    query: CallbackQuery, callback_data: MemberAct, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """One member and what can be done about them."""
    await office.ensure_allowed(session, actor, Permission.MANAGE_OFFICE)
    person = await session.get(Person, callback_data.person)
    role = await people_queries.office_role(session, callback_data.person)
    if person is None or role is None:
        raise NotFound("office-member-unknown")
    others = [other for other in OfficeRole if other is not role]
    rows = [
        [button(t.plain(f"office-role-{other}").capitalize(), MemberAct(act=other, person=person.id))]
        for other in others
    ]
    rows.append([button(t.plain("office-revoke"), MemberAct(act="ask", person=person.id))])
    rows.append([back_to("members", t)])
    text = t("office-member", name=_name(person), role=t.plain(f"office-role-{role}"))
    return show(query, Screen(text, keyboard(rows)))


@router.callback_query(MemberAct.filter(F.act == "ask"))
async def ask_to_revoke(
    query: CallbackQuery, callback_data: MemberAct, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """«Точно?»"""
    await office.ensure_allowed(session, actor, Permission.MANAGE_OFFICE)
    person = await session.get(Person, callback_data.person)
    if person is None:
        raise NotFound("office-member-unknown")
    rows = [
        [button(t.plain("office-revoke-yes"), MemberAct(act="revoke", person=person.id))],
        [button(t.plain("button-cancel"), MemberAct(act="open", person=person.id))],
    ]
    return show(query, Screen(t("office-revoke-ask", name=_name(person)), keyboard(rows)))


@router.callback_query(MemberAct.filter(F.act == "revoke"))
async def revoke_member(
    query: CallbackQuery, callback_data: MemberAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The role stops working at once."""
    await office.revoke(session, actor, callback_data.person, now=now)
    return show(query, await _list(session, t))


@router.callback_query(MemberAct.filter(F.act.in_(set(OfficeRole)) & (F.person > 0)))
async def change_role(
    query: CallbackQuery, callback_data: MemberAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Another role for a member."""
    await office.appoint(session, actor, callback_data.person, OfficeRole(callback_data.act), now=now)
    return show(query, await _list(session, t))


@router.callback_query(MemberAct.filter(F.act == "invite"))
async def ask_name(
    query: CallbackQuery, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """Who is to be invited?"""
    await office.ensure_allowed(session, actor, Permission.MANAGE_OFFICE)
    await state.set_state(Inviting.name)
    return show(query, Screen(t("office-invite-name"), keyboard([[back_to("members", t)]])))


@router.message(Inviting.name, F.text)
async def take_name(message: Message, session: AsyncSession, actor: Person, t: Translate, state: FSMContext) -> Reply:
    """Surname and first name, checked like everybody's."""
    await office.ensure_allowed(session, actor, Permission.MANAGE_OFFICE)
    surname, _, first_name = (message.text or "").strip().partition(" ")
    if not first_name.strip():
        raise RuleViolation("office-invite-two-words")
    parsed = {"surname": parse_name(surname, "surname"), "first_name": parse_name(first_name, "first_name")}
    await state.update_data({part: name.suggestion or name.value for part, name in parsed.items()})
    await state.set_state(Inviting.role)
    rows = [[button(t.plain(f"office-role-{role}").capitalize(), MemberAct(act=role))] for role in OfficeRole]
    return send(message, Screen(t("office-invite-role"), keyboard([*rows, [back_to("members", t)]])))


@router.callback_query(Inviting.role, MemberAct.filter(F.act.in_(set(OfficeRole)) & (F.person == 0)))
async def make_link(
    query: CallbackQuery,
    callback_data: MemberAct,
    session: AsyncSession,
    actor: Person,
    now: datetime,
    t: Translate,
    state: FSMContext,
    bot: Bot,
) -> Reply:
    """The link to pass on."""
    data = await state.get_data()
    role = OfficeRole(callback_data.act)
    issued = await office.invite(
        session, actor, surname=data["surname"], first_name=data["first_name"], role=role, now=now
    )
    await state.clear()
    address = await create_start_link(bot, PAYLOAD + issued.token)
    text = t(
        "office-invite-link",
        name=f"{data['surname']} {data['first_name']}",
        role=t.plain(f"office-role-{role}"),
        link=Html(address),
        until=issued.expires_at,
    )
    return show(query, Screen(text, keyboard([[back_to("members", t)]])))
