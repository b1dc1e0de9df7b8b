"""What the database refuses is logged without the row it quotes."""

import json
import logging

import pytest
import structlog
from aiogram.exceptions import ClientDecodeError
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from bot import logs
from bot.db.engine import Database
from bot.db.models import Person
from tests.services.team_cast import NOW

ACCOUNTS = (987654321, 123987456)


def test_answer_that_cannot_be_read_is_not_quoted() -> None:
    error = ClientDecodeError(
        "Failed to decode object", ValueError("torn"), '{"text": "моя тайна", "first_name": "Анна"'
    )
    written = f"Traceback (most recent call last):\n  …\n{error}"
    kept = logs.hide_contents(None, "error", {"event": "lane.waits", "exception": f"{written}\n\nDuring handling"})
    assert "Failed to decode object" in kept["exception"]
    assert "During handling" in kept["exception"]
    assert not [each for each in ("тайна", "Анна") if each in kept["exception"]]


@pytest.mark.parametrize("style", ["json", "console"])
async def test_account_of_a_refused_row_is_not_logged(
    database: Database, capsys: pytest.CaptureFixture[str], style: str
) -> None:
    root = logging.getLogger()
    handlers, level, config = root.handlers[:], root.level, structlog.get_config()
    logs.configure("WARNING", style)
    try:
        async with database.transaction() as session:
            session.add_all(Person(telegram_id=account, created_at=NOW) for account in ACCOUNTS)
        try:
            async with database.transaction() as session:
                await session.execute(update(Person).values(telegram_id=ACCOUNTS[0]))
        except IntegrityError:
            structlog.get_logger("probe").exception("probe.refused")
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        structlog.configure(**config)
    written = capsys.readouterr().err
    assert "probe.refused" in written
    assert "IntegrityError" in written
    assert not [account for account in ACCOUNTS if str(account) in written]
    if style == "json":
        assert json.loads(written.splitlines()[-1])["event"] == "probe.refused"
