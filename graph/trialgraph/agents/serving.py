"""The desk's answers as tools of the Model Context Protocol, over standard input and output."""

# ruff: noqa: PLC0415 - the protocol's package is an extra

from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from inspect import Parameter, Signature, getdoc, signature
from typing import TYPE_CHECKING, Annotated, Any

from trialgraph.agents.desk import Desk
from trialgraph.catalogue.card import find_card
from trialgraph.catalogue.effect_filters import FILTERS
from trialgraph.errors import BadParameter, EvidenceError, ExtraMissing

if TYPE_CHECKING:
    from mcp.server import MCPServer
    from mcp.server.mcpserver.tools import Tool as ProtocolTool

    from trialgraph.store import Place

Asked = Callable[..., str]

INSTRUCTIONS = (
    "Evidence of clinical trials in which every number keeps the sentence it was read from. "
    "Begin with find_effects; cite the sentence that get_effect gives. A verdict 'confirmed' "
    "means that the trial's own formal test was met; 'nominal' does not. What is not found is "
    "not in the documents held; that is no evidence of absence. Not medical advice."
)


def tools(desk: Desk) -> dict[str, Asked]:
    """Return the tools by name, each with the parameters that the catalogue knows."""
    filters = {name: one.parameter.meaning for name, one in FILTERS.items()}
    pooling = {
        one.name: one.meaning for one in find_card("pooled-effect").parameters if one.is_optional
    }
    return {
        "find_effects": _with_optional(desk.find_effects, filters),
        "get_trial": desk.get_trial,
        "get_effect": desk.get_effect,
        "resolve_term": desk.resolve_term,
        "pool_effects": _with_optional(desk.pool_effects, pooling),
        "schema_overview": desk.schema_overview,
        "run_sparql": desk.run_sparql,
    }


def described(place: "Place") -> list[dict[str, object]]:
    """Return the tools as ``trialgraph mcp --json`` prints them.

    Raises:
        StoreMissing: there is no store there.
        StoreFormat: it is another version's store.
    """
    desk = Desk(place)
    return [
        {"name": name, "description": getdoc(tool), "parameters": list(signature(tool).parameters)}
        for name, tool in tools(desk).items()
    ]


def _with_optional(tool: Asked, meanings: dict[str, str]) -> Asked:
    """Return a tool whose ``**`` parameters are named in its signature, each with its meaning."""
    from pydantic import Field

    @wraps(tool)
    def named(*args: object, **given: object) -> str:
        return tool(*args, **given)

    own = [one for one in signature(tool).parameters.values() if one.kind != Parameter.VAR_KEYWORD]
    optional = [
        Parameter(
            name,
            Parameter.KEYWORD_ONLY,
            default="",
            annotation=Annotated[str, Field(description=meaning)],
        )
        for name, meaning in meanings.items()
    ]
    named.__signature__ = Signature([*own, *optional], return_annotation=str)  # type: ignore[attr-defined]
    return named


def serve(place: "Place") -> None:
    """Answer an agent on standard input and output until it closes them.

    Raises:
        ExtraMissing: the package of the protocol is not installed.
        StoreMissing: there is no store there.
        StoreFormat: it is another version's store.
    """
    make = _server()
    desk = Desk(place)
    try:
        make(desk).run("stdio")
    finally:
        desk.close()


def _closed(tool: "ProtocolTool") -> "ProtocolTool":
    """Return a tool that refuses what it has no parameter for, rather than pass it over.

    A filter that is misspelled and passed over gives everything, as if it all fitted.
    """
    from pydantic import create_model, model_validator

    metadata = tool.fn_metadata
    known = [*tool.parameters.get("properties", {})]

    def refuse_unknown(given: dict[str, object]) -> dict[str, object]:
        unknown = sorted(set(given) - set(known))
        if unknown:
            message = f"found {', '.join(unknown)}, wanted some of {', '.join(known)}; {tool.name}"
            raise ValueError(f"{message} has no other parameters [{BadParameter.code}]")
        return given

    validator: Any = model_validator(mode="before")(refuse_unknown)
    arguments = create_model(
        metadata.arg_model.__name__,
        __base__=metadata.arg_model,
        __cls_kwargs__={"extra": "forbid"},
        __validators__={"refuse_unknown": validator},
    )
    closed = metadata.model_copy(update={"arg_model": arguments})
    schema = arguments.model_json_schema(by_alias=True)
    return tool.model_copy(update={"fn_metadata": closed, "parameters": schema})


def _server() -> "Callable[[Desk], MCPServer]":
    """Return what makes the server of a desk."""
    try:
        from mcp.server import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp.server.mcpserver.tools import Tool
        from mcp.types import ToolAnnotations
    except ImportError as error:
        raise ExtraMissing.of("mcp", "trialgraph mcp") from error

    def told(tool: Asked) -> Asked:
        """Return a tool whose deliberate errors reach the agent as words."""

        @wraps(tool)
        def run(*args: Any, **given: Any) -> str:  # noqa: ANN401 - whatever the tool takes
            try:
                return tool(*args, **given)
            except EvidenceError as error:
                hint = f"; {error.advice.hint}" if error.advice.hint else ""
                raise ToolError(f"{error}{hint} [{error.code}]") from error

        return run

    def made(desk: Desk) -> "MCPServer":
        reads = ToolAnnotations(read_only_hint=True, open_world_hint=False)
        listed = [
            Tool.from_function(told(one), name, annotations=reads, structured_output=False)
            for name, one in tools(desk).items()
        ]
        return MCPServer(
            "trialgraph",
            instructions=INSTRUCTIONS,
            version=version("trialgraph"),
            log_level="WARNING",
            tools=[_closed(one) for one in listed],
        )

    return made
