"""How the tests of this room change a store over HTTP, and what they look at."""

import httpx

from trialgraph.store.write_limits import WriteLimits

LIMITS = WriteLimits(octets=200_000, seconds=10, memory=512 * 1024**2)
UPDATE = {"content-type": "application/sparql-update"}
TURTLE = {"content-type": "text/turtle"}
BOMB = (
    '<!DOCTYPE r [<!ENTITY a0 "haha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + ']><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="a:">'
    '<r:Description r:about="a:s"><e:p>&a9;</e:p></r:Description></r:RDF>'
)


def code(answer: httpx.Response) -> tuple[int, str]:
    """Return the status and the code of a refusal."""
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["code"]


def update(client: httpx.Client, text: str, **parameters: str) -> httpx.Response:
    """Return the answer to an update."""
    return client.post("/sparql", content=text, headers=UPDATE, params=parameters)


def holds(client: httpx.Client, pattern: str) -> bool:
    """Tell whether a pattern has a match."""
    found: bool = client.get("/sparql", params={"query": f"ASK {{ {pattern} }}"}).json()["boolean"]
    return found
