"""Audiences: whom each part of a choice reaches, alone and together; choices kept by name."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.engine import Database
from bot.db.models import (
    Application,
    AuditEntry,
    Broadcast,
    Call,
    Consent,
    Direction,
    Event,
    EventRegistration,
    MentorOffer,
    Municipality,
    OfficeMember,
    Organisation,
    Person,
    Season,
    Team,
    TeamMember,
    TeamRun,
)
from bot.domain.audiences import AudiencePart
from bot.domain.enums import (
    ApplicationStatus,
    BroadcastStatus,
    ConsentPurpose,
    EventKind,
    EventStatus,
    InstitutionKind,
    OfferStatus,
    OfficeRole,
    RegistrationStatus,
    Role,
    TeamRunStatus,
)
from bot.domain.errors import RuleViolation
from bot.services import audiences

NOW = datetime(2026, 9, 1, 3, 0, tzinfo=UTC)


async def _add(session: AsyncSession, row: Any) -> Any:
    session.add(row)
    await session.flush()
    return row


async def _people(session: AsyncSession) -> dict[str, Person]:
    """One of each kind; the first letter of the name tells the role."""
    session.add_all([Municipality(id="zeya", name="Zeya", position=0), Municipality(id="t", name="T", position=1)])
    session.add(Direction(id="it", name="IT", position=0))
    session.add(Direction(id="space", name="Space", position=1))
    session.add(Organisation(id=5, code="s5", name="School 5", short_name="S5", kind=InstitutionKind.SCHOOL))
    await session.flush()
    found = {}
    columns: dict[str, dict[str, Any]] = {
        "boss": {},
        "sasha": {"role": Role.STUDENT, "municipality_id": "zeya", "birth_date": date(2010, 1, 1)},
        "sonya": {"role": Role.STUDENT, "municipality_id": "t", "organisation_id": 5, "birth_date": date(2010, 1, 1)},
        "slava": {"role": Role.STUDENT, "municipality_id": "t"},
        "tanya": {"role": Role.TUTOR, "municipality_id": "zeya"},
        "misha": {"role": Role.MENTOR, "municipality_id": "t"},
        "masha": {"role": Role.MENTOR, "municipality_id": "t", "registered_at": None},
        "stopped": {"role": Role.STUDENT, "stopped_at": NOW},
        "erased": {"role": Role.STUDENT, "erased_at": NOW},
        "blocked": {"role": Role.STUDENT, "unreachable_since": NOW},
        "offline": {"role": Role.STUDENT, "telegram_id": None},
    }
    for number, (name, more) in enumerate(columns.items()):
        given = {"telegram_id": 1000 + number, "registered_at": NOW, "search_name": name, "first_name": name, **more}
        found[name] = await _add(session, Person(language="ru", created_at=NOW, **given))
    await _add(session, OfficeMember(person_id=found["boss"].id, role=OfficeRole.OPERATOR, granted_at=NOW))
    return found


async def _programme(session: AsyncSession, people: Mapping[str, Person]) -> dict[str, int]:
    """A season with applications, a team, an offer, an event for students; the ids of the team and the event."""
    season = await _add(
        session,
        Season(
            code="s", title="S", zone="Asia/Yakutsk", starts_on=date(2026, 9, 1), ends_on=date(2027, 5, 1),
            contact="c", targets={}, texts={}, created_at=NOW,
        ),
    )  # fmt: skip
    call = await _add(
        session,
        Call(
            season_id=season.id, role=Role.STUDENT, title="C", opens_at=NOW, closes_at=NOW + timedelta(days=9),
            age_reference_on=date(2026, 9, 1), quota=1, reserve=1, questions=[],
        ),
    )  # fmt: skip
    applied: dict[str, tuple[ApplicationStatus, dict[str, Any]]] = {
        "sasha": (ApplicationStatus.ACCEPTED, {"direction_first": "it"}),
        "sonya": (ApplicationStatus.DRAFT, {"direction_first": "space"}),
        "misha": (ApplicationStatus.SUBMITTED, {"directions": ["space", "it"]}),
    }
    for name, (status, answers) in applied.items():
        row = Application(call_id=call.id, person_id=people[name].id, status=status, answers=answers, created_at=NOW)
        await _add(session, row)
    await _add(
        session,
        Consent(
            person_id=people["sasha"].id, purpose=ConsentPurpose.PARTICIPATION, relation="mother", text_version="1",
            text_hash="0", channel="bot", evidence="", given_at=NOW,
        ),
    )  # fmt: skip
    run = await _add(
        session,
        TeamRun(
            season_id=season.id, seed=1, rules={}, score={}, status=TeamRunStatus.PUBLISHED,
            created_by=people["boss"].id, created_at=NOW,
        ),
    )  # fmt: skip
    team = await _add(
        session,
        Team(run_id=run.id, number=1, name="Amur", tutor_id=people["tanya"].id, direction_id="it"),
    )
    await _add(session, TeamMember(run_id=run.id, team_id=team.id, person_id=people["slava"].id))
    offer = MentorOffer(
        team_id=team.id, mentor_id=people["masha"].id, status=OfferStatus.OFFERED, offered_at=NOW,
        deadline_at=NOW + timedelta(days=2),
    )  # fmt: skip
    await _add(session, offer)
    starts = NOW + timedelta(days=3)
    event = await _add(
        session,
        Event(
            season_id=season.id, kind=EventKind.SCHOOL, title="School", starts_at=starts, ends_at=starts,
            zone="Asia/Yakutsk", audience=["student", "accepted"], reminder_offsets=[], status=EventStatus.ANNOUNCED,
            created_at=NOW,
        ),
    )  # fmt: skip
    for name, answer in (("slava", RegistrationStatus.GOING), ("tanya", RegistrationStatus.DECLINED)):
        answered = EventRegistration(
            event_id=event.id, person_id=people[name].id, status=answer, queued_at=NOW, updated_at=NOW
        )
        await _add(session, answered)
    return {"team": team.id, "event": event.id}


async def _draft(session: AsyncSession, boss: Person, audience: dict[str, list[str]]) -> Broadcast:
    row = Broadcast(
        status=BroadcastStatus.DRAFT, text_html="Hi", audience=audience, created_by=boss.id, created_at=NOW
    )  # fmt: skip
    return await _add(session, row)  # type: ignore[no-any-return]  # what goes in comes out


async def _consents(session: AsyncSession, people: Mapping[str, Person]) -> None:
    """Sasha's mother has not signed for the partners' letters, Slava has taken his signature back."""
    letters, publication = ConsentPurpose.PARTNER_MAILING, ConsentPurpose.PUBLICATION
    for name, purpose, relation, withdrawn_at in (
        ("sasha", letters, "self", None),
        ("sasha", publication, "self", None),
        ("sasha", publication, "mother", None),
        ("sonya", letters, "self", None),
        ("sonya", letters, "mother", None),
        ("slava", letters, "self", NOW),
        ("tanya", letters, "self", None),
    ):
        row = Consent(
            person_id=people[name].id,
            purpose=purpose,
            relation=relation,
            text_version="1",
            text_hash="0" * 64,
            channel="telegram",
            evidence="",
            given_at=NOW,
            withdrawn_at=withdrawn_at,
        )
        await _add(session, row)


async def test_every_part_reaches_those_it_names_and_nobody_who_must_not_be_written_to(database: Database) -> None:
    async with database.transaction() as session:
        people = await _people(session)
        ids = await _programme(session, people)
        await _consents(session, people)
        team, event = str(ids["team"]), ids["event"]
        cases: list[tuple[dict[str, list[str]], str]] = [
            ({}, "boss masha misha sasha slava sonya tanya"),
            ({"role": ["student", "tutor"]}, "sasha slava sonya tanya"),
            ({"role": ["student", "tutor"], "municipality": ["zeya"]}, "sasha tanya"),
            ({"status": ["accepted", "draft"]}, "sasha sonya"),
            ({"status": ["none"]}, "boss masha slava tanya"),
            ({"offer": ["offered"]}, "masha"),
            ({"offer": ["accepted"]}, ""),
            ({"organisation": ["5"]}, "sonya"),
            ({"direction": ["it"]}, "misha sasha slava"),
            ({"direction": ["space"], "role": ["mentor"]}, "misha"),
            ({"team": [team]}, "slava tanya"),
            ({"event": [f"{event}:going", f"{event}:declined"]}, "slava tanya"),
            ({"agreed": ["partner_mailing"]}, "sonya tanya"),
            ({"agreed": ["partner_mailing", "publication"], "role": ["student"]}, "sasha sonya"),
            ({"undone": ["registration"]}, "masha"),
            ({"undone": ["draft"]}, "sonya"),
            ({"undone": ["consent"]}, "sonya"),
            ({"undone": ["offer", "draft"]}, "masha sonya"),
            ({"undone": [f"event:{event}"]}, "sasha"),
            ({"undone": [f"event:{event}"], "municipality": ["t"]}, ""),
        ]
        for chosen, expected in cases:
            draft = await _draft(session, people["boss"], chosen)
            found = await audiences.examples(session, draft, now=NOW, limit=20)
            assert (chosen, " ".join(each.name for each in found)) == (chosen, expected)
            assert await audiences.recipients(session, draft, now=NOW) == len(expected.split())


async def test_what_there_is_to_choose_from(database: Database) -> None:
    async with database.transaction() as session:
        people = await _people(session)
        assert await audiences.options(session, AudiencePart.TEAM, now=NOW) == []
        ids = await _programme(session, people)
        found = {
            part: [option.value for option in await audiences.options(session, part, now=NOW)] for part in AudiencePart
        }
    event = ids["event"]
    assert found[AudiencePart.TEAM] == [str(ids["team"])]
    assert found[AudiencePart.EVENT] == [f"{event}:going", f"{event}:waiting", f"{event}:declined"]
    assert found[AudiencePart.ORGANISATION] == ["5"]
    assert found[AudiencePart.DIRECTION] == ["it", "space"]
    assert found[AudiencePart.UNDONE] == ["registration", "draft", "consent", "offer", f"event:{event}"]
    assert found[AudiencePart.EARLIER] == []


async def test_choice_is_kept_by_name_used_again_and_forgotten(database: Database) -> None:
    async with database.transaction() as session:
        boss = (await _people(session))["boss"]
        first = await _draft(session, boss, {"role": ["tutor"]})
        await audiences.save(session, boss, first.id, "  Все   тьюторы ", now=NOW)
        second = await _draft(session, boss, {})
        (kept,) = await audiences.saved(session, boss)
        await audiences.use(session, boss, second.id, kept.id)
        assert (kept.name, second.audience) == ("Все тьюторы", {"role": ["tutor"]})
        for draft, name, key in (
            (first, "Все тьюторы", "audience-name-taken"),
            (first, " ", "audience-name-empty"),
            (first, "а" * 41, "audience-name-too-long"),
            (await _draft(session, boss, {}), "Все", "audience-is-everybody"),
        ):
            with pytest.raises(RuleViolation, match=key):
                await audiences.save(session, boss, draft.id, name, now=NOW)
        await audiences.forget(session, boss, kept.id, now=NOW)
        assert await audiences.saved(session, boss) == []
        with pytest.raises(RuleViolation, match="audience-gone"):
            await audiences.use(session, boss, second.id, kept.id)
        acts = (await session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))).all()
    assert acts == ["audience.saved", "audience.forgotten"]
