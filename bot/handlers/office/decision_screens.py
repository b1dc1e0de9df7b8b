"""The screens of what is staged: the numbers by outcome, the question before a release, the first in a row."""

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Person
from bot.db.queries.selection import Decided
from bot.domain.access import Permission, permissions_of
from bot.domain.enums import OfficeRole, Outcome
from bot.domain.text_arguments import Html
from bot.handlers.keyboards import beside, button, keyboard
from bot.handlers.office.selection_callbacks import OrderAct, ProtocolAct
from bot.handlers.office.selection_screens import FirstAct, Queue, Rows, StagedAct
from bot.handlers.screens import Screen
from bot.services import releases
from bot.services.decisions import Overview
from bot.texts import Translate


async def staged_screen(
    session: AsyncSession,
    actor: Person,
    overview: Overview,
    office_role: OfficeRole | None,
    t: Translate,
    *,
    note: str = "",
) -> Screen:
    """Everything staged, by outcome, beside what has been announced and the quota."""
    call = overview.call
    rows: Rows = [
        [button(t.plain("selection-staged-row", outcome=outcome.value, count=count), _staged_queue(call, outcome))]
        for outcome, count in overview.staged.items()
        if count
    ]
    order = await releases.order_of(session, call.id)
    may_release = Permission.RELEASE_DECISIONS in permissions_of(office_role)
    if order is not None and may_release:
        if releases.may_confirm(order, actor, office_role):
            rows.append([button(t.plain("release-confirm"), OrderAct(order=order.id, act="confirm"))])
        rows.append([button(t.plain("release-cancel"), OrderAct(order=order.id, act="cancel"))])
    elif overview.plan.releases and may_release:
        rows.append([button(t.plain("selection-release"), StagedAct(call=call.id, act="ask", seen=overview.seen))])
    rows.append(
        [
            button(t.plain("protocol-button-pdf"), ProtocolAct(call=call.id, what="pdf")),
            button(t.plain("protocol-button-xlsx"), ProtocolAct(call=call.id, what="xlsx")),
        ]
    )
    rows.append([button(t.plain("button-back"), Queue(call=call.id))])
    text = t(
        "selection-overview",
        role=call.role.value,
        quota=call.quota,
        reserve_quota=call.reserve,
        over=overview.staged[Outcome.ACCEPTED] + overview.released[Outcome.ACCEPTED] > call.quota,
        held=_held_back(overview, t),
        **{outcome.value: count for outcome, count in overview.staged.items()},
        **{f"{outcome.value}_before": count for outcome, count in overview.released.items()},
    )
    if order is not None:
        waits = order.needs_second and order.confirmed_at is None
        text += "\n\n" + t("release-waits", at=order.release_at, second=waits)
    return Screen(f"{note}\n\n{text}" if note else text, keyboard(rows))


def _staged_queue(call: Call, outcome: Outcome) -> Queue:
    decided = {Outcome.ACCEPTED: Decided.ACCEPTED, Outcome.RESERVE: Decided.RESERVE, Outcome.REJECTED: Decided.REJECTED}
    return Queue(call=call.id, decided=decided[outcome].value)


def _held_back(overview: Overview, t: Translate) -> Html:
    lines = [t("selection-held", why=why.value, count=count) for why, count in sorted(overview.held_back.items())]
    return Html("".join(f"\n{line}" for line in lines))


def release_question(overview: Overview, t: Translate) -> Screen:
    """«Объявить?» with the numbers of letters."""
    call, counts = overview.call, overview.plan.counts
    text = t(
        "selection-release-ask",
        role=call.role.value,
        count=len(overview.plan.releases),
        held=_held_back(overview, t),
        **{outcome.value: number for outcome, number in counts.items()},
    )
    rows: Rows = [
        [button(t.plain("selection-release-yes"), StagedAct(call=call.id, act="release", seen=overview.seen))],
        [button(t.plain("release-later"), StagedAct(call=call.id, act="later", seen=overview.seen))],
        [button(t.plain("button-cancel"), StagedAct(call=call.id))],
    ]
    return Screen(text, keyboard(rows))


def released_note(done: Overview, t: Translate) -> str:
    """What a release has done."""
    return t("selection-released", count=len(done.plan.releases))


def first_screen(overview: Overview, place: str, t: Translate) -> Screen:
    """How many of the first are to be accepted?"""
    call = overview.call
    left = max(call.quota - overview.released[Outcome.ACCEPTED] - overview.staged[Outcome.ACCEPTED], 0)
    choices = sorted({count for count in (10, 25, 50) if count < left} | ({left} if left else set()))
    rows: Rows = beside(
        button(t.plain("selection-first-count", count=count), FirstAct(call=call.id, count=count, place=place))
        for count in choices
    )
    rows.append([button(t.plain("button-back"), Queue(call=call.id, place=place))])
    return Screen(t("selection-first-ask", left=left, placed=bool(place)), keyboard(rows))
