"""People for the office: search by name or phone, and one person's card (reading it is an audited act)."""

from collections.abc import Mapping
from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import applications as application_queries
from bot.db.queries import documents as document_queries
from bot.db.queries import office as queries
from bot.db.queries import seasons as season_queries
from bot.domain.access import Permission, permissions_of
from bot.domain.enums import ApplicationStatus, OfficeRole
from bot.domain.paging import page_count
from bot.domain.text_arguments import Html
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open, PageNumber
from bot.handlers.forms.labels import spaced_phone
from bot.handlers.keyboards import back_to, button, keyboard, page_row
from bot.handlers.office import name_search
from bot.handlers.office.document_callbacks import DocumentFolder
from bot.handlers.office.person_callbacks import AccessOf, AccountLinkOf, ConsentsOf, ErasePerson, PersonCard, TagsOf
from bot.handlers.office.selection_callbacks import CardAct
from bot.handlers.screens import Reply, Screen, send, show
from bot.services import account_links, office, people, people_cards
from bot.texts import Translate

router = Router(name="office-people")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())

_PAGE = 8
_NAME_ROOM = 28


class PeoplePage(CallbackData, prefix="ppl"):
    """A page of the search under way."""

    page: PageNumber


class Searching(StatesGroup):
    """The office is looking for somebody: what is typed is a search."""

    typing = State()


@router.message(Command("people"))
@router.callback_query(Open.filter(F.screen == "people"))
async def open_people(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """Everybody, and the invitation to type a name."""
    await state.set_state(Searching.typing)
    await state.set_data({})
    return show(event, await _found(session, actor, t, typed="", page=0))


@router.message(Searching.typing, F.text, ~F.text.startswith("/"))
async def search_people(
    message: Message, session: AsyncSession, actor: Person, t: Translate, state: FSMContext
) -> Reply:
    """A name, a part of it, or the end of a phone number."""
    data = await name_search.look_for(message, state)
    return send(message, await _found(session, actor, t, typed=data["typed"], page=0))


@router.callback_query(PeoplePage.filter())
async def turn_page(
    query: CallbackQuery,
    callback_data: PeoplePage,
    session: AsyncSession,
    actor: Person,
    t: Translate,
    state: FSMContext,
) -> Reply:
    """Another page of the same search."""
    typed = (await state.get_data()).get("typed", "")
    return show(query, await _found(session, actor, t, typed=typed, page=callback_data.page))


async def _found(session: AsyncSession, actor: Person, t: Translate, *, typed: str, page: int) -> Screen:
    role = await office.ensure_allowed(session, actor, Permission.SEE_PEOPLE)
    found = await queries.find_people(session, typed, offset=max(page, 0) * _PAGE, limit=_PAGE)
    labels = [f"{_short(person)} · {t.plain(f'role-{person.role}') if person.role else '—'}" for person in found.people]
    rows = [
        # Namesakes are told apart by the day they were born.
        [button(label if labels.count(label) == 1 else _born(person, label), PersonCard(person=person.id))]
        for label, person in zip(labels, found.people, strict=True)
    ]
    pages = page_count(found.total, _PAGE)
    rows.append(list(page_row(t, page=page, pages=pages, data=lambda number: PeoplePage(page=number))))
    if Permission.IMPORT in permissions_of(role):
        rows.append([button(t.plain("office-tool-import"), Open(screen="import"))])
    rows.append([back_to("office", t)])
    key = "people-found" if typed else "people-all"
    return Screen(t(key, typed=typed, count=found.total), keyboard(rows))


def _short(person: Person) -> str:
    """The name as a button holds it beside the role: the patronymic only where there is room, a long surname cut."""
    if len(person.full_name) <= _NAME_ROOM:
        return person.full_name
    name = f" {person.first_name}" if person.first_name else ""
    surname = person.surname or ""
    room = max(_NAME_ROOM - len(name), _NAME_ROOM // 2)
    return f"{surname if len(surname) <= room else surname[: room - 1] + '…'}{name}"


def _born(person: Person, label: str) -> str:
    return f"{_short(person)} · {person.birth_date:%d.%m.%Y}" if person.birth_date is not None else label


@router.callback_query(PersonCard.filter())
async def open_card(
    query: CallbackQuery,
    callback_data: PersonCard,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole,
    now: datetime,
    t: Translate,
) -> Reply:
    """Everything the office needs about one person."""
    card = await people_cards.open_card(session, actor, callback_data.person, now=now)
    lines = [
        t("person-line", name=t.plain(f"person-{name}"), value=_shown(name, value, t)) for name, value in card.items()
    ]
    text = t("person-card", lines=Html("\n".join(lines)))
    rows = [
        *await _application(session, callback_data.person, office_role, t),
        [button(t.plain("office-consents-open"), ConsentsOf(act="open", person=callback_data.person))],
        [button(t.plain("tags-open"), TagsOf(person=callback_data.person))],
        *await _documents(session, callback_data.person, office_role, now, t),
        *_access(card, callback_data.person, office_role, t),
        *await _link(session, callback_data.person, office_role, t),
        *_erasure(callback_data.person, office_role, t),
        [back_to("people", t)],
    ]
    return show(query, Screen(text, keyboard(rows)))


async def _application(
    session: AsyncSession, person_id: int, office_role: OfficeRole, t: Translate
) -> list[list[InlineKeyboardButton]]:
    season = await season_queries.newest(session)
    if season is None or Permission.SEE_APPLICATIONS not in permissions_of(office_role):
        return []
    found = await application_queries.newest_of_person(session, season.id, person_id)
    if found is None or found[0].status is ApplicationStatus.DRAFT:
        return []
    label = t.plain("person-to-application", number=found[0].number)
    return [[button(label, CardAct(app=found[0].id))]]


async def _documents(
    session: AsyncSession, person_id: int, office_role: OfficeRole, now: datetime, t: Translate
) -> list[list[InlineKeyboardButton]]:
    if Permission.MANAGE_EVENTS not in permissions_of(office_role):
        return []
    return [
        [button(t.plain("documents-for", title=event.title), DocumentFolder(event=event.id, person=person_id))]
        for event in await document_queries.events_of(session, person_id, now=now)
    ]


def _access(
    card: Mapping[str, object], person_id: int, office_role: OfficeRole, t: Translate
) -> list[list[InlineKeyboardButton]]:
    if card.get("role") not in people.APPLYING or Permission.EDIT_CALLS not in permissions_of(office_role):
        return []
    return [[button(t.plain("personal-access-open"), AccessOf(act="open", person=person_id))]]


async def _link(
    session: AsyncSession, person_id: int, office_role: OfficeRole, t: Translate
) -> list[list[InlineKeyboardButton]]:
    if Permission.IMPORT not in permissions_of(office_role) or not await account_links.may_issue(session, person_id):
        return []
    return [[button(t.plain("account-link-make"), AccountLinkOf(person=person_id))]]


def _erasure(person_id: int, office_role: OfficeRole, t: Translate) -> list[list[InlineKeyboardButton]]:
    if Permission.ERASE_PEOPLE not in permissions_of(office_role):
        return []
    return [[button(t.plain("person-erase"), ErasePerson(person=person_id, step=1))]]


def _shown(name: str, value: object, t: Translate) -> object:
    if name == "phone":
        return spaced_phone(str(value))
    return t.plain(f"{name}-{value}") if name in people_cards.VOCABULARIES else value
