"""Nobody gets where they may not: every command and button of the office and of other people, tried by everybody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from aiogram.filters.callback_data import CallbackData
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import (
    Application,
    AuditEntry,
    Base,
    Broadcast,
    Call,
    Consent,
    Decision,
    DocumentItem,
    DuplicatePair,
    Event,
    FileImport,
    FormDraft,
    GuardianLink,
    IncomingUpdate,
    Meeting,
    MentorOffer,
    MentorSubstitute,
    OfficeMember,
    Person,
    ReminderRule,
    Review,
    Reviewer,
    ReviewRound,
    Season,
    Seat,
    Team,
    TeamMember,
    TeamRun,
)
from bot.domain.access import Permission, permissions_of
from bot.domain.attachments import Task
from bot.domain.audiences import AudiencePart
from bot.domain.call_edit import CallField
from bot.domain.consents import WORDING
from bot.domain.enums import (
    ApplicationStatus,
    BroadcastStatus,
    ConsentPurpose,
    DocumentStatus,
    EventKind,
    EventStatus,
    ImportState,
    InstitutionKind,
    OfferStatus,
    OfficeRole,
    Outcome,
    RegistrationStatus,
    ReviewState,
    Role,
    SheetKind,
    TeamRunStatus,
)
from bot.domain.mentor_profiles import MentorFormat
from bot.domain.reminder_rules import Audience
from bot.domain.substitutes import SubstituteStatus
from bot.domain.team_weights import Level
from bot.handlers.applications import ApplicationAct
from bot.handlers.broadcasts import TaskTap
from bot.handlers.callbacks import Open
from bot.handlers.events import EventAct
from bot.handlers.forms.kinds import FormAct, token
from bot.handlers.guardians import ChildAct, ChildDocuments, GuardianAct
from bot.handlers.meetings import (
    CancelMeeting,
    MarkPresent,
    MeetingLog,
    MoveMeeting,
    NoteMeeting,
    OpenMeeting,
    PlanMeeting,
)
from bot.handlers.mentor_invitations import JoinAsMentor
from bot.handlers.mentor_profiles import ProfileDirection, ProfileFormat, ProfileTeams, ProfileWishes
from bot.handlers.mentor_wishes import WishInPerson, WishMentor, WishPage
from bot.handlers.mentors import Accept, AcceptOnline, Decline, HeldTeam, OfferCard
from bot.handlers.office.account_links import AccountLinkList
from bot.handlers.office.attendance import MarkCame
from bot.handlers.office.audience_screens import AudiencePage, AudiencePeople, AudienceToggle, SavedAct
from bot.handlers.office.audit import AuditPage
from bot.handlers.office.broadcast_callbacks import BroadcastDo, BroadcastList
from bot.handlers.office.broadcast_content import ButtonsPage, TaskChoice
from bot.handlers.office.broadcast_launch import WhenAct
from bot.handlers.office.call_callbacks import CallAct, QuestionList, RubricOf
from bot.handlers.office.call_form import CallPart, CallPlace
from bot.handlers.office.call_questions import AddQuestion, QuestionCard, QuestionSince, QuestionSwitch
from bot.handlers.office.document_callbacks import (
    DocumentAct,
    DocumentEvents,
    DocumentExport,
    DocumentFolder,
    DocumentMarking,
    DocumentRoster,
    DocumentsOf,
    DocumentTerm,
)
from bot.handlers.office.duplicates import PairAct, Pairs
from bot.handlers.office.event_callbacks import OfficeEvent, RollOf
from bot.handlers.office.event_screens import OfficeAttendance, OfficeEvents
from bot.handlers.office.exports import Export
from bot.handlers.office.funnels import FunnelBy, LinkList
from bot.handlers.office.imports import ImportAct, ImportOf
from bot.handlers.office.members import MemberAct
from bot.handlers.office.mentor_candidates import OfferTo
from bot.handlers.office.mentors import (
    MatchAll,
    MentorsPage,
    OfferNext,
    ReleaseStaged,
    SlotAct,
    Withdraw,
)
from bot.handlers.office.people import PeoplePage
from bot.handlers.office.person_callbacks import (
    AccessOf,
    AccountLinkOf,
    ConsentsOf,
    ErasePerson,
    PaperAct,
    PersonCard,
    TagsOf,
)
from bot.handlers.office.reminder_screens import RuleAct, RuleNew, RulesPage, ScheduleLine, SchedulePage
from bot.handlers.office.rubrics import AddCriterion, CriterionCard, CriterionWeight
from bot.handlers.office.seat_callbacks import InviteMentor, SeatLimit, SeatList, SeatsOf, WhyAct
from bot.handlers.office.selection_callbacks import (
    CardAct,
    LineAct,
    OrderAct,
    ProtocolAct,
    RankedApp,
    RankingAct,
    RankingPage,
    RoundAct,
    RoundPerson,
    VersionAct,
)
from bot.handlers.office.selection_screens import FirstAct, Places, Queue, ReasonAct, StagedAct
from bot.handlers.office.tags import NewTag, TagSwitch
from bot.handlers.office.team_callbacks import (
    BanPair,
    Candidates,
    CompareRuns,
    FormScreen,
    LivingTeam,
    LockPerson,
    LockTeam,
    MentorSlot,
    MergeTeam,
    MoveSwap,
    MoveTo,
    MoveWhere,
    MoveWho,
    PublishRun,
    RepairRun,
    RunPage,
    SeatCard,
    SheetMenu,
    SplitTeam,
    TeamCard,
    TeamSheet,
    UndoChange,
    Unplaced,
    WhyNot,
    WhyPick,
)
from bot.handlers.office.team_life import LeaveTeam, LivingPage, MergePage, MergeTeams
from bot.handlers.office.team_silence import SilentPage, SilentTeam
from bot.handlers.office.team_weights import WeightScreen, WeightSet
from bot.handlers.office.teams import FormTeams
from bot.handlers.projects import (
    AddSupport,
    Defended,
    DropSupport,
    OpenProject,
    ProjectVersions,
    ReadVersion,
    WriteProject,
)
from bot.handlers.review_screens import ReviewAct, ReviewLevel, ReviewList
from bot.handlers.seats import SeatAnswer
from bot.handlers.substitutes import (
    SubstituteAnswer,
    SubstituteBoard,
    SubstituteCancel,
    SubstituteDays,
    SubstituteName,
    SubstitutePick,
)
from bot.handlers.team_groups import GroupAct
from bot.handlers.team_questions import AnswerTeam, AskTeam
from bot.sandbox import Phone
from bot.services.exports import What
from bot.services.funnels import Cut
from bot.services.imports import Listed
from tests import cast
from tests.conversations.conftest import Stage
from tests.conversations.people import guardian_token, register
from tests.engines import Sqlite

SECRET = "Тайнов"
"""Part of the surname of everybody in the database: whoever reads it has seen too much."""

OUTDATED = "Эта кнопка уже не действует"
_ANY_ROLE: Permission | None = None


@pytest.fixture
def engine(sqlite: Sqlite) -> Sqlite:
    """What is refused is refused before the database matters: one engine is enough."""
    return sqlite


@dataclass(frozen=True)
class World:
    """Ids of what there is."""

    call: int
    application: int
    staged: int
    person: int
    mentor: int
    draft_event: int
    closed_event: int
    document: int
    run: int
    draft_run: int
    team: int
    other_team: int
    offer: int
    substitute: int
    meeting: int
    broadcast: int
    sending: int
    member: int
    rule: int
    form_draft: int
    link: int
    paper: int
    seat: int
    pair: int
    review: int
    round: int
    file: int


async def _add(session: AsyncSession, row: Any) -> Any:
    session.add(row)
    await session.flush()
    return row


async def _someone(session: AsyncSession, number: int, role: Role) -> Person:
    person = await cast.participant(session, 50_000 + number, role=role)
    person.surname, person.first_name = f"{SECRET}{number}", f"{SECRET}ич"
    person.search_name, person.phone = f"тайнов{number}", f"+7914555{number:04d}"
    return person


async def _applied(
    session: AsyncSession, call: Call, number: int, status: ApplicationStatus = ApplicationStatus.ACCEPTED
) -> tuple[Person, Application]:
    person = await _someone(session, number, call.role)
    application = await cast.apply(session, person, call)
    application.status = status
    return person, application


async def _event(session: AsyncSession, season: Season, author: Person, status: EventStatus) -> Event:
    starts = cast.OPEN + timedelta(days=20)
    row = Event(
        season_id=season.id, kind=EventKind.ORDINARY, title=f"{SECRET}ская встреча", description="", place="",
        starts_at=starts, ends_at=starts + timedelta(hours=2), zone=season.zone, capacity=1, audience=["partner"],
        reminder_offsets=[], status=status, created_by=author.id, created_at=cast.OPEN, version=1,
    )  # fmt: skip
    return await _add(session, row)  # type: ignore[no-any-return]  # what goes in comes out


async def _team(session: AsyncSession, run: TeamRun, number: int, tutor: Person, students: Iterable[Person]) -> Team:
    team = await _add(session, Team(run_id=run.id, number=number, name=f"№ {number}", tutor_id=tutor.id))
    for student in students:
        await _add(session, TeamMember(run_id=run.id, team_id=team.id, person_id=student.id))
    return team  # type: ignore[no-any-return]  # what goes in comes out


async def _review(
    session: AsyncSession, call: Call, application: Application, reviewer: Person, author: Person
) -> Review:
    """A review of an application that waits for an accepted tutor."""
    this = ReviewRound(
        call_id=call.id, rubric=call.rubric, reviews=2, days=3, seed=1, closes_at=cast.OPEN + timedelta(days=30),
        created_at=cast.OPEN, started_at=cast.OPEN, changed_at=cast.OPEN,
    )  # fmt: skip
    await _add(session, this)
    await _add(session, Reviewer(round_id=this.id, person_id=reviewer.id, added_by=author.id, added_at=cast.OPEN))
    row = Review(
        round_id=this.id, application_id=application.id, reviewer_id=reviewer.id, state=ReviewState.ASSIGNED,
        cause="start", levels={}, assigned_at=cast.OPEN, due_at=cast.OPEN + timedelta(days=3),
    )  # fmt: skip
    return await _add(session, row)  # type: ignore[no-any-return]  # what goes in comes out


async def build(session: AsyncSession) -> World:
    """A programme in full swing, with something of every kind to be touched."""
    season = (await session.scalars(select(Season))).one()
    calls = {call.role: call for call in await session.scalars(select(Call))}
    author = await _someone(session, 1, Role.TUTOR)
    await _add(session, OfficeMember(person_id=author.id, role=OfficeRole.ADMINISTRATOR, granted_at=cast.OPEN))
    students = [(await _applied(session, calls[Role.STUDENT], number))[0] for number in range(10, 16)]
    tutors = [(await _applied(session, calls[Role.TUTOR], number))[0] for number in (20, 21)]
    mentors = [(await _applied(session, calls[Role.MENTOR], number))[0] for number in (30, 31)]
    _, waiting = await _applied(session, calls[Role.STUDENT], 40, ApplicationStatus.SUBMITTED)
    _, staged = await _applied(session, calls[Role.STUDENT], 41, ApplicationStatus.SUBMITTED)
    _, theirs = await _applied(session, calls[Role.STUDENT], 42)
    seat = Seat(
        call_id=theirs.call_id, application_id=theirs.id, status=OfferStatus.OFFERED, offered_at=cast.OPEN,
        deadline_at=cast.OPEN + timedelta(days=3),
    )  # fmt: skip
    await _add(session, seat)
    decision = Decision(
        application_id=staged.id, outcome=Outcome.ACCEPTED, staged_by=author.id, staged_at=cast.OPEN
    )  # fmt: skip
    await _add(session, decision)
    runs = []
    for status in (TeamRunStatus.PUBLISHED, TeamRunStatus.DRAFT):
        run = TeamRun(
            season_id=season.id, seed=1, rules={"min_size": 2, "max_size": 4}, score={}, status=status,
            created_by=author.id, created_at=cast.OPEN,
        )  # fmt: skip
        runs.append(await _add(session, run))
    first = await _team(session, runs[0], 1, tutors[0], students[:3])
    second = await _team(session, runs[0], 2, tutors[1], students[3:])
    await _team(session, runs[1], 1, tutors[0], students)
    offer = MentorOffer(
        team_id=first.id, mentor_id=mentors[0].id, status=OfferStatus.OFFERED, offered_at=cast.OPEN,
        deadline_at=cast.OPEN + timedelta(days=2),
    )  # fmt: skip
    await _add(session, offer)
    second.mentor_id = mentors[1].id
    substitute = MentorSubstitute(
        team_id=second.id, mentor_id=mentors[1].id, substitute_id=mentors[0].id, first_day=date(2030, 1, 1),
        last_day=date(2030, 1, 2), status=SubstituteStatus.ASKED, asked_by=author.id, asked_at=cast.OPEN,
    )  # fmt: skip
    await _add(session, substitute)
    meeting = Meeting(
        team_id=first.id, starts_at=cast.OPEN, place=SECRET, planned_by=tutors[0].id, planned_at=cast.OPEN
    )
    await _add(session, meeting)
    broadcasts = [
        await _add(
            session,
            Broadcast(
                status=status, text_html=f"{SECRET}у привет", audience={}, created_by=author.id, created_at=cast.OPEN
            ),
        )
        for status in (BroadcastStatus.DRAFT, BroadcastStatus.PAUSED)
    ]
    draft = FormDraft(
        person_id=students[0].id, form="application", subject_id=calls[Role.STUDENT].id, current=None,
        answers=cast.ANSWERS[Role.STUDENT], created_at=cast.OPEN, updated_at=cast.OPEN,
    )  # fmt: skip
    await _add(session, draft)
    link = GuardianLink(
        token="0" * 64, child_id=students[0].id, created_at=cast.OPEN, expires_at=cast.OPEN + timedelta(days=7)
    )  # fmt: skip
    await _add(session, link)
    paper = Consent(
        person_id=students[0].id, purpose=ConsentPurpose.PUBLICATION, relation="mother", text_version="1",
        text_hash="0" * 64, channel="paper", evidence=f"№ 1, {SECRET}а", recorded_by=author.id, given_at=cast.OPEN,
    )  # fmt: skip
    await _add(session, paper)
    pair = await _add(session, DuplicatePair(first_id=waiting.id, second_id=staged.id, found_at=cast.OPEN))
    file = FileImport(
        listed="applicants", state=ImportState.CHECKED, name=f"{SECRET}.csv", source_id="x", content=b"", roles=[],
        errors=[], asked_by=author.id, asked_at=cast.OPEN,
    )  # fmt: skip
    await _add(session, file)
    closed = await _event(session, season, author, EventStatus.ANNOUNCED)
    document = DocumentItem(
        event_id=closed.id, code="own1", title={"ru": f"{SECRET}ая справка", "en": SECRET}, position=1,
        valid_through=closed.ends_at.date(),
    )  # fmt: skip
    await _add(session, document)
    review = await _review(session, calls[Role.STUDENT], waiting, tutors[0], author)
    return World(
        call=calls[Role.STUDENT].id,
        application=waiting.id,
        staged=staged.id,
        person=students[0].id,
        mentor=mentors[1].id,
        draft_event=(await _event(session, season, author, EventStatus.DRAFT)).id,
        closed_event=closed.id,
        document=document.id,
        run=runs[0].id,
        draft_run=runs[1].id,
        team=first.id,
        other_team=second.id,
        offer=offer.id,
        substitute=substitute.id,
        meeting=meeting.id,
        broadcast=broadcasts[0].id,
        sending=broadcasts[1].id,
        member=author.id,
        rule=(await session.scalars(select(ReminderRule.id))).first() or 0,
        form_draft=draft.id,
        link=link.id,
        paper=paper.id,
        seat=seat.id,
        pair=pair.id,
        review=review.id,
        round=review.round_id,
        file=file.id,
    )


Attempt = tuple[CallbackData, Permission | None]


def _of_selection(w: World) -> Iterable[Attempt]:
    seeing, deciding = Permission.SEE_APPLICATIONS, Permission.DECIDE
    yield from ((Open(screen=screen), seeing) for screen in ("selection", "call"))
    yield from (
        (button, seeing) for button in (Queue(call=w.call), Places(call=w.call), CallAct(act="open", call=w.call))
    )
    yield from ((CardAct(app=w.application, act=act), seeing) for act in ("open", "next", "file"))
    yield from ((CardAct(app=w.application, act=act), deciding) for act in ("accepted", "reserve", "reject"))
    yield VersionAct(app=w.application), seeing
    yield CardAct(app=w.staged, act="unstage"), deciding
    yield from ((ReasonAct(app=w.application, code=code), deciding) for code in ("own", "places", "no-such-code"))
    yield from ((StagedAct(call=w.call, act=act, seen=0), deciding) for act in ("open", "ask"))
    yield StagedAct(call=w.call, act="release"), Permission.RELEASE_DECISIONS
    yield from ((FirstAct(call=w.call, count=count), deciding) for count in (0, 5))
    for act in ("open", "reviews", "municipality", "calibration", "later", "sooner", "people", "experts", "tutors"):
        yield RoundAct(call=w.call, act=act), deciding
    yield from ((RoundAct(call=w.call, act=act), deciding) for act in ("ask-start", "start", "ask-finish", "finish"))
    yield RoundPerson(call=w.call, person=w.member), deciding
    yield from ((RankingPage(call=w.call, only=only), deciding) for only in ("", "f", "u"))
    for act in ("places", "rules", "recompute", "mean", "adjusted", "ask-line"):
        yield RankingAct(call=w.call, act=act), deciding
    yield from ((RankedApp(app=app), deciding) for app in (w.application, 10**6))
    yield StagedAct(call=w.call, act="later"), deciding
    yield from ((OrderAct(order=10**6, act=act), Permission.RELEASE_DECISIONS) for act in ("confirm", "cancel"))
    yield from ((ProtocolAct(call=w.call, what=what), deciding) for what in ("xlsx", "pdf"))
    yield from ((LineAct(call=w.call, count=1, sure=sure), deciding) for sure in (False, True))
    yield from ((CallAct(act=act, call=w.call), Permission.EDIT_CALLS) for act in ("ask", "parts"))
    for part in CallField:
        yield CallPart(act="ask", call=w.call, part=part), Permission.EDIT_CALLS
        yield CallPart(act="save", call=w.call, part=part, value=7), Permission.EDIT_CALLS
    key, editing = "motivation", Permission.EDIT_CALLS
    yield CallPlace(call=w.call, kind=InstitutionKind.SCHOOL, on=False), editing
    yield from ((button(call=w.call), editing) for button in (QuestionList, RubricOf, AddQuestion, AddCriterion))
    yield from ((QuestionCard(call=w.call, code=key, act=act), editing) for act in ("open", "up", "down", "edit"))
    yield from ((QuestionSwitch(call=w.call, code=key, what=what, on=False), editing) for what in "rvx")
    yield from ((QuestionSince(call=w.call, code=key, since=since), editing) for since in "rf")
    acts = ("open", "up", "down", "edit", "ask", "drop")
    yield from ((CriterionCard(call=w.call, code=key, act=act), editing) for act in acts)
    yield CriterionWeight(call=w.call, code=key, weight=5), editing
    for call in (w.call, 10**6):
        yield SeatsOf(call=call), seeing
        yield from ((SeatList(call=call, what=what), seeing) for what in ("waiting", "reserve", "moves"))
        yield from ((SeatsOf(call=call, act=act), Permission.EDIT_CALLS) for act in ("auto", "hand", "days"))
        yield from ((SeatsOf(call=call, act=act), Permission.EDIT_CALLS) for act in ("term", "places"))
        yield SeatsOf(call=call, act="fill"), deciding
        for lift in (False, True):
            yield SeatLimit(call=call, place="go-zeya", lift=lift), Permission.EDIT_CALLS
    yield from ((InviteMentor(call=call), deciding) for call in (w.call, 10**6))
    yield WhyAct(app=w.application), seeing
    yield from ((WhyAct(app=w.application, act=act), deciding) for act in ("ask", "confirm", "free", "back"))
    yield CallAct(act="move", call=w.call, at=1_570_000_000), Permission.EDIT_CALLS


def _of_teams(w: World) -> Iterable[Attempt]:
    forming, offering = Permission.FORM_TEAMS, Permission.OFFER_TEAMS
    yield Open(screen="teams_form"), forming
    yield FormScreen(smallest=2, largest=4), forming
    yield FormTeams(smallest=2, largest=4, after=w.draft_run), forming
    yield from ((WeightScreen(smallest=2, largest=4, usual=usual), forming) for usual in (False, True))
    yield WeightSet(smallest=2, largest=4, name="wishes", level=Level.MOST), forming
    for run in (w.run, w.draft_run, 10**6):
        yield from ((button, forming) for button in (RunPage(run=run), Unplaced(run=run), PublishRun(run=run)))
        yield PublishRun(run=run, sure=True), Permission.PUBLISH_TEAMS
    for team in (w.team, 10**6):
        yield from ((button, forming) for button in (TeamCard(team=team), MoveWho(team=team)))
        yield from (
            (button, offering) for button in (MentorSlot(team=team), OfferNext(team=team), Candidates(team=team))
        )
        yield from ((OfferTo(team=team, mentor=w.mentor, act=act), offering) for act in ("ask", "offer", "appoint"))
        yield from ((SlotAct(team=team, act=act), offering) for act in ("unstage", "ask", "end"))
    yield from ((each, forming) for each in _shaping(w))
    yield MoveWhere(run=w.run, person=w.person, source=w.team), forming
    yield MoveSwap(person=w.person, source=w.team, target=w.other_team), forming
    for target in (w.other_team, 10**6):
        yield from (
            (MoveTo(person=w.person, source=w.team, target=target, sure=sure), forming) for sure in (False, True)
        )
    yield Open(screen="mentors"), offering
    yield Open(screen="team_life"), forming
    yield LivingPage(page=0), forming
    yield SilentPage(), forming
    yield from ((SilentTeam(team=team, act=act), forming) for team in (w.team, 10**6) for act in ("open", "remind"))
    for team in (w.team, 10**6):
        yield from ((LivingTeam(team=team, act=act), forming) for act in ("open", "who", "ask-tutor", "tutor"))
        yield from ((AddSupport(team=team), forming), (DropSupport(team=team, support=1), forming))
        yield from ((OpenProject(team=team), forming), (WriteProject(team=team), forming))
        yield from ((ProjectVersions(team=team), forming), (ReadVersion(team=team, number=1), forming))
        yield from (
            (DropSupport(team=team, support=1, sure=True), forming),
            (Defended(team=team, defended=True), forming),
        )
        yield MergePage(team=team), forming
        for sure in (False, True):
            yield LeaveTeam(team=team, person=w.person, sure=sure), forming
            yield MergeTeams(team=team, target=w.other_team, sure=sure, beyond=sure), forming
    yield from ((button, forming) for button in _of_meetings(w))
    yield from ((button, offering) for button in _of_substitutes(w, (w.team, 10**6)))
    yield MentorsPage(page=0), offering
    yield MatchAll(run=w.run), offering
    for sure in (False, True):
        yield ReleaseStaged(run=w.run, sure=sure), offering
        yield Withdraw(offer=w.offer, team=w.team, sure=sure), offering


def _of_meetings(w: World) -> Iterable[CallbackData]:
    """The log of a team's meetings is open to the office, too."""
    yield from (MeetingLog(team=team) for team in (w.team, w.other_team, 10**6))
    yield OpenMeeting(meeting=w.meeting)


def _of_substitutes(w: World, teams: Iterable[int]) -> Iterable[CallbackData]:
    """Both the mentor of a team and the office name who stands in."""
    days = {"first": 737_700, "last": 737_701}
    for team in teams:
        yield from (SubstituteBoard(team=team), SubstituteDays(team=team))
        yield from (SubstitutePick(team=team, **days), SubstituteName(team=team, person=w.mentor, **days))
        yield from (SubstituteCancel(row=row, team=team) for row in (w.substitute, 10**6))


def _shaping(w: World) -> Iterable[CallbackData]:
    for team in (w.team, 10**6):
        yield SeatCard(team=team, person=w.person)
        yield from (LockTeam(team=team, on=on) for on in (True, False))
        yield LockPerson(team=team, person=w.person, on=True)
        yield from (SplitTeam(team=team, tutor=tutor, sure=sure) for tutor in (0, w.mentor) for sure in (True, False))
        yield from (MergeTeam(team=team, into=into, sure=sure) for into in (0, w.other_team) for sure in (True, False))
    for run in (w.run, w.draft_run, 10**6):
        yield from (RepairRun(run=run, sure=sure) for sure in (True, False))
        yield from (WhyPick(run=run, one=w.person, team=team) for team in (0, w.other_team))
        yield WhyNot(run=run, one=w.person, other=w.mentor)
        yield BanPair(run=run, one=w.person, other=w.mentor, on=True)
        yield SheetMenu(run=run)
        yield from (TeamSheet(run=run, kind=kind, names=True) for kind in SheetKind)
        yield CompareRuns(run=run, other=w.draft_run)
    yield UndoChange(change=1)


def _of_events(w: World) -> Iterable[Attempt]:
    yield Open(screen="event"), Permission.MANAGE_EVENTS
    yield OfficeEvents(page=0), Permission.MANAGE_EVENTS
    for event in (w.draft_event, w.closed_event, 10**6):
        for act in ("new", "open", "edit", "ask-announce", "announce", "invite", "ask-cancel", "cancel"):
            yield OfficeEvent(act=act, event=event, version=1), Permission.MANAGE_EVENTS
        yield OfficeAttendance(event=event, status=RegistrationStatus.GOING), Permission.MANAGE_EVENTS
        yield RollOf(event=event), Permission.MANAGE_EVENTS
        yield MarkCame(event=event, person=w.person, day=737_000, present=True), Permission.MANAGE_EVENTS
    yield from _of_documents(w)


def _of_documents(w: World) -> Iterable[Attempt]:
    seeing, keeping = Permission.SEE_DOCUMENTS, Permission.MANAGE_EVENTS
    yield from ((button, seeing) for button in (Open(screen="documents"), DocumentEvents(page=0)))
    for event in (w.draft_event, w.closed_event, 10**6):
        yield DocumentsOf(event=event), seeing
        yield from ((DocumentsOf(event=event, act=act), keeping) for act in ("add", "usual"))
        yield from ((DocumentRoster(event=event, item=item), keeping) for item in (0, w.document))
        yield DocumentFolder(event=event, person=w.person), keeping
        yield DocumentExport(event=event), keeping
    for item in (w.document, 10**6):
        acts = ("open", "title", "note", "due", "unnote", "undue", "up", "ask", "drop")
        yield from ((DocumentAct(item=item, act=act), keeping) for act in acts)
        yield DocumentMarking(item=item, person=w.person, status=DocumentStatus.CHECKED, version=0), keeping
        yield from ((DocumentTerm(item=item, person=w.person, version=0, none=none), keeping) for none in (True, False))


def _of_broadcasts(w: World) -> Iterable[Attempt]:
    yield Open(screen="broadcast"), Permission.BROADCAST
    yield BroadcastList(page=0), Permission.BROADCAST
    for act in (
        "list",
        "new",
        "text",
        "audience",
        "everybody",
        "preview",
        "test",
        "send",
        "drop",
        "open",
        "report",
        "save",
        "when",
        "check",
        "hurry",
        "take-back",
        *("english", "no-english", "files", "no-files", "buttons", "no-buttons", "repeat", "correct", "correct-en"),
        *("recall", "delete", "look", "refresh", "calls"),
    ):
        yield BroadcastDo(act=act, id=w.broadcast), Permission.BROADCAST
    for act in ("review", "approve", "refuse"):
        yield BroadcastDo(act=act, id=w.broadcast), Permission.APPROVE_BROADCASTS
    yield ButtonsPage(id=w.broadcast), Permission.BROADCAST
    yield TaskChoice(id=w.broadcast, task=Task.OFFERS, subject=0), Permission.BROADCAST
    for act in ("now", "today", "tomorrow", "local", "night"):
        yield WhenAct(act=act, id=w.broadcast), Permission.BROADCAST
    for act in ("pause", "resume", "cancel", "stop"):
        yield BroadcastDo(act=act, id=w.sending), Permission.BROADCAST
    yield AudiencePage(id=w.broadcast, part=AudiencePart.ROLE, page=0), Permission.BROADCAST
    yield AudiencePeople(id=w.broadcast), Permission.SEE_PEOPLE
    yield from ((SavedAct(act=act, id=w.broadcast, saved=1), Permission.BROADCAST) for act in ("list", "use", "forget"))
    yield AudienceToggle(id=w.broadcast, part=AudiencePart.ROLE, token="00000000", page=0), Permission.BROADCAST


def _of_reminders(w: World) -> Iterable[Attempt]:
    needed = Permission.MANAGE_REMINDERS
    yield from ((Open(screen=screen), needed) for screen in ("reminders", "schedule", "rule_new"))
    yield from ((button, needed) for button in (RulesPage(page=0), SchedulePage(page=0)))
    for rule in (w.rule, 10**6):
        for act in ("open", "offsets", "words-ru", "words-en", "usual", "on", "off", "save"):
            yield RuleAct(act=act, rule=rule), needed
    yield from ((RuleNew(target=0, audience=audience), needed) for audience in (None, Audience.DRAFT))
    for kind in ("reminder", "waiting"):
        yield from ((ScheduleLine(act=act, kind=kind, line=1), needed) for act in ("hold", "go"))


def _of_the_office(w: World) -> Iterable[Attempt]:
    yield Open(screen="office"), _ANY_ROLE
    yield Open(screen="stats"), Permission.SEE_STATISTICS
    for cut in Cut:
        yield from ((FunnelBy(cut=cut, chart=chart), Permission.SEE_STATISTICS) for chart in (False, True))
    yield LinkList(), Permission.SEE_STATISTICS
    yield LinkList(new=True), Permission.BROADCAST
    yield Open(screen="people"), Permission.SEE_PEOPLE
    yield PeoplePage(page=0), Permission.SEE_PEOPLE
    yield from ((PersonCard(person=person), Permission.SEE_PEOPLE) for person in (w.person, 10**6))
    yield from ((button(person=w.person), Permission.SEE_PEOPLE) for button in (TagsOf, NewTag))
    yield from ((ErasePerson(person=w.person, step=step), Permission.ERASE_PEOPLE) for step in (1, 2, 3))
    yield TagSwitch(person=w.person, token="0" * 8, on=True), Permission.SEE_PEOPLE
    for person in (w.person, 10**6):
        yield ConsentsOf(act="open", person=person), Permission.SEE_PEOPLE
        yield ConsentsOf(act="paper", person=person), Permission.KEEP_CONSENTS
        yield from ((ConsentsOf(act=act, person=person), Permission.ADMIT_LATE) for act in ("late", "shut"))
        for act in ("open", "grant", "revoke"):
            yield AccessOf(act=act, person=person), Permission.EDIT_CALLS
    yield Open(screen="duplicates"), Permission.SEE_PEOPLE
    yield from ((Pairs(settled=settled), Permission.SEE_PEOPLE) for settled in (False, True))
    for pair in (w.pair, 10**6):
        yield from ((PairAct(pair=pair, act=act), Permission.SEE_PEOPLE) for act in ("open", "same"))
        yield from ((PairAct(pair=pair, act=act), Permission.DECIDE) for act in ("first", "second", "differ"))
    for consent in (w.paper, 10**6):
        yield from ((PaperAct(consent=consent, sure=sure), Permission.KEEP_CONSENTS) for sure in (False, True))
    yield Open(screen="export"), Permission.EXPORT
    yield from ((Export(what=what), Permission.EXPORT) for what in What if what is not What.AUDIT)
    yield Export(what=What.AUDIT), Permission.SEE_AUDIT
    yield Open(screen="import"), Permission.IMPORT
    yield AccountLinkList(), Permission.IMPORT
    yield from ((AccountLinkOf(person=person), Permission.IMPORT) for person in (w.person, 10**6))
    yield from ((ImportOf(listed=each, template=sent), Permission.IMPORT) for each in Listed for sent in (False, True))
    for file in (w.file, 10**6):
        yield from ((ImportAct(file=file, act=act), Permission.IMPORT) for act in ("open", "load", "errors", "drop"))
    yield Open(screen="audit"), Permission.SEE_AUDIT
    yield AuditPage(page=0), Permission.SEE_AUDIT
    yield Open(screen="members"), Permission.MANAGE_OFFICE
    # A role for somebody still to be invited is a button only inside that dialog: for others there is none to refuse.
    for act in ("open", "ask", "revoke", "invite", *OfficeRole):
        yield from ((MemberAct(act=act, person=person), Permission.MANAGE_OFFICE) for person in (w.member, 10**6))


def office_attempts(w: World) -> list[Attempt]:
    """Every button of the office on what exists, and on what does not where the answer could tell the difference."""
    parts = (_of_selection, _of_teams, _of_events, _of_broadcasts, _of_reminders, _of_the_office)
    return [attempt for part in parts for attempt in part(w)]


COMMANDS: dict[str, Permission | None] = {
    "/office": _ANY_ROLE,
    "/call": Permission.SEE_APPLICATIONS,
    "/selection": Permission.SEE_APPLICATIONS,
    "/teams_form": Permission.FORM_TEAMS,
    "/event": Permission.MANAGE_EVENTS,
    "/broadcast": Permission.BROADCAST,
    "/reminders": Permission.MANAGE_REMINDERS,
    "/schedule": Permission.MANAGE_REMINDERS,
    "/stats": Permission.SEE_STATISTICS,
    "/people": Permission.SEE_PEOPLE,
    "/duplicates": Permission.SEE_PEOPLE,
    "/export": Permission.EXPORT,
    "/import": Permission.IMPORT,
}


@dataclass(frozen=True)
class Intruder:
    """Somebody who tries."""

    name: str
    role: Role | None = None
    office_role: OfficeRole | None = None

    def __str__(self) -> str:
        return self.name

    def may(self, needed: Permission | None) -> bool:
        """Whether this is theirs to do after all."""
        if needed is _ANY_ROLE:
            return self.office_role is not None
        return needed in permissions_of(self.office_role)


STRANGER = Intruder("stranger")
PARTICIPANTS = [Intruder(role.value, role) for role in (Role.STUDENT, Role.TUTOR, Role.MENTOR, Role.GUARDIAN)]
COLLEAGUES = [
    Intruder(role.value, None, role) for role in (OfficeRole.OBSERVER, OfficeRole.EXPERT, OfficeRole.OPERATOR)
]


async def arrive(stage: Stage, intruder: Intruder) -> tuple[Phone, World, int]:
    """The world, and the intruder with a message to press buttons on; their id."""
    async with stage.database.transaction() as session:
        world = await build(session)
    phone = await stage.person("Чужой")
    await phone.say("/help")
    async with stage.database.transaction() as session:
        actor = (await session.scalars(select(Person).where(Person.telegram_id == phone.id))).one()
        if intruder.role is not None:
            actor.role, actor.registered_at, actor.birth_date = intruder.role, stage.now, date(1985, 1, 1)
        if intruder.office_role is not None:
            session.add(OfficeMember(person_id=actor.id, role=intruder.office_role, granted_at=stage.now))
    return phone, world, actor.id


async def everything(stage: Stage) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables, but for what every update leaves: the update, the audit log, the dialog's state."""
    found = {}
    async with stage.database.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name in {IncomingUpdate.__tablename__, AuditEntry.__tablename__, "send_budget"}:
                continue
            columns = [column for column in table.columns if column.name not in {"dialog_state", "dialog_data"}]
            rows = await session.execute(select(*columns).order_by(*table.primary_key.columns))
            found[table.name] = [dict(row) for row in rows.mappings()]
    return found


async def refusals(stage: Stage, actor_id: int) -> int:
    """How many attempts of this person stand in the audit log."""
    async with stage.database.reading() as session:
        chosen = select(AuditEntry).where(AuditEntry.actor_id == actor_id, AuditEntry.action == "access.refused")
        return len((await session.scalars(chosen)).all())


async def press_all(stage: Stage, phone: Phone, buttons: Sequence[str]) -> list[dict[str, Any]]:
    """Forge a press of each; the calls the bot made, in order."""
    seen = (await stage.client.calls(limit=1))[-1]["seq"]
    for data in buttons:
        await phone.press(data=data, force=True)
    await stage.client.settle()
    calls = await stage.client.calls(since_seq=seen, limit=10 * len(buttons))
    return [call for call in calls if call["method"].lower() != "getupdates"]


def _own_modules(attempts: Iterable[Attempt]) -> set[type[CallbackData]]:
    return {type(button) for button, _ in attempts} - {Open}


async def test_matrix_leaves_no_button_of_the_office_out(stage: Stage) -> None:
    async with stage.database.transaction() as session:
        world = await build(session)
    of_office = {each for each in CallbackData.__subclasses__() if each.__module__.startswith("bot.handlers.office.")}
    shared = {
        MeetingLog,
        OpenMeeting,
        SubstituteBoard,
        SubstituteDays,
        SubstitutePick,
        SubstituteName,
        SubstituteCancel,
        OpenProject,
        WriteProject,
        ProjectVersions,
        ReadVersion,
        AddSupport,
        DropSupport,
        Defended,
    }
    assert _own_modules(office_attempts(world)) == of_office | shared


@pytest.mark.parametrize("intruder", [STRANGER, *PARTICIPANTS, *COLLEAGUES], ids=str)
async def test_office_is_closed_to_others_and_the_attempt_is_logged(stage: Stage, intruder: Intruder) -> None:
    phone, world, actor_id = await arrive(stage, intruder)
    buttons = [button.pack() for button, needed in office_attempts(world) if not intruder.may(needed)]
    commands = [command for command, needed in COMMANDS.items() if not intruder.may(needed)]
    unknown = (await phone.say("/abrakadabra")).last
    before = await everything(stage)
    calls = await press_all(stage, phone, buttons)
    answers = [(call["method"].lower(), call["params"].get("text")) for call in calls]
    assert answers == [("answercallbackquery", OUTDATED)] * len(buttons)
    for command in commands:
        answer = (await phone.say(command)).last
        assert (command, answer.text, answer.raw["buttons"]) == (command, unknown.text, unknown.raw["buttons"])
    assert await refusals(stage, actor_id) == len(buttons) + len(commands)
    assert await everything(stage) == before


def _of_mentors(w: World) -> Iterable[CallbackData]:
    for offer in (w.offer, 10**6):
        yield from (OfferCard(offer=offer), Accept(offer=offer), AcceptOnline(offer=offer))
        yield from (Decline(offer=offer, reason=reason) for reason in (-1, -2, 0))
    for team in (w.team, w.other_team, 10**6):
        yield from (HeldTeam(team=team), WishPage(team=team), WishInPerson(team=team, wanted=True), AskTeam(team=team))
        yield AnswerTeam(question=team)
        yield from (
            MeetingLog(team=team),
            PlanMeeting(team=team),
            OpenMeeting(meeting=w.meeting),
            OpenMeeting(meeting=10**6),
            NoteMeeting(meeting=team),
            MoveMeeting(meeting=w.meeting),
            CancelMeeting(meeting=w.meeting),
            CancelMeeting(meeting=team, sure=True),
        )
        yield MarkPresent(meeting=team, person=w.person, present=True)
        yield WishMentor(team=team, mentor=w.mentor)
    yield from _of_substitutes(w, (w.team, w.other_team, 10**6))
    for row in (w.substitute, 10**6):
        yield from (SubstituteAnswer(row=row, act=act) for act in ("open", "agree", "ask", "refuse"))


def _of_profiles() -> Iterable[CallbackData]:
    """Every mentor's own; of others there is none."""
    yield from (ProfileDirection(), ProfileDirection(value="it"), ProfileTeams(capacity=2), ProfileWishes())
    yield ProfileFormat(format=MentorFormat.ONLINE)


def foreign_attempts(w: World, intruder: Intruder) -> Iterable[CallbackData]:
    """Buttons of other participants, and ids that do not exist."""
    for call in (w.call, 10**6):
        # One's own role's call is one's own to apply to.
        if intruder.role is not Role.STUDENT or call != w.call:
            yield from (ApplicationAct(act=act, call=call) for act in ("fill", "withdraw", "reopen"))
    for draft in (w.form_draft, 10**6):
        for act in ("send", "edit", "new", "back", "skip"):
            yield FormAct(draft=draft, step=token(None), act=act)
    yield from (SeatAnswer(act=act, seat=seat) for seat in (w.seat, 10**6) for act in ("confirm", "ask", "decline"))
    yield from (JoinAsMentor(token=each) for each in ("nothing", "0" * 32))
    yield from (GuardianAct(act="confirm", token=each) for each in ("", str(w.link), "0" * 40))
    for child in (w.person, 10**6):
        yield ChildAct(act="open", child=child)
        yield from (ChildDocuments(child=child, event=event) for event in (w.closed_event, 10**6))
        for act in ("read", "ask", "give", "withdraw"):
            yield ChildAct(act=act, child=child, purpose=ConsentPurpose.PARTICIPATION, wording=WORDING)
    yield from (GroupAct(act=act) for act in ("open", "ask", "unbind"))
    yield from _of_mentors(w)
    if intruder.role is not Role.MENTOR:
        yield from _of_profiles()
    for number in (w.review, 10**6):
        for act in ("open", "next", "levels", "file", "give", "comment", "conflict", "conflict-yes"):
            yield ReviewAct(id=number, act=act)
        yield ReviewLevel(id=number, place=0, level=1)
    for number in (w.round, 10**6):
        yield from (ReviewAct(id=number, act="first"), ReviewList(round=number))
    for event in (w.draft_event, w.closed_event, 10**6):
        yield from (EventAct(act=act, event=event) for act in ("open", "go", "stay", "calendar", "documents"))
        yield TaskTap(task=Task.EVENT, subject=event)


@pytest.mark.parametrize("intruder", [STRANGER, *PARTICIPANTS], ids=str)
async def test_what_belongs_to_others_stays_theirs(stage: Stage, intruder: Intruder) -> None:
    phone, world, actor_id = await arrive(stage, intruder)
    buttons = [button.pack() for button in foreign_attempts(world, intruder)]
    before = await everything(stage)
    calls = await press_all(stage, phone, buttons)
    assert [call["method"].lower() for call in calls] == ["answercallbackquery"] * len(buttons)
    assert SECRET not in str(calls)
    # Not in the log: a call of another role and a form that is gone are old buttons of one's own as often as not.
    old = [data for data in buttons if data.startswith(("app:", "f:1000000:"))]
    assert await refusals(stage, actor_id) == len(buttons) - len(old)
    assert await everything(stage) == before


IMPOSSIBLE = ("-9999999999", "99999999999999999999")
_ANY_NUMBER = {"seen", "reason"}
"""Fields that name no row: any number is compared with what there is."""


def impossible(samples: Iterable[CallbackData]) -> list[str]:
    """Each kind of button with a number in it that no database could hold, in every place for a number."""
    made = []
    for sample in {type(each): each for each in samples}.values():
        prefix, *parts = sample.pack().split(":")
        for place, (name, field) in enumerate(type(sample).model_fields.items()):
            if field.annotation is int and name not in _ANY_NUMBER:
                made += [":".join([prefix, *parts[:place], each, *parts[place + 1 :]]) for each in IMPOSSIBLE]
    return made


@pytest.mark.parametrize(
    "intruder", [Intruder("student", Role.STUDENT), Intruder("boss", None, OfficeRole.ADMINISTRATOR)], ids=str
)
async def test_impossible_numbers_are_unknown_buttons(stage: Stage, intruder: Intruder) -> None:
    phone, world, _ = await arrive(stage, intruder)
    buttons = impossible([*(button for button, _ in office_attempts(world)), *foreign_attempts(world, intruder)])
    assert len(buttons) > 80
    before = await everything(stage)
    calls = await press_all(stage, phone, buttons)
    answers = {(call["method"].lower(), call["params"].get("text")) for call in calls}
    assert answers == {("answercallbackquery", OUTDATED)}
    assert await everything(stage) == before


async def test_guardian_needs_the_very_link(stage: Stage) -> None:
    child = await register(stage)
    secret = await guardian_token(child)
    stranger = await stage.person("Чужой")
    await stranger.say("/help")
    async with stage.database.reading() as session:
        link = (await session.scalars(select(GuardianLink))).one()
    for guess in (str(link.id), link.token[:32], secret[:-1]):
        screen = await stranger.forge(GuardianAct(act="confirm", token=guess).pack())
        assert screen.toasts[-1] == OUTDATED
    async with stage.database.reading() as session:
        assert (await session.scalars(select(FormDraft))).all() == []
    screen = await stranger.start("g_" + secret[:-1])
    assert "🚀 Участвовать" in screen.buttons
    screen = await stranger.start("o_" + secret)
    assert "Приглашение не действует" in screen.text
    assert screen.buttons == ["Меню"]
    async with stage.database.reading() as session:
        logged = select(AuditEntry.detail).where(AuditEntry.action == "access.refused").order_by(AuditEntry.id)
        assert (await session.scalars(logged)).all()[-2:] == ["guardian-link-unknown", "office-invitation-dead"]
