"""A team's project: its card, every version of it, who supports it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import FormDraft, Person, ProjectVersion
from bot.db.queries import projects as queries
from bot.domain.enums import Role
from bot.domain.errors import Stale
from bot.domain.paging import page_count
from bot.domain.projects import card_questions, changed_parts, counts, support_questions
from bot.domain.questions import Question
from bot.domain.text_arguments import Html
from bot.handlers.callbacks import PageNumber, RowId
from bot.handlers.forms import FormKind, open_form, question_label, register, shown_answer
from bot.handlers.keyboards import Row, back_to, button, keyboard, page_row, to_menu
from bot.handlers.notices import notice_keyboard
from bot.handlers.office.team_callbacks import LivingTeam
from bot.handlers.screens import Reply, Screen, show
from bot.services import forms, projects
from bot.services.projects import Project
from bot.texts import Translate

router = Router(name="projects")

CARD, SUPPORT = "project", "project-support"
BASE = "base"
"""Beside the answers of a card: the number of the version they were written over."""

_PAGE = 8


class OpenProject(CallbackData, prefix="prj"):
    """The card of a team's project."""

    team: RowId


class WriteProject(CallbackData, prefix="prw"):
    """Write the card, or change it."""

    team: RowId


class ProjectVersions(CallbackData, prefix="prv"):
    """A page of the versions."""

    team: RowId
    page: PageNumber = 0


class ReadVersion(CallbackData, prefix="prr"):
    """One version, and what it changed."""

    team: RowId
    number: RowId


class AddSupport(CallbackData, prefix="pro"):
    """The office records a support."""

    team: RowId


class DropSupport(CallbackData, prefix="prd"):
    """A record of support is to go, then ``sure``."""

    team: RowId
    support: RowId
    sure: bool = False


class Defended(CallbackData, prefix="pra"):
    """Whether the team has presented its project: what it shall be, so that a double tap is one."""

    team: RowId
    defended: bool


@notice_keyboard("project-by-office")
def to_project(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«📋 Проект»."""
    return keyboard([[project_button(args["team_id"], t)]])


def project_button(team_id: int, t: Translate) -> InlineKeyboardButton:
    """«📋 Проект»."""
    return button(t.plain("project-open"), OpenProject(team=team_id))


@router.callback_query(OpenProject.filter())
async def open_project(
    query: CallbackQuery, callback_data: OpenProject, session: AsyncSession, actor: Person, now: datetime, t: Translate,
    state: FSMContext,
) -> Reply:  # fmt: skip
    """The card as it is today; whoever was writing has changed their mind, the draft stays."""
    await state.clear()
    return show(query, _card(await projects.project(session, actor, callback_data.team, now=now), actor, t))


def _card(found: Project, actor: Person, t: Translate, *, note: str = "") -> Screen:
    lines = [note, t("project-card", team=found.team.name)]
    if found.newest is None:
        lines.append(t("project-empty", edits=found.edits))
    else:
        lines += [_parts(found.newest, t), _saved(found.newest, len(found.versions), t)]
    lines += [_due(found, t), *_supports(found, t)]
    team_id = found.team.id
    rows: list[Row] = []
    if found.edits:
        rows.append([button(t.plain("project-write", empty=found.newest is None), WriteProject(team=team_id))])
    if len(found.versions) > 1:
        rows.append([button(t.plain("project-versions", count=len(found.versions)), ProjectVersions(team=team_id))])
    if found.office:
        rows += _office_rows(found, t)
    return Screen("\n\n".join(filter(None, lines)), keyboard([*rows, _back(found, actor, t)]))


def _parts(version: ProjectVersion, t: Translate, *, only: Sequence[str] | None = None) -> Html:
    shown = [question for question in card_questions() if only is None or question.key in only]
    lines = [
        t("project-part", name=question_label(question, t), value=shown_answer(question, answer, t, limit=1000))
        for question in shown
        if (answer := version.answers.get(question.key)) or only is not None
    ]
    return Html("\n".join(lines))


def _saved(version: ProjectVersion, versions: int, t: Translate) -> str:
    return t("project-saved", number=version.number, versions=versions, at=version.saved_at)


def _due(found: Project, t: Translate) -> str:
    if found.team.defended_at is not None:
        return t("project-defended", at=found.team.defended_at)
    if found.deadline is None:
        return ""
    number = found.versions[found.counted].version.number if found.counted is not None else 0
    late = found.newest is not None and not counts(found.newest.saved_at, found.deadline)
    return t("project-due", deadline=found.deadline, late=late, number=number)


def _supports(found: Project, t: Translate) -> list[str]:
    if not found.supports:
        return []
    return [
        t("project-supports"),
        *(
            t(
                "project-support-line",
                who=each.supporter,
                kind=t.plain(f"project-support-kind-{each.kind}"),
                document=each.document,
                # Numbers of papers are the office's business.
                documented=found.office,
            )
            for each in found.supports
        ),
    ]


def _office_rows(found: Project, t: Translate) -> list[Row]:
    team_id, defended = found.team.id, found.team.defended_at is not None
    rows: list[Row] = [
        [button(t.plain("project-support-drop", who=each.supporter[:30]), DropSupport(team=team_id, support=each.id))]
        for each in found.supports
    ]
    rows.append([button(t.plain("project-support-add"), AddSupport(team=team_id))])
    rows.append([button(t.plain("project-defence", done=defended), Defended(team=team_id, defended=not defended))])
    return rows


def _back(found: Project, actor: Person, t: Translate) -> Row:
    if found.office and found.team.tutor_id != actor.id:
        return [button(t.plain("button-back"), LivingTeam(team=found.team.id))]
    return [back_to("teams" if found.team.mentor_id == actor.id else "team", t), to_menu(t)]


@router.callback_query(WriteProject.filter())
async def write(
    query: CallbackQuery, callback_data: WriteProject, session: AsyncSession, actor: Person, now: datetime, t: Translate,
    state: FSMContext,
) -> Reply:  # fmt: skip
    """The form: new, as it was left, or with what the card says."""
    team = await projects.editable(session, actor, callback_data.team)
    last = await queries.newest(session, team.id)
    answers = {**last.answers, BASE: last.number} if last is not None else {BASE: 0}
    draft = await forms.draft_of(session, actor.id, CARD, team.id)
    # What was only looked at, or begun over a version that is the last no more, is no work to go on with.
    over_this = draft is not None and draft.answers.get(BASE) == answers[BASE]
    begun = draft is not None and over_this and (draft.answers != answers or draft.pending is not None)
    screen = await open_form(
        session, actor, state, t, now, form=CARD, subject_id=team.id, answers=answers, fresh=not begun
    )
    return show(query, screen)


@router.callback_query(AddSupport.filter())
async def add_support(
    query: CallbackQuery, callback_data: AddSupport, session: AsyncSession, actor: Person, now: datetime, t: Translate,
    state: FSMContext,
) -> Reply:  # fmt: skip
    """«Записать поддержку»."""
    team = await projects.supportable(session, actor, callback_data.team)
    return show(query, await open_form(session, actor, state, t, now, form=SUPPORT, subject_id=team.id))


@router.callback_query(DropSupport.filter())
async def drop_support(
    query: CallbackQuery, callback_data: DropSupport, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """A record made by mistake goes, after one more question."""
    if callback_data.sure:
        team_id = await projects.drop_support(session, actor, callback_data.support, now=now)
        return show(query, _card(await projects.project(session, actor, team_id, now=now), actor, t))
    await projects.supportable(session, actor, callback_data.team)
    sure = callback_data.model_copy(update={"sure": True})
    rows = [[button(t.plain("project-support-drop-sure"), sure)], [_to_card(callback_data.team, t)]]
    return show(query, Screen(t("project-support-drop-ask"), keyboard(rows)))


@router.callback_query(Defended.filter())
async def set_defended(
    query: CallbackQuery, callback_data: Defended, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """«Защита состоялась», or not after all."""
    await projects.set_defended(session, actor, callback_data.team, callback_data.defended, now=now)
    return show(query, _card(await projects.project(session, actor, callback_data.team, now=now), actor, t))


@router.callback_query(ProjectVersions.filter())
async def list_versions(
    query: CallbackQuery, callback_data: ProjectVersions, session: AsyncSession, actor: Person, now: datetime,
    t: Translate,
) -> Reply:  # fmt: skip
    """All versions, the newest first; the one for the presentation is marked."""
    found = await projects.project(session, actor, callback_data.team, now=now)
    lines = list(reversed(list(enumerate(found.versions))))
    pages = page_count(len(lines), _PAGE)
    page = min(callback_data.page, pages - 1)
    rows: list[Row] = [
        [
            button(
                t.plain("project-version-line", number=line.version.number, at=line.version.saved_at, counted=index == found.counted),
                ReadVersion(team=found.team.id, number=line.version.number),
            )
        ]
        for index, line in lines[page * _PAGE : (page + 1) * _PAGE]
    ]  # fmt: skip
    rows.append(page_row(t, page=page, pages=pages, data=lambda turn: ProjectVersions(team=found.team.id, page=turn)))
    text = t("project-versions-list", team=found.team.name, deadline=found.deadline or "", dated=bool(found.deadline))
    return show(query, Screen(text, keyboard([*rows, [_to_card(found.team.id, t)]])))


@router.callback_query(ReadVersion.filter())
async def read_version(
    query: CallbackQuery, callback_data: ReadVersion, session: AsyncSession, actor: Person, now: datetime, t: Translate
) -> Reply:
    """One version whole, with what it changed."""
    found = await projects.project(session, actor, callback_data.team, now=now)
    index = next((i for i, line in enumerate(found.versions) if line.version.number == callback_data.number), None)
    if index is None:
        raise Stale("project-version-gone")
    version, author = found.versions[index]
    before = found.versions[index - 1].version.answers if index else {}
    names = {question.key: question_label(question, t) for question in card_questions()}
    changed = ", ".join(names[key] for key in changed_parts(before, version.answers))
    by = "tutor" if author.id == found.team.tutor_id or author.role is Role.TUTOR else "office"
    text = t("project-version", number=version.number, at=version.saved_at, by=by, first=not index, changed=changed)
    back = button(t.plain("button-back"), ProjectVersions(team=found.team.id))
    return show(query, Screen(f"{text}\n\n{_parts(version, t)}", keyboard([[back]])))


def _to_card(team_id: int, t: Translate) -> InlineKeyboardButton:
    return button(t.plain("button-back"), OpenProject(team=team_id))


# --- the forms


async def _card_questions(_: AsyncSession, __: Person, ___: FormDraft, ____: datetime) -> Sequence[Question]:
    return card_questions()


async def _support_questions(_: AsyncSession, __: Person, ___: FormDraft, ____: datetime) -> Sequence[Question]:
    return support_questions()


async def _save(session: AsyncSession, person: Person, draft: FormDraft, now: datetime, t: Translate) -> Screen:
    base = draft.answers.get(BASE)
    await projects.save(session, person, draft.subject_id, draft.answers, based_on=base, now=now)
    found = await projects.project(session, person, draft.subject_id, now=now)
    return _card(found, person, t, note=t("project-kept"))


async def _record(session: AsyncSession, person: Person, draft: FormDraft, now: datetime, t: Translate) -> Screen:
    await projects.record_support(session, person, draft.subject_id, draft.answers, now=now)
    return _card(await projects.project(session, person, draft.subject_id, now=now), person, t)


register(FormKind(name=CARD, title_key="project-form", questions=_card_questions, finish=_save, cancel_screen="team"))
register(
    FormKind(
        name=SUPPORT,
        title_key="project-support-form",
        questions=_support_questions,
        finish=_record,
        cancel_screen="team_life",
    )
)
