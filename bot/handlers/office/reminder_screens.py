"""What the office sees of reminders: the rules, one rule with what it comes to, the schedule."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton

from bot.db.models import ReminderRule
from bot.domain.paging import page_count
from bot.domain.reminder_rules import AUDIENCES, DAY, EVENT, HOUR, Audience, Subject
from bot.handlers.callbacks import Open, PageNumber, RowId
from bot.handlers.keyboards import Row, back_to, button, keyboard, page_row
from bot.handlers.office.broadcast_callbacks import BroadcastDo
from bot.handlers.screens import Screen
from bot.services.reminder_office import Line, Planned, Target
from bot.texts import Translate, join_lines

PAGE = 8
_SHOWN = 6
_LABEL = 48


class RulesPage(CallbackData, prefix="rlp"):
    """A page of the rules."""

    page: PageNumber


class RuleAct(CallbackData, prefix="rla"):
    """``act`` on a rule: open, offsets, words-ru, words-en, usual, on, off, save."""

    act: str
    rule: RowId


class RuleNew(CallbackData, prefix="rln"):
    """A new rule: ``target`` is a place in the list of what rules can be about; then whom it is for."""

    target: PageNumber
    audience: Audience | None = None


class SchedulePage(CallbackData, prefix="scp"):
    """A page of the schedule."""

    page: PageNumber


class ScheduleLine(CallbackData, prefix="scl"):
    """Keep a line back, or let it go. ``act``: hold, go; ``kind``: reminder, waiting."""

    act: str
    kind: str
    line: RowId
    page: PageNumber = 0


def rule_list(rules: Sequence[ReminderRule], page: int, t: Translate) -> Screen:
    """All rules of the season, paged."""
    pages = page_count(len(rules), PAGE)
    page = min(max(page, 0), pages - 1)
    rows: list[Row] = [
        [button(_short(("✅ " if rule.enabled else "🔕 ") + rule_name(rule, t)), RuleAct(act="open", rule=rule.id))]
        for rule in rules[page * PAGE : (page + 1) * PAGE]
    ]
    rows.append(page_row(t, page=page, pages=pages, data=lambda number: RulesPage(page=number)))
    rows.append([button(t.plain("rules-new"), Open(screen="rule_new"))])
    rows.append([button(t.plain("rules-schedule"), Open(screen="schedule"))])
    rows.append([back_to("office", t)])
    return Screen(t("rules-list", count=len(rules)), keyboard(rows))


def _short(text: str) -> str:
    return text if len(text) <= _LABEL else text[: _LABEL - 1].rstrip() + "…"


def rule_name(rule: ReminderRule, t: Translate) -> str:
    """«Мероприятие · Региональная школа → родители», without markup."""
    about = target_name(Target(subject=rule.subject, event_kind=rule.event_kind, role=rule.role, stage=rule.stage), t)
    return t.plain("rule-name", about=about, audience=t.plain(f"rule-audience-{rule.audience}"))


def target_name(target: Target, t: Translate) -> str:
    """What a rule is about, without markup."""
    if target.event_kind is not None:
        kind = t.plain(f"event-ask-kind-{target.event_kind}")
        if target.subject is Subject.DOCUMENTS:
            return f"{t.plain(f'rule-subject-{target.subject}')} · {kind}"
        return f"{kind} · {_stage(target.stage, t)}" if target.stage is not None else kind
    subject = t.plain(f"rule-subject-{target.subject}")
    return f"{subject} · {t.plain(f'rule-role-{target.role}')}" if target.role is not None else subject


def _stage(code: str, t: Translate) -> str:
    return t.plain(f"rule-stage-{code}") if t.has(f"rule-stage-{code}") else code


def offsets_text(offsets: Sequence[int], t: Translate) -> str:
    """«за 3 дня, за день, за 2 часа», without markup."""
    return ", ".join(_before(minutes, t) for minutes in offsets) if offsets else t.plain("rule-offsets-own")


def _before(minutes: int, t: Translate) -> str:
    if minutes % DAY == 0:
        return t.plain("event-office-days-before", days=minutes // DAY)
    if minutes % HOUR == 0:
        return t.plain("event-office-hours-before", hours=minutes // HOUR)
    return t.plain("rule-minutes-before", minutes=minutes)


def preview(found: Sequence[Planned], t: Translate) -> str:
    """«Кому и когда придёт»: the first dates with what they are about and for how many."""
    if not found:
        return t("rule-preview-none")
    lines = [t("rule-preview-line", when=one.due, title=one.about.title, people=one.people) for one in found[:_SHOWN]]
    rest = len(found) - len(lines)
    return t("rule-preview", lines=join_lines(lines)) + ("\n" + t("rule-preview-rest", count=rest) if rest else "")


def rule_card(rule: ReminderRule, found: Sequence[Planned], t: Translate, *, note: str = "") -> Screen:
    """A rule with what it comes to and what can be changed."""
    words = rule.words or {}
    blocks = [
        note,
        t("rule-card", name=rule_name(rule, t), offsets=offsets_text(rule.offsets, t), enabled=rule.enabled),
        t("rule-words", words=str(words.get("ru") or words.get("en"))) if words else t("rule-words-usual"),
        preview(found, t) if rule.enabled else "",
    ]

    def act(name: str) -> InlineKeyboardButton:
        return button(t.plain(f"rule-do-{name}"), RuleAct(act=name, rule=rule.id))

    rows: list[Row] = [[act("offsets")], [act("words-ru"), act("words-en")]]
    if words:
        rows.append([act("usual")])
    rows += [[act("off" if rule.enabled else "on")], [back_to("reminders", t)]]
    return Screen("\n\n".join(block for block in blocks if block), keyboard(rows))


def question(key: str, t: Translate, back: InlineKeyboardButton, **arguments: Any) -> Screen:
    """Something to be typed."""
    return Screen(t(key, **arguments), keyboard([[back]]))


def proposal(rule: ReminderRule, found: Sequence[Planned], rule_id: int, t: Translate) -> Screen:
    """What would be saved, before it is."""
    words = (rule.words or {}).get("ru") or (rule.words or {}).get("en")
    blocks = [
        t("rule-proposal", name=rule_name(rule, t), offsets=offsets_text(rule.offsets, t)),
        t("rule-words", words=str(words)) if words else "",
        preview(found, t),
    ]
    no = RuleAct(act="open", rule=rule_id) if rule_id else Open(screen="reminders")
    rows = [
        [button(t.plain("rule-do-save"), RuleAct(act="save", rule=rule_id))],
        [button(t.plain("button-cancel"), no)],
    ]
    return Screen("\n\n".join(block for block in blocks if block), keyboard(rows))


def target_choice(targets: Sequence[Target], t: Translate) -> Screen:
    """What the new rule is about."""
    rows: list[Row] = [
        [button(_short(target_name(target, t)), RuleNew(target=number))] for number, target in enumerate(targets)
    ]
    return Screen(t("rule-new-about"), keyboard([*rows, [back_to("reminders", t)]]))


def audience_choice(number: int, target: Target, t: Translate) -> Screen:
    """Whom it is for."""
    rows: list[Row] = [
        [button(t.plain(f"rule-audience-{audience}"), RuleNew(target=number, audience=audience))]
        for audience in AUDIENCES[target.subject]
    ]
    text = t("rule-new-whom", about=target_name(target, t))
    return Screen(text, keyboard([*rows, [back_to("rule_new", t)]]))


def schedule(lines: Sequence[Line], kinds: Mapping[str, int], page: int, t: Translate) -> Screen:
    """What is to leave, day by day, with a button for each line."""
    pages = page_count(sum(kinds.values()), PAGE)
    rows: list[Row] = [page_row(t, page=page, pages=pages, data=lambda number: SchedulePage(page=number))]
    if not lines:
        return Screen(t("schedule-empty"), keyboard([[back_to("office", t)]]))
    shown: list[str] = []
    day: date | None = None
    buttons: list[InlineKeyboardButton] = []
    for number, line in enumerate(lines, start=page * PAGE + 1):
        local = line.due.astimezone(ZoneInfo(t.home_zone))
        if local.date() != day:
            day = local.date()
            shown += ["", t("schedule-day", day=t.day(day))]
        shown.append(_line(line, number, local, t))
        buttons.append(_line_button(line, number, page, t))
    rows = [buttons[start : start + 4] for start in range(0, len(buttons), 4)] + rows
    rows += [[button(t.plain("schedule-rules"), Open(screen="reminders"))], [back_to("office", t)]]
    return Screen(_head(kinds, t) + "\n" + "\n".join(shown), keyboard(rows))


def _head(kinds: Mapping[str, int], t: Translate) -> str:
    reminders, broadcasts, waiting = (kinds.get(kind, 0) for kind in ("reminder", "broadcast", "waiting"))
    return t("schedule", reminders=reminders, broadcasts=broadcasts, waiting=waiting)


def _line(line: Line, number: int, local: datetime, t: Translate) -> str:
    match line.kind:
        case "reminder":
            what = _reminder_name(line, t)
        case "broadcast":
            what = t.plain("schedule-broadcast", number=line.id)
        case _:
            what = t.plain("schedule-waiting", priority=line.priority.name.lower() if line.priority is not None else "")
    return t("schedule-line", number=number, time=f"{local:%H:%M}", what=what, people=line.people, held=line.held)


def _reminder_name(line: Line, t: Translate) -> str:
    """«выезд · Смена в «Артеке» → родители», without markup."""
    rule = line.rule
    if rule is None:
        return t.plain("schedule-reminder")
    if not line.title:
        return rule_name(rule, t)
    about = line.title
    if rule.stage is not None:
        about = f"{_stage(rule.stage, t)} · {about}"
    elif rule.subject is Subject.DOCUMENTS or (rule.event_kind is None and rule.code != EVENT):
        about = f"{t.plain(f'rule-subject-{rule.subject}')} · {about}"
    return t.plain("rule-name", about=about, audience=t.plain(f"rule-audience-{rule.audience}"))


def _line_button(line: Line, number: int, page: int, t: Translate) -> InlineKeyboardButton:
    if line.kind == "broadcast":
        return button(t.plain("schedule-open", number=number), BroadcastDo(act="open", id=line.id))
    act = "go" if line.held else "hold"
    return button(
        t.plain(f"schedule-{act}", number=number), ScheduleLine(act=act, kind=line.kind, line=line.id, page=page)
    )
