"""The shape of a season's file, checked before anything is loaded: what is wrong is named by its key, in one line."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.domain.documents import MOST_ITEMS, NOTE_LIMIT, TITLE_LIMIT
from bot.domain.enums import EventKind, InstitutionKind, Role
from bot.domain.errors import RuleViolation
from bot.domain.questions import Question
from bot.domain.reminder_rules import AUDIENCES, EVENT, FARTHEST, NEAREST, Audience, Subject
from bot.domain.review import read_rubric
from bot.domain.team_activity import LEAST_DAYS, MOST_DAYS

OPTIONS_FROM = "options_from"
"""In a question: the list of the file its options are taken from (only ``directions``)."""


class SeasonFileError(ValueError):
    """The file cannot be loaded; the message names the key."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError(f"no such time zone: {name}") from None
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]
Text = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9_\-]{1,32}$")]
Verified = bool | Literal["partly"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class InTwoLanguages(_Part):
    """A text of the season in every language of the interface."""

    ru: Text
    en: Text


class Stage(_Part):
    """One line of the season's calendar, for everybody."""

    title: InTwoLanguages
    starts_on: date
    ends_on: date


class Faq(_Part):
    """A question people ask, and its answer."""

    question: InTwoLanguages
    answer: InTwoLanguages


class PublicTexts(_Part):
    """What anybody may read without giving data."""

    about: InTwoLanguages
    stages: tuple[Stage, ...]
    faq: tuple[Faq, ...]


class MunicipalityPart(_Part):
    """A municipality of the pick-list; ``verified`` is for those who keep the file."""

    id: Slug
    name: Annotated[Text, Field(max_length=120)]
    verified: Verified = True


class OrganisationPart(_Part):
    """An organisation of the pick-list."""

    code: Slug
    kind: InstitutionKind
    name: Annotated[Text, Field(max_length=300)]
    short_name: Annotated[Text, Field(max_length=80)]
    city: Annotated[Text, Field(max_length=120)] | None = None
    verified: Verified = True


class DirectionPart(_Part):
    """A priority direction; ``label`` is what fits on a button."""

    id: Slug
    name: Annotated[Text, Field(max_length=200)]
    label: InTwoLanguages
    verified: Verified = True


class CallPart(_Part):
    """A call for applications; moments without a zone are on the season's clock.

    Without ``consent_closes_at`` guardians have until the call closes.
    """

    title: Annotated[Text, Field(max_length=200)]
    opens_at: datetime
    closes_at: datetime
    consent_closes_at: datetime | None = None
    age_reference_on: date
    institutions: tuple[Literal[InstitutionKind.SCHOOL, InstitutionKind.COLLEGE, InstitutionKind.UNIVERSITY], ...] = ()
    quota: Annotated[int, Field(ge=1)]
    reserve: Annotated[int, Field(ge=0)]
    seat_days: Literal[0, 1, 2, 3, 5, 7] = 3
    seats_refill: bool = True
    seats_by_place: dict[str, Annotated[int, Field(ge=1)]] = {}
    questions: Annotated[tuple[dict[str, Any], ...], Field(min_length=1)]
    reviews: Annotated[int, Field(ge=1, le=5)] = 2
    rubric: tuple[dict[str, Any], ...] = ()


class EventStagePart(_Part):
    """A moment of an event that moves with it (departure, return), on the clock of its own zone, by default the event's."""

    code: Annotated[Slug, Field(max_length=16)]
    title: InTwoLanguages
    at: datetime
    zone: Zone | None = None


class ReminderPart(_Part):
    """A rule of reminders; ``offsets`` are minutes before, without them each event's own. ``words``: instead of the
    usual text."""

    code: Annotated[Slug, Field(max_length=32)]
    subject: Subject
    audience: Audience
    event: EventKind | None = None
    call: Role | None = None
    stage: Slug | None = None
    offsets: tuple[Annotated[int, Field(ge=NEAREST, le=FARTHEST)], ...] = ()
    words: InTwoLanguages | None = None
    enabled: bool = True


class EventPart(_Part):
    """An event, loaded as a draft; moments without a zone are on the clock of its own zone."""

    kind: EventKind
    title: Annotated[Text, Field(max_length=200)]
    description: str = ""
    place: Annotated[str, Field(max_length=300)] = ""
    zone: Zone | None = None
    starts_at: datetime
    ends_at: datetime
    capacity: Annotated[int, Field(ge=1)] | None = None
    audience: tuple[Role | Literal["accepted"], ...] = ()
    reminder_offsets: tuple[Annotated[int, Field(ge=1)], ...] = (7 * 24 * 60, 24 * 60, 120)
    stages: tuple[EventStagePart, ...] = ()


class DocumentPart(_Part):
    """A document of the usual checklist of a kind of event; due to the end of the day ``days`` before the start, without
    them until the start."""

    event: EventKind
    code: Annotated[Slug, Field(max_length=32)]
    title: InTwoLanguages
    note: InTwoLanguages | None = None
    days: Annotated[int, Field(ge=0, le=60)] | None = None


class MeasurePart(_Part):
    """A measure of the roadmap in the words of its decree."""

    number: Annotated[int, Field(ge=1)]
    period: Annotated[Text, Field(max_length=60)]
    title: Text
    responsible: Text | None = None
    expected: Text | None = None


class SeasonFile(_Part):
    """A whole programme year."""

    code: Annotated[Text, Field(max_length=40)]
    title: Annotated[Text, Field(max_length=200)]
    zone: Zone
    starts_on: date
    ends_on: date
    projects_close_at: datetime | None = None
    silent_after_days: Annotated[int, Field(ge=LEAST_DAYS, le=MOST_DAYS)] = 14
    contact: Annotated[Text, Field(max_length=300)]
    targets: dict[str, Annotated[int, Field(ge=0)]]
    texts: PublicTexts
    municipalities: tuple[MunicipalityPart, ...]
    organisations: tuple[OrganisationPart, ...]
    directions: tuple[DirectionPart, ...]
    calls: dict[Literal[Role.STUDENT, Role.TUTOR, Role.MENTOR], CallPart]
    events: tuple[EventPart, ...]
    reminders: tuple[ReminderPart, ...] = ()
    documents: tuple[DocumentPart, ...] = ()
    measures: tuple[MeasurePart, ...]

    def moment(self, at: datetime, zone: str | None = None) -> datetime:
        """An aware moment: what has no zone is on the clock of ``zone``, by default the season's."""
        return at if at.tzinfo is not None else at.replace(tzinfo=ZoneInfo(zone or self.zone))

    def consent_deadline(self, call: CallPart) -> datetime:
        """Until when guardians may sign."""
        return self.moment(call.consent_closes_at or call.closes_at)

    def questions_of(self, call: CallPart) -> list[dict[str, Any]]:
        """The call's questions as they are stored, lists of options written out."""
        return [Question.from_dict(self._with_options(question)).to_dict() for question in call.questions]

    def _with_options(self, question: Mapping[str, Any]) -> dict[str, Any]:
        plain = {key: value for key, value in question.items() if key != OPTIONS_FROM}
        match question.get(OPTIONS_FROM):
            case None:
                return plain
            case "directions":
                options = [{"value": each.id, "label": each.label.model_dump()} for each in self.directions]
                return plain | {"options": options}
            case other:
                raise SeasonFileError(f"{OPTIONS_FROM}: no such list: {other}")


def parse(data: Mapping[str, Any]) -> SeasonFile:
    """Check a season's data as read from TOML; raises SeasonFileError with the first key that is wrong."""
    try:
        season = SeasonFile.model_validate(dict(data))
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        raise SeasonFileError(f"{_path(first['loc'])}: {first['msg']}") from None
    checks = (_repeated, _crossed, _bad_reminders, _bad_documents, _bad_questions, _bad_rubrics)
    for problem in chain.from_iterable(check(season) for check in checks):
        raise SeasonFileError(problem)
    return season


def _path(location: Iterable[int | str]) -> str:
    """``calls.student.questions[2].kind``, counting from 1 as people do."""
    path = ""
    for part in location:
        path += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return path.lstrip(".")


def _repeated(season: SeasonFile) -> Iterable[str]:
    keys: dict[str, list[object]] = {
        "municipalities.id": [each.id for each in season.municipalities],
        "organisations.code": [each.code for each in season.organisations],
        "directions.id": [each.id for each in season.directions],
        "measures.number": [each.number for each in season.measures],
        "reminders.code": [each.code for each in season.reminders],
        "documents.code": [(each.event.value, each.code) for each in season.documents],
        "events.title": [(each.kind.value, each.title) for each in season.events],
    }
    for role, call in season.calls.items():
        keys[f"calls.{role.value}.questions.key"] = [question.get("key") for question in call.questions]
    for path, values in keys.items():
        for value, times in Counter(values).items():
            if times > 1:
                yield f"{path}: {value} is there {times} times"


def _crossed(season: SeasonFile) -> Iterable[str]:
    if season.ends_on < season.starts_on:
        yield "ends_on: is before starts_on"
    for number, stage in enumerate(season.texts.stages, start=1):
        if stage.ends_on < stage.starts_on:
            yield f"texts.stages[{number}].ends_on: is before starts_on"
    for role, call in season.calls.items():
        if season.moment(call.closes_at) <= season.moment(call.opens_at):
            yield f"calls.{role.value}.closes_at: is not after opens_at"
        for place in call.seats_by_place.keys() - {each.id for each in season.municipalities}:
            yield f"calls.{role.value}.seats_by_place.{place}: no such municipality"
        if season.consent_deadline(call) < season.moment(call.closes_at):
            yield f"calls.{role.value}.consent_closes_at: is before closes_at"
    for number, event in enumerate(season.events, start=1):
        if season.moment(event.ends_at, event.zone) <= season.moment(event.starts_at, event.zone):
            yield f"events[{number}].ends_at: is not after starts_at"


def _bad_reminders(season: SeasonFile) -> Iterable[str]:
    for number, rule in enumerate(season.reminders, start=1):
        path = f"reminders[{number}]"
        if rule.audience not in AUDIENCES[rule.subject]:
            yield f"{path}.audience: {rule.audience} is not among those of {rule.subject}"
        if (rule.subject is Subject.STAGE) != (rule.stage is not None):
            yield f"{path}.stage: goes with the subject stage, and only with it"
        if not rule.offsets and rule.code != EVENT:
            yield f"{path}.offsets: are missing"


def _bad_documents(season: SeasonFile) -> Iterable[str]:
    for number, part in enumerate(season.documents, start=1):
        for name, text, limit in (("title", part.title, TITLE_LIMIT), ("note", part.note, NOTE_LIMIT)):
            if text is not None and max(len(text.ru), len(text.en)) > limit:
                yield f"documents[{number}].{name}: is longer than {limit} characters"
    for kind, count in Counter(part.event.value for part in season.documents).items():
        if count > MOST_ITEMS:
            yield f"documents: {count} of the kind {kind}, at most {MOST_ITEMS}"


def _bad_questions(season: SeasonFile) -> Iterable[str]:
    for role, call in season.calls.items():
        for number, question in enumerate(call.questions, start=1):
            path = f"calls.{role.value}.questions[{number}]"
            try:
                season.questions_of(call.model_copy(update={"questions": (question,)}))
            except RuleViolation as no:
                named = ", ".join(f"{name} {value}" for name, value in no.arguments.items())
                yield f"{path}: {no.key} ({named})"
            except SeasonFileError as no:
                yield f"{path}.{no}"


def _bad_rubrics(season: SeasonFile) -> Iterable[str]:
    for role, call in season.calls.items():
        try:
            read_rubric(call.rubric)
        except RuleViolation as no:
            yield f"calls.{role.value}.rubric: {no.key} ({no.arguments.get('criterion')})"
