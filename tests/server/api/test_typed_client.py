"""A typed client can be made of the OpenAPI document, and runs the README's example."""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import httpx
import pytest

README = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
USUAL = "http://127.0.0.1:8080"
SECONDS = 300


@pytest.fixture(scope="module")
def client(api: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a client made of the document."""
    if find_spec("openapi_python_client") is None:
        pytest.skip("openapi-python-client is not installed: it is in the group test")
    folder = tmp_path_factory.mktemp("client")
    document = httpx.get(f"{str(api.base_url).removesuffix('/api/v1/')}/openapi.json").json()
    (folder / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    (folder / "settings.yml").write_text("post_hooks: []\n", encoding="utf-8")
    told = run(
        folder,
        *("-m", "openapi_python_client", "generate", "--path", "openapi.json"),
        *("--config", "settings.yml", "--output-path", "made"),
    )
    assert "Error" not in told
    return folder / "made"


def run(folder: Path, *arguments: str) -> str:
    """Return what a Python program prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_of_the_readme_runs(api: httpx.Client, client: Path) -> None:
    found = re.search(
        r"```python\n(from trialgraph_client .*?)```\n+prints\n+```\n(.*?)```", README, re.DOTALL
    )
    assert found is not None
    here = str(api.base_url).removesuffix("/api/v1/")
    assert run(client, "-c", found[1].replace(USUAL, here)) == found[2]


def test_every_operation_of_the_api_has_its_function(api: httpx.Client, client: Path) -> None:
    document = httpx.get(f"{str(api.base_url).removesuffix('/api/v1/')}/openapi.json").json()
    made = {file.stem.replace("_", "") for file in client.rglob("api/*/*.py")}
    for methods in document["paths"].values():
        for operation in methods.values():
            assert operation["operationId"].lower() in made


def test_the_curl_of_the_readme_is_answered(api: httpx.Client) -> None:
    asked = re.findall(rf"curl '{re.escape(USUAL)}/api/v1(/[^']+)'", README)
    assert asked
    for path in asked:
        answer = api.get(path)
        assert answer.status_code == 200, path
        assert answer.content
