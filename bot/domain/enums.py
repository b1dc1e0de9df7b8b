"""The closed vocabularies of the programme. Values are stored in the database: add, never rename."""

from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a person is in the programme."""

    STUDENT = "student"
    TUTOR = "tutor"
    MENTOR = "mentor"
    GUARDIAN = "guardian"
    PARTNER = "partner"


class OfficeRole(StrEnum):
    """What a person is in the project office."""

    ADMINISTRATOR = "administrator"
    OPERATOR = "operator"
    EXPERT = "expert"
    OBSERVER = "observer"


class Gender(StrEnum):
    """Asked only because no team may have a lone girl or a lone boy."""

    FEMALE = "female"
    MALE = "male"


class InstitutionKind(StrEnum):
    """Where a person studies or works."""

    SCHOOL = "school"
    COLLEGE = "college"
    UNIVERSITY = "university"
    WORK = "work"


class ConsentPurpose(StrEnum):
    """One record of consent per purpose, never bundled."""

    PARTICIPATION = "participation"
    PUBLICATION = "publication"
    PARTNER_TRANSFER = "partner_transfer"
    PARTNER_MAILING = "partner_mailing"


class ApplicationStatus(StrEnum):
    """What the applicant sees; a staged decision is not a status until it is released."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RESERVE = "reserve"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class AccessKind(StrEnum):
    """Which deadline of a call does not hold for one person."""

    APPLICATION = "application"
    CONSENT = "consent"


class DuplicateVerdict(StrEnum):
    """What two applications that look alike turned out to be."""

    SAME = "same"
    DIFFERENT = "different"


class Outcome(StrEnum):
    """A decision of the office about an application."""

    ACCEPTED = "accepted"
    RESERVE = "reserve"
    REJECTED = "rejected"


class ImportState(StrEnum):
    """The life of a file the office sends: checked first, then loaded or dropped. A refused one has to be mended."""

    RECEIVED = "received"
    CHECKED = "checked"
    REFUSED = "refused"
    LOADING = "loading"
    DONE = "done"
    DROPPED = "dropped"


class ReviewState(StrEnum):
    """The life of one review: ``conflict`` and ``passed_on`` stay, so that it never comes back to the same person."""

    ASSIGNED = "assigned"
    GIVEN = "given"
    CONFLICT = "conflict"
    PASSED_ON = "passed_on"


class EventKind(StrEnum):
    """Which events have rules of their own."""

    SCHOOL = "school"
    ARTEK = "artek"
    FORUM = "forum"
    ORDINARY = "ordinary"


class EventStatus(StrEnum):
    """The life of an event."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    CANCELLED = "cancelled"


class RegistrationStatus(StrEnum):
    """A person's answer to an event."""

    GOING = "going"
    WAITING = "waiting"
    DECLINED = "declined"


class DocumentStatus(StrEnum):
    """What the office has noted of one document of one person; there are no scans and no numbers of documents."""

    MISSING = "missing"
    HANDED_IN = "handed_in"
    CHECKED = "checked"


class OfferStatus(StrEnum):
    """The life of a team's offer to one mentor; ``staged`` is not told yet, ``released`` had accepted and left."""

    STAGED = "staged"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    RELEASED = "released"


class TeamRunStatus(StrEnum):
    """One forming of teams: asked for and computed, then the office's draft, then what the members see."""

    REQUESTED = "requested"
    FAILED = "failed"
    DRAFT = "draft"
    PUBLISHED = "published"


class TeamRole(StrEnum):
    """What somebody would like to be in a team."""

    LEADER = "leader"
    RESEARCHER = "researcher"
    ANALYST = "analyst"
    DESIGNER = "designer"
    ENGINEER = "engineer"
    SPEAKER = "speaker"


class TieKind(StrEnum):
    """What is said about two people: one wants to be with the other, or they must not be in one team."""

    WANT = "want"
    APART = "apart"


class TeamChangeKind(StrEnum):
    """What the office did to formed teams; each can be undone."""

    MOVE = "move"
    SWAP = "swap"
    REPAIR = "repair"
    SPLIT = "split"
    MERGE = "merge"


class SheetKind(StrEnum):
    """What a sheet of all teams is made as."""

    PNG = "png"
    PDF = "pdf"
    XLSX = "xlsx"


class TeamStepKind(StrEnum):
    """What happened to a published team."""

    MEMBER_LEFT = "member_left"
    TUTOR_LEFT = "tutor_left"
    TUTOR_JOINED = "tutor_joined"
    NO_TUTOR = "no_tutor"
    MERGED = "merged"
    MERGED_AWAY = "merged_away"


class BroadcastStatus(StrEnum):
    """The life of a broadcast: ``approval`` waits for a second administrator, ``queued`` for its moment."""

    DRAFT = "draft"
    APPROVAL = "approval"
    QUEUED = "queued"
    SENDING = "sending"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"


class OutboxStatus(StrEnum):
    """The life of one message to one recipient; ``held`` waits for its paused broadcast."""

    PENDING = "pending"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    BLOCKED = "blocked"
    FAILED = "failed"
    DROPPED = "dropped"
    WITHDRAWN = "withdrawn"


class Priority(IntEnum):
    """Which message leaves first: smaller goes ahead."""

    ANSWER = 0
    DECISION = 10
    REMINDER = 20
    BROADCAST = 30


class QuestionKind(StrEnum):
    """How a question of a form is asked and its answer checked."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    PHONE = "phone"
    YES_NO = "yes_no"
    FILE = "file"
    NUMBER = "number"
    NAME = "name"
