"""Files in memory: what people and the bot upload, found again by file_id; the size of an image from its header."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import struct
import zlib
from dataclasses import dataclass
from typing import Final

from .model import Json, StoredFile

_FOLDERS: Final = {
    "photo": "photos",
    "document": "documents",
    "voice": "voice",
    "video": "videos",
    "animation": "animations",
    "sticker": "stickers",
    "video_note": "video_notes",
    "audio": "music",
}
_EXTENSIONS: Final = {"photo": ".jpg", "voice": ".oga", "video": ".mp4", "sticker": ".webp", "video_note": ".mp4"}
_MIMES: Final = {"photo": "image/jpeg", "voice": "audio/ogg", "video": "video/mp4", "sticker": "image/webp"}


@dataclass(slots=True)
class Upload:
    """A file as it came in a request."""

    name: str
    content: bytes
    mime: str


class FileStore:
    """All files by id and by path. Equal contents are kept once and share `unique_id`."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._contents: dict[bytes, bytes] = {}

    def add(self, kind: str, upload: Upload, *, duration: int = 0) -> StoredFile:
        """Keep a file of the given kind (photo, document, voice …)."""
        digest = hashlib.sha256(upload.content).digest()
        content = self._contents.setdefault(digest, upload.content)
        serial = len(self._by_id)
        seed = hashlib.sha256(digest + kind.encode() + serial.to_bytes(8, "big")).digest()
        file_id = f"{_prefix(kind)}{base64.urlsafe_b64encode(seed).decode().rstrip('=')}"
        extension = _EXTENSIONS.get(kind) or mimetypes.guess_extension(upload.mime or "") or ""
        if kind == "document" and "." in upload.name:
            extension = "." + upload.name.rpartition(".")[2]
        if kind == "photo" and content.startswith(b"\x89PNG"):
            extension = ".png"
        width, height = image_size(content) or (0, 0)
        stored = StoredFile(
            file_id,
            f"AQAD{base64.urlsafe_b64encode(digest[:9]).decode()}",
            kind,
            f"{_FOLDERS.get(kind, 'documents')}/file_{serial}{extension}",
            content,
            upload.name,
            _mime(kind, upload),
            width,
            height,
            duration,
        )
        self._by_id[file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def get(self, file_id: str) -> StoredFile | None:
        """The file with this id."""
        return self._by_id.get(file_id)

    def at_path(self, path: str) -> StoredFile | None:
        """The file at this download path."""
        return self._by_path.get(path)


def _prefix(kind: str) -> str:
    return {"photo": "AgACAgIAAx", "document": "BQACAgIAAx", "voice": "AwACAgIAAx"}.get(kind, "CAACAgIAAx")


def _mime(kind: str, upload: Upload) -> str:
    given = upload.mime if upload.mime != "application/octet-stream" else ""
    if kind in _MIMES:
        return "image/png" if kind == "photo" and upload.content.startswith(b"\x89PNG") else _MIMES[kind]
    return given or mimetypes.guess_type(upload.name)[0] or "application/octet-stream"


def image_size(content: bytes) -> tuple[int, int] | None:
    """Width and height from the header of a PNG, JPEG, GIF or WebP (VP8X), None when it is none of them."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content[:6] in (b"GIF87a", b"GIF89a"):
        width, height = struct.unpack("<HH", content[6:10])
        return int(width), int(height)
    if content[:4] == b"RIFF" and content[8:16] == b"WEBPVP8X":
        return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    return _jpeg_size(content) if content.startswith(b"\xff\xd8") else None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    """Walks the segments to the start of frame (SOF0..SOF15 but DHT, JPG, DAC)."""
    at = 2
    while at + 9 <= len(content):
        if content[at] != 0xFF:
            return None
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return int(width), int(height)
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            at += 2
            continue
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None


def photo_sizes(file: StoredFile) -> list[Json]:
    """The PhotoSize list Telegram shows: a small and the full size (both are the same file here)."""
    width, height = file.width or 1, file.height or 1
    full = {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "width": width,
        "height": height,
        "file_size": len(file.content),
    }
    if max(width, height) <= 90:
        return [full]
    scale = 90 / max(width, height)
    small = {
        **full,
        "width": max(1, round(width * scale)),
        "height": max(1, round(height * scale)),
    }
    return [small, full]


def sample_png(width: int = 320, height: int = 240) -> bytes:
    """A small picture (a soft gradient), for people who send a photo without giving one."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        shade = y * 120 // height
        rows.extend(bytes((90 + shade, 140 + shade // 2, 200 - shade // 2)) * width)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b"")
    )
