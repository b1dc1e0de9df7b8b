"""The audit log: who did what to which record."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import AuditEntry, Person


def record(
    session: AsyncSession,
    action: str,
    *,
    actor: Person | None,
    now: datetime,
    subject: str | None = None,
    detail: str | None = None,
    telegram_id: int | None = None,
) -> None:
    """Append an entry. ``action`` is ``<thing>.<verb>``; ``detail`` a key or a number, never what somebody wrote."""
    session.add(
        AuditEntry(
            at=now,
            actor_id=actor.id if actor is not None else None,
            telegram_id=telegram_id,
            action=action,
            subject=subject,
            detail=detail,
        )
    )
