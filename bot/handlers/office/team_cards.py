"""A team's report card for the office, a member's seat in it, locks, and «почему не с…»."""

from datetime import datetime

from aiogram import Router
from aiogram.types import CallbackQuery, InlineKeyboardButton
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries import seasons as season_queries
from bot.db.queries import teams as queries
from bot.domain.enums import TeamRunStatus
from bot.domain.short_names import short_place
from bot.domain.team_report import Exchange
from bot.handlers.access import OfficeDoor
from bot.handlers.keyboards import button, keyboard
from bot.handlers.office.team_callbacks import (
    BanPair,
    LockPerson,
    LockTeam,
    MentorSlot,
    MergeTeam,
    MoveTo,
    MoveWhere,
    MoveWho,
    RunPage,
    SeatCard,
    SplitTeam,
    TeamCard,
    WhyNot,
    WhyPick,
)
from bot.handlers.office.team_screens import change_lines, fact_lines, in_rows, people_rows, short_name
from bot.handlers.screens import Reply, Screen, show
from bot.services import team_board, teams, wishes
from bot.services.team_board import Card
from bot.texts import Translate, join_lines

router = Router(name="office-team-cards")
router.callback_query.middleware(OfficeDoor())


@router.callback_query(TeamCard.filter())
async def open_card(
    query: CallbackQuery, callback_data: TeamCard, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Members, tutor, mentor, and why the team is as it is."""
    card = await team_board.open_card(session, actor, callback_data.team, now=now)
    return show(query, await card_screen(session, card, t))


async def card_screen(session: AsyncSession, card: Card, t: Translate) -> Screen:
    """The team's report card with everything that can be done to it."""
    line = card.line
    towns = {town.id: short_place(town.name) for town in await season_queries.municipalities(session, retired=True)}
    members = [_member_line(person, card, towns.get(person.municipality_id or "", "—"), t) for person in card.members]
    text = t(
        "teams-card",
        team=line.team.name,
        locked=line.team.locked,
        direction=line.direction or "—",
        tutor=teams.tutor_name(line.tutor),
        mentor=teams.mentor_name(line.mentor),
        members=join_lines(members) if members else t("teams-card-empty"),
        facts=await fact_lines(session, card.facts, t),
    )
    return Screen(text, keyboard(_card_rows(card, t)))


def _member_line(person: Person, card: Card, town: str, t: Translate) -> str:
    if person.id in card.gone:
        return t("teams-card-gone", name=person.full_name or "—")
    return t("teams-card-member", name=person.full_name, town=town, locked=person.id in card.held)


def _card_rows(card: Card, t: Translate) -> list[list[InlineKeyboardButton]]:
    team = card.line.team
    rows = [[button(t.plain("teams-people"), MoveWho(team=team.id))]]
    if card.run.status is TeamRunStatus.PUBLISHED:
        rows[0].append(button(t.plain("mentors-team-button"), MentorSlot(team=team.id)))
    else:
        label = "teams-unlock" if team.locked else "teams-lock"
        rows[0].append(button(t.plain(label), LockTeam(team=team.id, on=not team.locked)))
        rows.append(
            [
                button(t.plain("teams-split"), SplitTeam(team=team.id)),
                button(t.plain("teams-merge"), MergeTeam(team=team.id)),
            ]
        )
    rows.append([button(t.plain("button-back"), RunPage(run=card.run.id))])
    return rows


@router.callback_query(LockTeam.filter())
async def lock_team(
    query: CallbackQuery, callback_data: LockTeam, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """🔒: the next variant keeps the team as it is."""
    await team_board.lock_team(session, actor, callback_data.team, locked=callback_data.on, now=now)
    await session.flush()
    card = await team_board.open_card(session, actor, callback_data.team, now=now)
    return show(query, await card_screen(session, card, t))


@router.callback_query(MoveWho.filter())
async def ask_who(
    query: CallbackQuery, callback_data: MoveWho, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Whose seat to look at."""
    card = await team_board.open_card(session, actor, callback_data.team, now=now)
    team = card.line.team
    rows = people_rows(card.members, lambda person: SeatCard(team=team.id, person=person.id))
    rows.append([button(t.plain("button-back"), TeamCard(team=team.id))])
    return show(query, Screen(t("teams-move-who", team=team.name), keyboard(rows)))


@router.callback_query(SeatCard.filter())
async def open_seat(
    query: CallbackQuery, callback_data: SeatCard, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """Why this person is here, and what other places would mean."""
    return show(query, await _seat_screen(session, actor, callback_data.team, callback_data.person, now, t))


@router.callback_query(LockPerson.filter())
async def lock_person(
    query: CallbackQuery, callback_data: LockPerson, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """🔒: the next variant and repairs keep the person here."""
    team, person = callback_data.team, callback_data.person
    await team_board.lock_person(session, actor, team, person, locked=callback_data.on, now=now)
    await session.flush()
    return show(query, await _seat_screen(session, actor, team, person, now, t))


async def _seat_screen(
    session: AsyncSession, actor: Person, team_id: int, person_id: int, now: datetime, t: Translate
) -> Screen:
    card = await team_board.open_seat(session, actor, team_id, person_id, now=now)
    elsewhere = [
        t(
            "teams-seat-elsewhere",
            team=card.teams[way.team].name,
            swap=way.other_id is not None,
            other=short_name(card.names[way.other_id]) if way.other_id is not None else "",
            sign="worse" if way.change > 0 else "better" if way.change < 0 else "same",
            points=abs(way.change),
        )
        for way in card.seat.elsewhere
    ]
    text = t(
        "teams-seat",
        name=card.person.full_name or "—",
        team=card.line.team.name,
        locked=card.held,
        facts=await fact_lines(session, card.seat.facts, t) or t("teams-seat-no-facts"),
        elsewhere=join_lines(elsewhere) if elsewhere else t("teams-seat-nowhere"),
    )
    run_id = card.run.id
    ways = [
        button(
            t.plain("teams-seat-way", team=card.teams[way.team].name, swap=way.other_id is not None),
            MoveTo(person=person_id, source=team_id, target=card.teams[way.team].id, other=way.other_id or 0),
        )
        for way in card.seat.elsewhere
    ]
    rows = [
        [
            button(t.plain("teams-move"), MoveWhere(run=run_id, person=person_id, source=team_id)),
            button(
                t.plain("teams-unlock" if card.held else "teams-lock"),
                LockPerson(team=team_id, person=person_id, on=not card.held),
            ),
        ],
        *in_rows(ways),
        [button(t.plain("teams-why"), WhyPick(run=run_id, one=person_id))],
        [button(t.plain("button-back"), MoveWho(team=team_id))],
    ]
    return Screen(text, keyboard(rows))


@router.callback_query(WhyPick.filter())
async def ask_with_whom(
    query: CallbackQuery, callback_data: WhyPick, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Почему не с…»: the team, then the person."""
    run_id, one = callback_data.run, callback_data.one
    run = await teams.open_run(session, actor, run_id)
    home = await queries.team_of(session, run.id, one)
    if callback_data.team:
        card = await team_board.open_card(session, actor, callback_data.team, now=now)
        rows = people_rows(card.members, lambda other: WhyNot(run=run_id, one=one, other=other.id))
        rows.append([button(t.plain("button-back"), WhyPick(run=run_id, one=one))])
    else:
        lines = [line for line in await queries.lines(session, run_id) if line.team.id != home]
        rows = in_rows([button(line.team.name, WhyPick(run=run_id, one=one, team=line.team.id)) for line in lines])
        rows.append([button(t.plain("button-back"), SeatCard(team=home or 0, person=one))])
    return show(query, Screen(t("teams-why-ask"), keyboard(rows)))


@router.callback_query(WhyNot.filter())
async def tell_why(
    query: CallbackQuery, callback_data: WhyNot, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """What stands between two people, and what it would cost to bring them together."""
    return show(query, await _why_screen(session, actor, callback_data.run, callback_data.one, callback_data.other, t))


@router.callback_query(BanPair.filter())
async def ban(
    query: CallbackQuery, callback_data: BanPair, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Нельзя вместе»: the next variant keeps the two apart, publication waits until they are."""
    run = await teams.open_run(session, actor, callback_data.run)
    one, other = callback_data.one, callback_data.other
    await wishes.ban(session, actor, run.season_id, one, other, on=callback_data.on, now=now)
    return show(query, await _why_screen(session, actor, run.id, one, other, t))


async def _why_screen(
    session: AsyncSession, actor: Person, run_id: int, one_id: int, other_id: int, t: Translate
) -> Screen:
    found = await team_board.open_why(session, actor, run_id, one_id, other_id)
    text = t(
        "teams-why-not",
        one=short_name(found.one),
        home=found.home.name,
        other=short_name(found.other),
        target=found.target.name,
        facts=await fact_lines(session, found.facts, t),
        way=_way_text(found.way, found.back, t),
    )
    label = t.plain("teams-ban-lift" if found.banned else "teams-ban")
    rows = [[button(label, BanPair(run=run_id, one=one_id, other=other_id, on=not found.banned))]]
    if found.way is not None:
        data = MoveTo(person=found.one.id, source=found.home.id, target=found.target.id, other=found.way.other_id or 0)
        rows.append([button(t.plain("teams-why-look"), data)])
    rows.append([button(t.plain("button-back"), SeatCard(team=found.home.id, person=found.one.id))])
    return Screen(text, keyboard(rows))


def _way_text(way: Exchange | None, back: Person | None, t: Translate) -> str:
    if way is None:
        return ""
    head = t(
        "teams-why-way",
        swap=back is not None,
        other=short_name(back) if back is not None else "",
        sign="worse" if way.change > 0 else "better" if way.change < 0 else "same",
        points=abs(way.change),
    )
    return join_lines([head, *change_lines(way.components, dict.fromkeys(way.components, 0), t)])
