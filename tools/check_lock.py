"""The lock names no host and no option: any registry must be able to serve it, and every package has its hash."""

import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"


def problems(text: str) -> list[str]:
    """What is wrong with a lock file's text, one line each."""
    found = []
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if "://" in line:
            found.append(f"line {number} names a host")
        if line.startswith("--"):
            found.append(f"line {number} is an option of the installer")
        pinned = line and not line.startswith((" ", "#"))
        if pinned and ("==" not in line or "--hash=" not in "".join(lines[number : number + 1])):
            found.append(f"line {number} is not pinned with a hash: {line}")
    return found


def main() -> int:
    found = problems(LOCK.read_text(encoding="utf-8"))
    print("\n".join(f"requirements.lock: {problem}" for problem in found) or "lock: ok")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
