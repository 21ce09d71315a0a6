"""What is shipped to run the service with is true: commands, options, variables, files."""

import configparser
import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from trialgraph.cli import app
from trialgraph.store.write_limits import WriteLimits

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "how-to" / "serve.md").read_text(encoding="utf-8")
COMMANDS = dict(typer.main.get_group(app).commands)
FILES = ["Dockerfile", "Dockerfile.dockerignore", "compose.yaml", "trialgraph.service"]


def refuse_unknown(words: list[str]) -> None:
    """Fail where a command line of ours names a command or an option that is not there."""
    command, *rest = words
    options = {name for one in COMMANDS[command].params for name in (*one.opts,)}
    unknown = [word for word in rest if word.startswith("--") and word not in options]
    assert unknown == [], command
    COMMANDS[command].make_context(command, list(rest), resilient_parsing=True)


def text(name: str) -> str:
    """Return a shipped file."""
    return (DEPLOY / name).read_text(encoding="utf-8")


def instructions() -> list[tuple[str, str]]:
    """Return the instructions of the Dockerfile with their arguments."""
    whole = text("Dockerfile").replace("\\\n", " ")
    lines = [line.strip() for line in whole.splitlines() if line.strip() and line[0] != "#"]
    return [(line.split()[0], line.partition(" ")[2].strip()) for line in lines]


def compose() -> dict[str, Any]:
    """Return the compose file."""
    found: dict[str, Any] = yaml.safe_load(text("compose.yaml"))
    return found


def unit() -> configparser.ConfigParser:
    """Return the systemd unit."""
    parser = configparser.ConfigParser(interpolation=None, comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(text("trialgraph.service"))
    return parser


def test_all_that_is_there_is_looked_at() -> None:
    assert sorted(file.name for file in DEPLOY.iterdir()) == sorted(FILES)


def test_the_image_copies_what_is_there_and_installs_by_hash() -> None:
    lines = instructions()
    stages = [words.split(" AS ")[1:] for name, words in lines if name == "FROM"]
    assert stages == [["wheel"], ["installed"], []]
    copied = [words.split() for name, words in lines if name == "COPY"]
    ours = [part for words in copied if not words[0].startswith("--from") for part in words[:-1]]
    assert [part for part in ours if not (ROOT / part).exists()] == []
    allowed = re.findall(r"^!(.+)$", text("Dockerfile.dockerignore"), re.MULTILINE)
    assert {part.split("/")[0] for part in ours} == {one.rstrip("/") for one in allowed}
    installs = re.findall(r"pip install ([^&]+)", " ".join(words for _, words in lines))
    assert len(installs) == 3
    assert all("--require-hashes" in one or "--no-index" in one for one in installs)


def test_the_image_runs_as_nobody_in_particular_and_tells_whether_it_is_ready() -> None:
    lines = instructions()
    last = lines[max(at for at, (name, _) in enumerate(lines) if name == "FROM") :]
    by_name = dict(last)
    assert by_name["USER"] == "trialgraph"
    assert "--uid 10001" in by_name["RUN"]
    (health,) = re.findall(r"CMD (\[.+\])$", by_name["HEALTHCHECK"])
    python, flag, program = json.loads(health)
    assert (python, flag) == ("python", "-c")
    assert "/readyz" in program
    compile(program, "HEALTHCHECK", "exec")
    assert json.loads(by_name["ENTRYPOINT"]) == ["trialgraph"]
    refuse_unknown(json.loads(by_name["CMD"]))


def test_the_compose_file_starts_a_command_that_is_there_beside_virtuoso() -> None:
    found = compose()
    ours, virtuoso = found["services"]["trialgraph"], found["services"]["virtuoso"]
    refuse_unknown(ours["command"])
    assert (DEPLOY / ours["build"]["context"] / ours["build"]["dockerfile"]).is_file()
    assert ours["environment"]["TRIALGRAPH_STORE"] == "http://virtuoso:8890/sparql"
    assert ours["ports"] == ["127.0.0.1:8080:8080"]
    assert "ports" not in virtuoso
    used = {one.split(":")[0] for of in (ours, virtuoso) for one in of["volumes"]}
    assert used == set(found["volumes"])
    secrets = [ours["environment"]["TRIALGRAPH_STORE_PASSWORD"], *virtuoso["environment"].values()]
    assert all(str(secret).startswith("${") for secret in secrets)


def test_the_unit_starts_a_command_that_is_there_and_may_do_little() -> None:
    service = unit()["Service"]
    program, *words = shlex.split(service["ExecStart"])
    assert program == "/opt/trialgraph/bin/trialgraph"
    refuse_unknown(words)
    wanted = {
        "NoNewPrivileges": "yes",
        "ProtectSystem": "strict",
        "DynamicUser": "yes",
        "KillMode": "mixed",
        "ReadWritePaths": "/var/lib/trialgraph",
        "StateDirectory": "trialgraph",
        "CapabilityBoundingSet": "",
    }
    assert {name: service[name] for name in wanted} == wanted
    assert service["MemoryMax"]
    places = [word for word in words if word.startswith("/")]
    assert places
    assert all(place.startswith("/var/lib/trialgraph/") for place in places)


@pytest.mark.parametrize("source", [*map(text, FILES), GUIDE], ids=[*FILES, "guide"])
def test_every_variable_of_ours_is_read_by_the_program(source: str) -> None:
    program = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "graph").rglob("*.py"))
    named = set(re.findall(r"\bTRIALGRAPH_[A-Z]+(?:_[A-Z]+)*", source))
    assert [name for name in named if name not in program] == []


def test_every_command_of_the_guide_is_there() -> None:
    written = GUIDE.replace("\\\n", " ")
    names = "|".join(COMMANDS)
    lines = re.findall(rf"(?:^|[ `/])trialgraph ((?:{names})\b[^`\n<]*)", written, re.MULTILINE)
    assert len(lines) > 8
    for line in lines:
        refuse_unknown(shlex.split(line))
    for option in re.findall(r"`(--[a-z-]+)", GUIDE):
        assert any(option in one.opts for one in COMMANDS["serve"].params), option


def test_proxies_take_bodies_as_large_as_the_service_does() -> None:
    megabytes = WriteLimits().octets // 1_000_000
    assert re.findall(r"client_max_body_size (\d+)m;", GUIDE) == [str(megabytes)]
    assert re.findall(r"max_size (\d+)MB", GUIDE) == [str(megabytes)]
    # A proxy must not give up before the service does.
    seconds = [int(one) for one in re.findall(r"proxy_read_timeout (\d+)s;", GUIDE)]
    assert max(seconds) >= WriteLimits().reading_seconds + WriteLimits().storing_seconds
