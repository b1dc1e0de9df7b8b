"""The tables, one module per capability."""

from bot.db.models.agenda import AgendaCard
from bot.db.models.applications import Application, ApplicationVersion, Call, Decision, DuplicatePair, PersonalAccess
from bot.db.models.audiences import SavedAudience
from bot.db.models.audit import AuditEntry
from bot.db.models.base import Base
from bot.db.models.changes import Change
from bot.db.models.consents import Consent, GuardianLink
from bot.db.models.counts import KeptCount
from bot.db.models.documents import DocumentItem, DocumentMark
from bot.db.models.events import Event, EventAttendance, EventRegistration
from bot.db.models.forms import FormDraft
from bot.db.models.imports import AccountLink, FileImport
from bot.db.models.intake import IncomingUpdate, Replica
from bot.db.models.meetings import Meeting, MeetingAttendance
from bot.db.models.mentors import MentorProfile, MentorSubstitute, MentorWish
from bot.db.models.outbox import Broadcast, OutboxMessage, SendBudget, StoredFile
from bot.db.models.paces import ChatPace
from bot.db.models.people import MentorInvitation, OfficeInvitation, OfficeMember, Person, SourceLink, SourceVisit
from bot.db.models.projects import ProjectSupport, ProjectVersion
from bot.db.models.releases import ReleaseOrder
from bot.db.models.reminders import Reminder, ReminderRule
from bot.db.models.review import RankedApplication, Review, Reviewer, ReviewRound
from bot.db.models.seasons import Direction, Measure, Municipality, Organisation, Partner, Season
from bot.db.models.seats import Seat, SeatMove
from bot.db.models.tags import PersonTag
from bot.db.models.team_groups import TeamGroup, TeamGroupGuest
from bot.db.models.team_life import TeamQuestion, TeamStep
from bot.db.models.teams import MentorOffer, Team, TeamChange, TeamMember, TeamRun
from bot.db.models.wishes import TeamTie, TeamWish

__all__ = [
    "AccountLink",
    "AgendaCard",
    "Application",
    "ApplicationVersion",
    "AuditEntry",
    "Base",
    "Broadcast",
    "Call",
    "Change",
    "ChatPace",
    "Consent",
    "Decision",
    "Direction",
    "DocumentItem",
    "DocumentMark",
    "DuplicatePair",
    "Event",
    "EventAttendance",
    "EventRegistration",
    "FileImport",
    "FormDraft",
    "GuardianLink",
    "IncomingUpdate",
    "KeptCount",
    "Measure",
    "Meeting",
    "MeetingAttendance",
    "MentorInvitation",
    "MentorOffer",
    "MentorProfile",
    "MentorSubstitute",
    "MentorWish",
    "Municipality",
    "OfficeInvitation",
    "OfficeMember",
    "Organisation",
    "OutboxMessage",
    "Partner",
    "Person",
    "PersonTag",
    "PersonalAccess",
    "ProjectSupport",
    "ProjectVersion",
    "RankedApplication",
    "ReleaseOrder",
    "Reminder",
    "ReminderRule",
    "Replica",
    "Review",
    "ReviewRound",
    "Reviewer",
    "SavedAudience",
    "Season",
    "Seat",
    "SeatMove",
    "SendBudget",
    "SourceLink",
    "SourceVisit",
    "StoredFile",
    "Team",
    "TeamChange",
    "TeamGroup",
    "TeamGroupGuest",
    "TeamMember",
    "TeamQuestion",
    "TeamRun",
    "TeamStep",
    "TeamTie",
    "TeamWish",
]
