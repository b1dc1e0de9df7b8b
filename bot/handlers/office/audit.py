"""The audit log on the screen: who did what to which record, newest first."""

from aiogram import F, Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import AuditEntry, Person
from bot.db.queries import office as queries
from bot.domain.access import Permission
from bot.domain.paging import page_count
from bot.domain.text_arguments import Html
from bot.handlers.access import OfficeDoor
from bot.handlers.callbacks import Open, PageNumber
from bot.handlers.keyboards import back_to, keyboard, page_row
from bot.handlers.screens import Reply, Screen, show
from bot.services import office
from bot.texts import Translate

router = Router(name="office-audit")
router.callback_query.middleware(OfficeDoor())

_PAGE = 12


class AuditPage(CallbackData, prefix="aud"):
    """A page of the log."""

    page: PageNumber


@router.callback_query(Open.filter(F.screen == "audit"))
async def open_audit(query: CallbackQuery, session: AsyncSession, actor: Person, t: Translate) -> Reply:
    """The newest page."""
    return show(query, await _page(session, actor, t, 0))


@router.callback_query(AuditPage.filter())
async def turn_page(
    query: CallbackQuery, callback_data: AuditPage, session: AsyncSession, actor: Person, t: Translate
) -> Reply:
    """Another page."""
    return show(query, await _page(session, actor, t, callback_data.page))


async def _page(session: AsyncSession, actor: Person, t: Translate, page: int) -> Screen:
    await office.ensure_allowed(session, actor, Permission.SEE_AUDIT)
    total = await queries.audit_count(session)
    pages = page_count(total, _PAGE)
    page = min(max(page, 0), pages - 1)
    lines = [_line(line, t) for line in await queries.audit_page(session, offset=page * _PAGE, limit=_PAGE)]
    text = t("audit-page", count=total, lines=Html("\n".join(lines) or t("audit-empty")))
    rows = [page_row(t, page=page, pages=pages, data=lambda number: AuditPage(page=number)), [back_to("office", t)]]
    return Screen(text, keyboard(rows))


def _line(line: queries.LogLine, t: Translate) -> str:
    key = f"audit-{line.entry.action.replace('.', '-').replace('_', '-')}"
    who = line.actor.full_name if line.actor is not None else ""
    number = f"№ {line.actor.id}" if line.actor is not None else t.plain("audit-system")
    subject = _subject(line.entry, t)
    return t(
        "audit-line",
        at=line.entry.at,
        who=who or number,
        what=t.plain(key) if t.has(key) else line.entry.action,
        about=bool(subject),
        subject=subject,
    )


def _subject(entry: AuditEntry, t: Translate) -> str:
    """«мероприятие № 2»; details are codes for those who read the exported log, here only a number says something."""
    kind, _, number = (entry.subject or "").partition(":")
    key = f"audit-subject-{kind.replace('_', '-')}"
    name = t.plain(key, number=number) if kind and t.has(key) else entry.subject or ""
    detail = entry.detail if entry.detail and entry.detail.isdigit() else ""
    return " · ".join(part for part in (name, detail) if part)
