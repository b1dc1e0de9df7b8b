"""Questionnaires: a list of questions becomes a dialogue that saves every answer, can be left and resumed.

A capability describes its form as a ``FormKind``, registers it and opens it with ``open_form``; the engine asks,
checks, keeps, shows the summary and calls ``finish``.
"""

from bot.handlers.forms.kinds import Finished, FormKind, Refused, register
from bot.handlers.forms.labels import option_label, question_label, question_text, shown_answer
from bot.handlers.forms.opening import FormStates, open_form
from bot.handlers.forms.router import router

__all__ = [
    "Finished",
    "FormKind",
    "FormStates",
    "Refused",
    "open_form",
    "option_label",
    "question_label",
    "question_text",
    "register",
    "router",
    "shown_answer",
]
