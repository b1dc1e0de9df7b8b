"""Files on their way in: the one to work on next, one to act on, those nobody needs any more."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import FileImport
from bot.domain.enums import ImportState

_TO_DO = (ImportState.RECEIVED, ImportState.LOADING)
_WAITING = (ImportState.CHECKED, ImportState.REFUSED)


async def next_to_do(session: AsyncSession) -> FileImport | None:
    """The file that waits longest to be checked or loaded."""
    statement = select(FileImport).where(FileImport.state.in_(_TO_DO)).order_by(FileImport.id).limit(1)
    found: FileImport | None = await session.scalar(statement)
    return found


async def lock(session: AsyncSession, import_id: int) -> FileImport | None:
    """A file, held until the transaction ends."""
    return await session.get(FileImport, import_id, with_for_update=True, populate_existing=True)


async def left_waiting(session: AsyncSession, *, since: datetime) -> Sequence[FileImport]:
    """Checked files nobody has decided about for long, locked."""
    statement = (
        select(FileImport)
        .where(FileImport.state.in_(_WAITING), FileImport.asked_at < since)
        .order_by(FileImport.id)
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(statement)).all()
