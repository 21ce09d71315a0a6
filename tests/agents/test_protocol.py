"""The protocol's own client finds the tools and gets the desk's answers over stdio."""

import asyncio
import json
import os
import sys
from collections.abc import Awaitable, Callable
from importlib.util import find_spec
from typing import Any

import pytest

from trialgraph.agents import Desk, tools
from trialgraph.catalogue.effect_filters import FILTERS
from trialgraph.cli import main
from trialgraph.errors import ExtraMissing
from trialgraph.store import Reader

SECONDS = 120  # a hang ends
needs_package = pytest.mark.skipif(
    find_spec("mcp") is None, reason="the extra mcp is not installed"
)


def asked(store: Reader, work: Callable[[Any], Awaitable[Any]]) -> Any:  # noqa: ANN401 - of an extra
    """Return what work with a client of ``trialgraph mcp`` gives."""
    from mcp import Client, StdioServerParameters, stdio_client  # noqa: PLC0415 - an extra

    arguments = ["-P", "-m", "trialgraph", "mcp", "--store", str(store.path)]
    server = StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ))

    async def run() -> Any:  # noqa: ANN401 - as above
        async with asyncio.timeout(SECONDS), Client(stdio_client(server)) as client:
            return await work(client)

    return asyncio.run(run())


@needs_package
def test_the_tools_are_listed_with_what_their_parameters_mean(example_reader: Reader) -> None:
    async def work(client: Any) -> Any:  # noqa: ANN401 - of an extra
        return (await client.list_tools()).tools

    found = {tool.name: tool for tool in asked(example_reader, work)}
    assert set(found) == {
        "find_effects", "get_trial", "get_effect", "resolve_term", "pool_effects",
        "schema_overview", "run_sparql",
    }  # fmt: skip
    properties = found["find_effects"].input_schema["properties"]
    assert list(properties) == ["limit", "cursor", *FILTERS]
    assert properties["adds"]["description"] == FILTERS["adds"].parameter.meaning
    assert all(tool.annotations.read_only_hint for tool in found.values())
    assert all(tool.description for tool in found.values())
    assert not any(tool.input_schema["additionalProperties"] for tool in found.values())


@needs_package
def test_answers_and_errors_are_those_of_the_desk(example_reader: Reader, desk: Desk) -> None:
    async def work(client: Any) -> Any:  # noqa: ANN401 - of an extra
        told = await client.call_tool("find_effects", {"adds": "Perjeta", "limit": 2})
        wrong = await client.call_tool("get_trial", {"trial": "NOSUCH"})
        query = await client.call_tool("run_sparql", {"query": "ASK { ?t a :Trial }"})
        return told, wrong, query

    told, wrong, query = asked(example_reader, work)
    assert told.content[0].text == desk.find_effects(limit=2, adds="Perjeta")
    assert not told.is_error
    assert wrong.is_error
    assert "[unknown-name]" in wrong.content[0].text
    assert "true" in query.content[0].text


@needs_package
def test_a_parameter_that_a_tool_lacks_is_refused(example_reader: Reader) -> None:
    async def work(client: Any) -> Any:  # noqa: ANN401 - of an extra
        filtered = await client.call_tool("find_effects", {"bogus": 1, "adds": "Perjeta"})
        named = await client.call_tool("get_trial", {"trial": "PRECIOUS", "name": "x"})
        return filtered, named

    filtered, named = asked(example_reader, work)
    assert filtered.is_error
    assert "found bogus, wanted some of limit, cursor," in filtered.content[0].text
    assert "[bad-parameter]" in filtered.content[0].text
    assert named.is_error
    assert "found name, wanted some of trial" in named.content[0].text


def test_the_command_lists_its_tools(
    example_reader: Reader, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not main(["mcp", "--store", str(example_reader.path), "--json"])
    listed = json.loads(capsys.readouterr().out)["tools"]
    assert [tool["name"] for tool in listed] == list(tools(Desk(example_reader.path)))


def test_without_the_extra_the_command_says_how_to_install_it(
    example_reader: Reader, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    assert main(["mcp", "--store", str(example_reader.path)]) == 1
    told = capsys.readouterr().err
    assert "pip install 'trialgraph[mcp]'" in told
    assert f"[{ExtraMissing.code}]" in told
