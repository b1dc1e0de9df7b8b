"""/stats: plan and fact as numbers, then one drawn chart."""

from datetime import datetime

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.methods import SendPhoto
from aiogram.types import CallbackQuery, Message
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Person
from bot.domain.access import Permission
from bot.domain.indicators import Indicator
from bot.domain.text_arguments import Html
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open
from bot.handlers.keyboards import back_to, keyboard
from bot.handlers.office.funnels import rows_of_stats
from bot.handlers.screens import Reply, Screen, show
from bot.papers import charts, made
from bot.services import indicators, office
from bot.texts import Translate

router = Router(name="office-stats")
router.message.middleware(OfficeDoor())
router.callback_query.middleware(OfficeDoor())


@router.message(Command("stats"))
@router.callback_query(Open.filter(F.screen == "stats"))
async def open_stats(
    event: Message | CallbackQuery, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> list[Reply]:
    """The dashboard and its chart."""
    await office.ensure_allowed(session, actor, Permission.SEE_STATISTICS)
    dashboard = await indicators.dashboard(session, now=now)
    rows = Html("\n".join(_row(row, t) for row in dashboard.indicators))
    funnel = Html(
        "\n".join(t("funnel-row", stage=t.plain(f"funnel-{name}"), count=count) for name, count in dashboard.funnel)
    )
    screen = Screen(
        t("stats", rows=rows, funnel=funnel, at=dashboard.counted_at),
        keyboard([*rows_of_stats(t), [back_to("office", t)]]),
    )
    chart = SendPhoto(
        chat_id=event.chat.id if isinstance(event, Message) else event.from_user.id, photo=made(charts.STATS, t)
    )
    return [show(event, screen), chart]


def _row(row: Indicator, t: Translate) -> str:
    line = t(
        "stats-row",
        state=row.state.value,
        name=t.plain(f"indicator-{row.id}"),
        fact=row.fact,
        plan=row.plan,
        forecast=row.forecast,
        unit=row.unit.value,
    )
    return "\n".join([line, *(t("stats-warning", text=t.plain(f"indicator-warning-{key}")) for key in row.warnings)])
