"""The office calls the roll of an event; the participant sees the mark."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.db.models import Event, Season
from bot.domain.enums import EventKind, EventStatus
from tests.cast import participant
from tests.conversations.conftest import Stage

STARTS = datetime(2019, 9, 20, 1, 0, tzinfo=UTC)
TITLE = "Слёт команд"


def _of(buttons: list[str], part: str) -> str:
    found = [each for each in buttons if part in each]
    assert found, buttons
    return found[0]


async def test_roll_is_called_by_taps_and_by_names(stage: Stage) -> None:
    boss = await stage.office()
    phones = [await stage.person(name) for name in ("Анна", "Борис")]
    async with stage.database.transaction() as session:
        for phone, name in zip(phones, ("Ёлкина", "<b>Ким"), strict=True):
            person = await participant(session, phone.id)
            person.surname, person.search_name = name, name.casefold().replace("ё", "е")
        season = (await session.scalars(select(Season))).one()
        session.add(
            Event(
                season_id=season.id, kind=EventKind.ORDINARY, title=TITLE, starts_at=STARTS,
                ends_at=STARTS + timedelta(days=1, hours=8), zone="Asia/Yakutsk", audience=[], reminder_offsets=[],
                status=EventStatus.ANNOUNCED, created_at=stage.now, announced_at=stage.now,
            )
        )  # fmt: skip
    for phone in phones:
        await phone.start()
        await phone.tap(_of((await phone.say("/events")).buttons, TITLE))
        await phone.tap(_of((await phone.screen()).buttons, "Иду"))
    await stage.client.go_to(STARTS + timedelta(hours=1))
    await boss.tap(_of((await boss.say("/event")).buttons, TITLE))
    screen = await boss.tap("✅ Кто пришёл")
    assert "пт, 20 сентября: пришли 0 из 2" in screen.text
    assert screen.buttons[:2] == ["▫️ <b>Ким Анна", "▫️ Ёлкина Анна"]
    screen = await boss.say("елк")
    assert "Найдено по «елк»: 1" in screen.text
    screen = await boss.tap("▫️ Ёлкина Анна")
    assert screen.buttons[0] == "✅ Ёлкина Анна"
    assert "пришли 1 из 2" in screen.text
    screen = await phones[0].tap(_of((await phones[0].say("/events")).buttons, TITLE))
    assert "✅ На месте: пт, 20 сентября" in screen.text
    await boss.tap("сб, 21 сентября")
    toasts = (await boss.tap("▫️ Ёлкина Анна")).toasts
    assert "ещё не наступило" in " ".join(toasts)
