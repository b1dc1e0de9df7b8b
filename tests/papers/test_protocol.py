"""The protocol: numbers without names, every application once, nobody refused who was not looked at."""

import io

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from bot.db.engine import Database
from bot.db.models import Application, AuditEntry, Call, Decision
from bot.domain.enums import ApplicationStatus, OfficeRole, Role
from bot.domain.errors import NotAllowed
from bot.papers.protocol import pages, plain, workbook
from bot.services import protocol, ranking
from bot.services.protocol import Verdict
from bot.texts import Texts
from tests.cast import apply, office_member, participant
from tests.services.test_ranking import LATER, ranked


@pytest.fixture
def database(season_database: Database) -> Database:
    """With the shipped season in it."""
    return season_database


async def test_everybody_stands_in_it_once_by_number(database: Database) -> None:
    async with database.transaction() as session:
        this = await ranked(session, 3, 2, 1, None, 0)
        call = (await session.scalars(select(Call).where(Call.role == Role.STUDENT))).one()
        await apply(session, await participant(session, 700, consents=False), call)
        await ranking.stage_line(session, this.clerk, call.id, accept=1, reserve=1, reject_rest=True, now=LATER)
        this.applications[4].status = ApplicationStatus.WITHDRAWN
        await session.flush()
        await protocol.ask_for(session, this.clerk, call.id, now=LATER)
        found = await protocol.read(session, call.id, now=LATER)
        assert [(line.number, line.verdict) for line in found.lines] == [
            ("С-0001", Verdict.ACCEPTED),
            ("С-0002", Verdict.RESERVE),
            ("С-0003", Verdict.REJECTED),
            ("С-0004", Verdict.UNREVIEWED),
            ("С-0006", Verdict.NOT_ADMITTED),
            ("С-0005", Verdict.WITHDRAWN),
        ]
        ready = plain(found, Texts.load().translator("ru"))
        assert ready.rows[0] == (1, "С-0001", "Зея", 2, 100.0, 100.0, 100.0, "Принять (не объявлено)")
        assert ready.rows[3][-1] == "Не рассмотрена"
        assert "Не рассмотрено: 1" in ready.totals
        cells = CalamineWorkbook.from_filelike(io.BytesIO(workbook(ready))).get_sheet_by_index(0).to_python()
        written = [str(cell) for row in cells for cell in row]
        assert "ПРОТОКОЛ отбора обучающихся" in written
        assert sum("Член комиссии" in cell for cell in written) == 4
        assert not any("Иванова" in cell for cell in written)
        assert pages(ready).startswith(b"%PDF")
        made = await session.scalars(select(AuditEntry.detail).where(AuditEntry.action == "export.made"))
        assert made.all() == ["protocol"]


async def test_observer_gets_none(database: Database) -> None:
    async with database.transaction() as session:
        this = await ranked(session, 3)
        for role in (OfficeRole.EXPERT, OfficeRole.OBSERVER):
            actor = await office_member(session, role, telegram_id=950 + len(role))
            with pytest.raises(NotAllowed):
                await protocol.ask_for(session, actor, this.call.id, now=LATER)
        assert (await session.scalars(select(Decision.id))).all() == []
        assert (await session.get_one(Application, this.applications[0].id)).status is ApplicationStatus.SUBMITTED
