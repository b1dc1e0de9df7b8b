"""The screens of places: a call's numbers and rules, its lists, and why one application is where it is."""

from collections.abc import Sequence
from datetime import datetime

from aiogram.types import InlineKeyboardButton
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.db.queries.seats import MoveLine
from bot.db.queries.selection import municipalities_of
from bot.domain.enums import ApplicationStatus, OfferStatus, Role
from bot.domain.paging import page_count
from bot.domain.seats import TERMS
from bot.handlers.keyboards import beside, button, keyboard, page_row
from bot.handlers.office.seat_callbacks import InviteMentor, SeatLimit, SeatList, SeatsOf, WhyAct
from bot.handlers.office.selection_callbacks import CardAct
from bot.handlers.office.selection_screens import Queue
from bot.handlers.screens import Screen
from bot.services import seat_office
from bot.services.seat_office import Overview, Story
from bot.texts import Translate, join_lines

PAGE = 10
_SHOWN_MOVES = 30
Rows = list[Sequence[InlineKeyboardButton]]


def overview_screen(overview: Overview, t: Translate, *, note: str = "") -> Screen:
    """The numbers of a call's places and the rules they follow."""
    call, held = overview.call, overview.held
    rows: Rows = []
    if held.offered:
        rows.append([button(t.plain("seats-to-waiting", count=held.offered), SeatList(call=call.id, what="waiting"))])
    if held.reserve:
        rows.append([button(t.plain("seats-to-reserve", count=held.reserve), SeatList(call=call.id, what="reserve"))])
    if overview.may_move and not call.seats_refill and overview.free > 0 and held.reserve:
        up = min(overview.free, held.reserve)
        rows.append([button(t.plain("seats-fill", count=up), SeatsOf(call=call.id, act="fill"))])
    if overview.may_move and call.role is Role.MENTOR:
        rows.append([button(t.plain("seats-invite-mentor"), InviteMentor(call=call.id))])
    rows.append([button(t.plain("seats-to-moves"), SeatList(call=call.id, what="moves"))])
    if overview.may_set:
        refill = "hand" if call.seats_refill else "auto"
        rows.append([button(t.plain(f"seats-make-{refill}"), SeatsOf(call=call.id, act=refill))])
        rows.append(
            [
                button(t.plain("seats-change-term"), SeatsOf(call=call.id, act="term")),
                button(t.plain("seats-change-places"), SeatsOf(call=call.id, act="places")),
            ]
        )
    rows.append([button(t.plain("button-back"), Queue(call=call.id))])
    text = t(
        "seats-overview",
        role=call.role.value,
        quota=call.quota,
        automatic=call.seats_refill,
        days=call.seat_days,
        limits=len(call.seats_by_place),
        free=max(overview.free, 0),
        over=max(-overview.free, 0),
        **held._asdict(),
    )
    return Screen(f"{note}\n\n{text}" if note else text, keyboard(rows))


def terms_screen(overview: Overview, t: Translate) -> Screen:
    """How long may those who are accepted think?"""
    call = overview.call
    choices = [button(t.plain("seats-days", days=days), SeatsOf(call=call.id, act="days", days=days)) for days in TERMS]
    rows: Rows = [choices[start : start + 3] for start in range(0, len(choices), 3)]
    rows.append([button(t.plain("button-back"), SeatsOf(call=call.id))])
    return Screen(t("seats-ask-term", days=call.seat_days), keyboard(rows))


async def limits_screen(session: AsyncSession, actor: Person, call_id: int, t: Translate) -> Screen:
    """Municipalities people have applied from, each with the most places it may have."""
    overview = await seat_office.overview_to_set(session, actor, call_id)
    limits: dict[str, int] = overview.call.seats_by_place
    buttons = [
        button(
            t.plain("seats-limit", place=name, limited=place in limits, limit=limits.get(place, 0)),
            SeatLimit(call=call_id, place=place),
        )
        for place, name, _ in await municipalities_of(session, call_id)
    ]
    rows: Rows = beside(buttons)
    rows.append([button(t.plain("button-back"), SeatsOf(call=call_id))])
    return Screen(t("seats-limits"), keyboard(rows))


async def limit_question(session: AsyncSession, actor: Person, call_id: int, place: str, t: Translate) -> Screen:
    """How many places at most for this municipality?"""
    name, limit = await seat_office.limit_of(session, actor, call_id, place)
    rows: Rows = [[button(t.plain("button-back"), SeatsOf(call=call_id, act="places"))]]
    if limit is not None:
        lift = SeatLimit(call=call_id, place=place, lift=True)
        rows.insert(0, [button(t.plain("seats-lift-limit"), lift)])
    return Screen(t("seats-ask-limit", place=name, limited=limit is not None, limit=limit or 0), keyboard(rows))


async def list_screen(session: AsyncSession, actor: Person, shown: SeatList, now: datetime, t: Translate) -> Screen:
    """A page of one of the lists."""
    rows: Rows = []
    lines: list[str] = []
    if shown.what == "waiting":
        waiting, total = await seat_office.waiting(session, actor, shown.call, page=shown.page, size=PAGE)
        for line in waiting:
            lines.append(
                t(
                    "seats-waiting-line",
                    number=line.application.number,
                    place=line.place or "—",
                    until=line.seat.deadline_at,
                )
            )
            rows.append([button(str(line.application.number), WhyAct(app=line.application.id))])
    elif shown.what == "reserve":
        found, total = await seat_office.reserve(session, actor, shown.call, page=shown.page, size=PAGE, now=now)
        for position, (application, place, able) in enumerate(found, start=shown.page * PAGE + 1):
            lines.append(
                t("seats-reserve-line", position=position, number=application.number, place=place or "—", able=able)
            )
            rows.append([button(str(application.number), WhyAct(app=application.id))])
    else:
        moves, total = await seat_office.moves(session, actor, shown.call, page=shown.page, size=PAGE)
        lines += [t("seats-move-of", number=line.number, line=_move(line, t)) for line in moves]
    buttons = [row[0] for row in rows]
    rows = [buttons[start : start + 5] for start in range(0, len(buttons), 5)]
    pages = page_count(total, PAGE)
    rows.append(page_row(t, page=shown.page, pages=pages, data=lambda page: shown.model_copy(update={"page": page})))
    rows.append([button(t.plain("button-back"), SeatsOf(call=shown.call))])
    title = t("seats-list", what=shown.what if shown.what in {"waiting", "reserve"} else "moves", count=total)
    return Screen("\n\n".join([title, *([join_lines(lines)] if lines else [])]), keyboard(rows))


def _move(line: MoveLine, t: Translate) -> str:
    who = "own" if line.own else "office" if line.actor is not None else "bot"
    name = line.actor.full_name if line.actor is not None and not line.own else ""
    return t(
        "seat-move",
        at=line.move.at,
        what=t.plain(f"seat-move-{line.move.cause}", other=line.other or "", after=bool(line.other)),
        who=who,
        name=name,
        named=bool(name),
    )


def why_screen(story: Story, t: Translate) -> Screen:
    """Every move with its cause, and how the application stands now."""
    app = story.application
    lines = [_move(line, t) for line in story.moves[-_SHOWN_MOVES:]] or [t("seats-no-moves")]
    rows: Rows = []
    if story.may_move and app.status is ApplicationStatus.ACCEPTED:
        if story.asked:
            rows.append([button(t.plain("seats-confirm-for"), WhyAct(app=app.id, act="confirm"))])
        rows.append([button(t.plain("seats-free"), WhyAct(app=app.id, act="ask"))])
    if story.may_return:
        rows.append([button(t.plain("seats-put-back"), WhyAct(app=app.id, act="back"))])
    rows.append(
        [
            button(t.plain("seats-to-card"), CardAct(app=app.id)),
            button(t.plain("seats-open"), SeatsOf(call=story.call.id)),
        ]
    )
    text = t("seats-why", number=app.number, lines=join_lines(lines), now=_now(story, t))
    return Screen(text, keyboard(rows))


def _now(story: Story, t: Translate) -> str:
    seat = story.seat
    if story.position is not None:
        return t(
            "seats-now-reserve", position=story.position, free=max(story.free, 0), automatic=story.call.seats_refill
        )
    if story.application.status is ApplicationStatus.ACCEPTED and seat is not None:
        if seat.status is OfferStatus.OFFERED:
            return t("seats-now-asked", deadline=seat.deadline_at, late=story.late)
        return t("seats-now-confirmed")
    return t("seats-now-status", status=story.application.status.value)


def free_question(story: Story, t: Translate) -> Screen:
    """«Точно?»: the place goes to somebody else."""
    app = story.application
    rows: Rows = [
        [button(t.plain("seats-free-yes"), WhyAct(app=app.id, act="free"))],
        [button(t.plain("button-cancel"), WhyAct(app=app.id))],
    ]
    return Screen(t("seats-free-ask", number=app.number), keyboard(rows))
