"""Buttons under reminders: straight to what they remind of."""

from collections.abc import Mapping
from typing import Any

from aiogram.types import InlineKeyboardMarkup

from bot.handlers.callbacks import Open
from bot.handlers.events import EventAct
from bot.handlers.keyboards import button, keyboard
from bot.handlers.notices import notice_keyboard
from bot.texts import Translate


@notice_keyboard("reminder-application-draft")
@notice_keyboard("reminder-application-none")
def to_application(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«📝 К заявке»."""
    return keyboard([[button(t.plain("reminder-open-application"), Open(screen="apply"))]])


@notice_keyboard("reminder-guardian-consent")
def to_consents(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«К согласиям»."""
    return keyboard([[button(t.plain("reminder-open-consents"), Open(screen="privacy"))]])


@notice_keyboard("reminder-guardian-signature")
def to_child(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«Подписать»: for the guardian."""
    return keyboard([[button(t.plain("reminder-open-child"), Open(screen="child"))]])


@notice_keyboard("reminder-documents")
def to_documents(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«📄 Документы»: one's own."""
    return keyboard([[button(t.plain("documents-open"), EventAct(act="documents", event=int(args["event"])))]])


@notice_keyboard("reminder-documents-guardian")
def to_documents_of_child(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«👪 Мой ребёнок»: there may be several."""
    return keyboard([[button(t.plain("agenda-open-child"), Open(screen="child"))]])


@notice_keyboard("reminder-mentor-offer")
def to_offers(t: Translate, args: Mapping[str, Any]) -> InlineKeyboardMarkup:
    """«Ответить»."""
    return keyboard([[button(t.plain("reminder-open-teams"), Open(screen="teams"))]])
