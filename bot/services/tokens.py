"""The secrets that one-time links end with: shown once, kept as a hash, so that who reads the database has no link."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

_BYTES = 24


@dataclass(frozen=True, slots=True)
class Issued:
    """A new link: ``token`` is what its address ends with, and is kept nowhere."""

    token: str
    expires_at: datetime


def new() -> str:
    """A token nobody can guess: 32 characters that may stand in a start link."""
    return secrets.token_urlsafe(_BYTES)


def hashed(token: str) -> str:
    """SHA-256 of the token, hexadecimal: what the database keeps."""
    return hashlib.sha256(token.encode()).hexdigest()
