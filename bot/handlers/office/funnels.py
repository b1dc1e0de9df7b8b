"""The funnel cut by link, municipality and organisation; the links people come by."""

from datetime import datetime

from aiogram import Bot, F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.methods import SendPhoto
from aiogram.types import CallbackQuery, Message
from aiogram.utils.deep_linking import create_start_link
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.access import Permission, permissions_of
from bot.domain.enums import OfficeRole
from bot.domain.paging import page_count
from bot.domain.short_names import short_place
from bot.domain.text_arguments import Html
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import PageNumber
from bot.handlers.keyboards import Row, back_to, button, keyboard, page_row
from bot.handlers.screens import Reply, Screen, send, show
from bot.papers import charts, made
from bot.services import funnels, office
from bot.services.funnels import Cut
from bot.texts import Translate, join_lines

router = Router(name="office-funnels")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())

PAGE = 8
SOURCE = "src_"
"""Before the code in a link's payload."""


class FunnelBy(CallbackData, prefix="fun"):
    """A page of a cut of the funnel, or its chart."""

    cut: Cut
    page: PageNumber = 0
    chart: bool = False


class LinkList(CallbackData, prefix="lnk"):
    """A page of the links, or the question for the name of a new one."""

    page: PageNumber = 0
    new: bool = False


class Naming(StatesGroup):
    """The office types what a new link is called."""

    name = State()


def rows_of_stats(t: Translate) -> list[Row]:
    """The ways from the dashboard to the cuts and the links."""
    cuts = [button(t.plain(f"funnel-by-{cut.value}"), FunnelBy(cut=cut)) for cut in Cut]
    return [cuts[1:], [cuts[0], button(t.plain("links-open"), LinkList())]]


@router.callback_query(FunnelBy.filter(F.chart))
async def draw(
    query: CallbackQuery, callback_data: FunnelBy, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """The cut as a picture."""
    await office.ensure_allowed(session, actor, Permission.SEE_STATISTICS)
    picture = made(charts.FUNNEL, t, callback_data.cut.value)
    return SendPhoto(chat_id=query.from_user.id, photo=picture, caption=t("funnel-caption", at=now))


@router.callback_query(FunnelBy.filter())
async def open_cut(
    query: CallbackQuery, callback_data: FunnelBy, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """A page of the groups, those with the most forms first."""
    await office.ensure_allowed(session, actor, Permission.SEE_STATISTICS)
    cut = callback_data.cut
    found, total, at = await funnels.by(session, cut, page=callback_data.page, size=PAGE, now=now)
    lines = []
    for group in found:
        name = group.name or t.plain("funnel-nameless", cut=cut.value)
        lines.append(t("funnel-group", name=short_place(name) if cut is Cut.MUNICIPALITY else name, **group.counts))
    pages = page_count(total, PAGE)
    rows = [
        page_row(t, page=callback_data.page, pages=pages, data=lambda page: FunnelBy(cut=cut, page=page)),
        [button(t.plain("funnel-draw"), FunnelBy(cut=cut, chart=True))],
        [back_to("stats", t)],
    ]
    text = t("funnel-cut", cut=cut.value, count=total, at=at, lines=Html("\n\n".join(lines)))
    return show(query, Screen(text, keyboard(rows)))


@router.callback_query(LinkList.filter(F.new))
async def ask_name(
    query: CallbackQuery, session: AsyncSession, actor: Person, state: FSMContext, t: Translate
) -> Reply:
    """What is the link for?"""
    await office.ensure_allowed(session, actor, Permission.BROADCAST)
    await state.set_state(Naming.name)
    rows = [[button(t.plain("button-back"), LinkList())]]
    return show(query, Screen(t("links-ask-name", limit=funnels.NAME_LIMIT), keyboard(rows)))


@router.message(Naming.name, F.text)
async def take_name(
    message: Message,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    state: FSMContext,
    bot: Bot,
    now: datetime,
    t: Translate,
) -> Reply:
    """The new link stands first in the list."""
    await funnels.make_link(session, actor, message.text or "", now=now)
    await state.clear()
    return send(message, await _links(session, actor, office_role, bot, t, page=0))


@router.callback_query(LinkList.filter())
async def open_links(
    query: CallbackQuery,
    callback_data: LinkList,
    session: AsyncSession,
    actor: Person,
    office_role: OfficeRole | None,
    state: FSMContext,
    bot: Bot,
    t: Translate,
) -> Reply:
    """A page of the links with their visits."""
    await state.clear()
    return show(query, await _links(session, actor, office_role, bot, t, page=callback_data.page))


async def _links(
    session: AsyncSession, actor: Person, office_role: OfficeRole | None, bot: Bot, t: Translate, *, page: int
) -> Screen:
    found, total = await funnels.links(session, actor, page=page, size=PAGE)
    lines = []
    for line in found:
        address = await create_start_link(bot, SOURCE + line.link.code)
        lines.append(
            t(
                "links-line",
                name=line.link.name,
                link=Html(address),
                visits=line.visits,
                people=line.people,
                sent=line.sent,
            )
        )
    rows: list[Row] = [page_row(t, page=page, pages=page_count(total, PAGE), data=lambda number: LinkList(page=number))]
    if Permission.BROADCAST in permissions_of(office_role):
        rows.append([button(t.plain("links-new"), LinkList(new=True))])
    rows.append([back_to("stats", t)])
    return Screen(t("links", count=total, lines=join_lines(lines)), keyboard(rows))
