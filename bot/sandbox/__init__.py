"""A stand-in for Telegram on this machine: the Bot API over HTTP, and people with phones. Imports nothing of the bot."""

from .client import Phone, SandboxClient
from .objects import Button, Screen, ScreenMessage, Toast
from .server import RunningServer, Sandbox, serve

__all__ = ["Button", "Phone", "RunningServer", "Sandbox", "SandboxClient", "Screen", "ScreenMessage", "Toast", "serve"]
