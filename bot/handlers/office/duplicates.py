"""/duplicates: pairs of applications that look like one person's, and what they turned out to be."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries.duplicates import PairSide
from bot.domain.paging import page_count
from bot.domain.text_arguments import Html
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open, PageNumber, RowId
from bot.handlers.forms.labels import spaced_phone
from bot.handlers.keyboards import Row, back_to, button, keyboard, page_row
from bot.handlers.screens import Reply, Screen, show
from bot.services import duplicates
from bot.services.duplicates import Keep, PairCard
from bot.texts import Translate

router = Router(name="office-duplicates")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())

_PAGE = 8


class Pairs(CallbackData, prefix="dpl"):
    """A page of the open pairs, or of the settled ones."""

    page: PageNumber = 0
    settled: bool = False


class PairAct(CallbackData, prefix="dpa"):
    """``act`` on a pair: open, same (which one stays?), first and second (that one stays), differ."""

    pair: RowId
    act: str = "open"


@router.message(Command("duplicates"))
@router.callback_query(Open.filter(F.screen == "duplicates"))
async def open_duplicates(event: Message | CallbackQuery, session: AsyncSession, actor: Person, t: Translate) -> Reply:
    """/duplicates: what is still to be settled."""
    return show(event, await _list(session, actor, Pairs(), t))


@router.callback_query(Pairs.filter())
async def turn_page(
    query: CallbackQuery, callback_data: Pairs, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Another page, or the other kind."""
    return show(query, await _list(session, actor, callback_data, t))


async def _list(session: AsyncSession, actor: Person, shown: Pairs, t: Translate) -> Screen:
    found, total = await duplicates.listed(session, actor, settled=shown.settled, page=shown.page, size=_PAGE)
    rows: list[Row] = [
        [
            button(
                t.plain(
                    "duplicates-row",
                    first=first,
                    second=second,
                    verdict=pair.verdict.value if pair.verdict is not None else "open",
                ),
                PairAct(pair=pair.id),
            )
        ]
        for pair, first, second in found
    ]
    pages = page_count(total, _PAGE)
    rows.append(page_row(t, page=shown.page, pages=pages, data=lambda page: Pairs(page=page, settled=shown.settled)))
    other = "duplicates-show-open" if shown.settled else "duplicates-show-settled"
    rows += [[button(t.plain(other), Pairs(settled=not shown.settled))], [back_to("call", t)]]
    return Screen(t("duplicates", count=total, settled=shown.settled), keyboard(rows))


@router.callback_query(PairAct.filter(F.act == "open"))
async def open_pair(
    query: CallbackQuery, callback_data: PairAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Both, one under the other."""
    return show(query, _card(await duplicates.open_card(session, actor, callback_data.pair, now=now), t))


def _card(card: PairCard, t: Translate) -> Screen:
    pair = card.pair
    rows: list[Row] = []
    if card.may_decide:
        rows = [
            [button(t.plain("duplicates-same"), PairAct(pair=pair.id, act="same"))],
            [button(t.plain("duplicates-different"), PairAct(pair=pair.id, act="differ"))],
        ]
    kept = card.first if pair.kept_id == pair.first_id else card.second
    text = t(
        "duplicates-card",
        first=Html(_side(card.first, t)),
        second=Html(_side(card.second, t)),
        verdict=pair.verdict.value if pair.verdict is not None else "open",
        kept=kept.application.number,
    )
    back = button(t.plain("button-back"), Pairs(settled=pair.verdict is not None))
    return Screen(text, keyboard([*rows, [back]]))


def _side(side: PairSide, t: Translate) -> str:
    person = side.person
    return t(
        "duplicates-side",
        number=side.application.number,
        role=side.call.role.value,
        status=side.application.status.value,
        name=person.full_name,
        birth=person.birth_date,
        phone=spaced_phone(person.phone) if person.phone else "—",
        place=side.municipality or "—",
        organisation=side.organisation or "—",
        registered=person.registered_at,
        sent=side.application.submitted_at,
    )


@router.callback_query(PairAct.filter(F.act == "same"))
async def ask_which_stays(
    query: CallbackQuery, callback_data: PairAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """One person: which application stays?"""
    card = await duplicates.open_card(session, actor, callback_data.pair, now=now)
    rows: list[Row] = [
        [button(t.plain("duplicates-keep", number=side.application.number), PairAct(pair=card.pair.id, act=act))]
        for act, side in (("first", card.first), ("second", card.second))
    ]
    rows.append([button(t.plain("button-back"), PairAct(pair=card.pair.id))])
    return show(query, Screen(t("duplicates-which"), keyboard(rows if card.may_decide else rows[-1:])))


@router.callback_query(PairAct.filter(F.act.in_({"first", "second", "differ"})))
async def settle(
    query: CallbackQuery, callback_data: PairAct, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Это один человек» or «Разные люди»."""
    keep = Keep(callback_data.act) if callback_data.act != "differ" else None
    await duplicates.settle(session, actor, callback_data.pair, keep=keep, now=now)
    return show(query, _card(await duplicates.open_card(session, actor, callback_data.pair, now=now), t))
