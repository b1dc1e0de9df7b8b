"""What cannot be run on a developer's machine is at least read by its own parser."""

import configparser
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from bot.config import Settings
from bot.intake.webhook import PATH

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("file", ["compose.yaml", "compose.replicas.yaml"])
def test_compose_file_names_the_settings_of_the_bot(file: str) -> None:
    compose = yaml.safe_load((ROOT / "deploy" / file).read_text(encoding="utf-8"))
    names = {name.lower() for name in compose["services"]["bot"]["environment"]}
    assert names <= set(Settings.model_fields)
    assert compose["services"]["bot"]["build"]["dockerfile"] == "deploy/Dockerfile"


def test_replicas_share_a_server_and_a_webhook_behind_the_proxy() -> None:
    compose = yaml.safe_load((ROOT / "deploy" / "compose.replicas.yaml").read_text(encoding="utf-8"))
    bot, proxy = compose["services"]["bot"], compose["services"]["proxy"]
    assert bot["deploy"]["replicas"] > 1
    # Two replicas cannot have the same port of the machine: only the proxy is reached from outside.
    assert "ports" not in bot
    env = {"database_url": bot["environment"]["DATABASE_URL"], "webhook_url": "https://x", "webhook_secret": "s"}
    assert Settings(_env_file=None, **env).replicated
    [mounted] = [volume.split(":")[0] for volume in proxy["volumes"]]
    text = (ROOT / "deploy" / mounted).read_text(encoding="utf-8")
    assert f"location = {PATH} {{" in text
    assert f"http://bot:{bot['expose'][0]}" in text


def test_one_process_is_not_replicated() -> None:
    assert not Settings(_env_file=None, webhook_url="https://x", webhook_secret="s").replicated
    assert not Settings(_env_file=None, database_url="postgresql+asyncpg://x/y").replicated


def test_env_example_names_every_setting() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    public = {name.upper() for name in Settings.model_fields} - {"CLOCK_SHIFT"}
    assert {name for name in public if f"{name}=" not in text} == set()


def test_dockerfile_copies_what_the_program_reads() -> None:
    lines = (ROOT / "deploy" / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = {line.split()[1] for line in lines if line.startswith("COPY ") and "--from" not in line}
    assert copied == {"requirements.lock", "bot", "locales", "seasons"}
    assert all((ROOT / name).exists() for name in copied)


def test_systemd_unit_is_understood() -> None:
    unit = ROOT / "deploy" / "kadry-bot.service"
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys of units are case-sensitive
    parser.read(unit, encoding="utf-8")
    assert parser["Service"]["ExecStart"].endswith("-m bot run")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not on this machine")
def test_systemd_unit_passes_its_own_linter(tmp_path: Path) -> None:
    unit = (ROOT / "deploy" / "kadry-bot.service").read_text(encoding="utf-8")
    # The program is not installed in /opt here; the linter asks whether it can be run.
    copy = tmp_path / "kadry-bot.service"
    copy.write_text(unit.replace("/opt/kadry-bot/.venv/bin/python", "/bin/true"), encoding="utf-8")
    result = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True)
    assert "kadry-bot.service:" not in result.stderr
