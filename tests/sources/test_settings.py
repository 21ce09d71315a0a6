"""Settings come from the environment, fit or are refused by name, and lead only over https."""

from pathlib import Path

import pytest

from trialgraph.errors import BadParameter
from trialgraph.sources.settings import SourceSettings, source_settings


def test_without_variables_the_public_services_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SourceSettings.model_fields:
        monkeypatch.delenv(f"TRIALGRAPH_{name.upper()}", raising=False)
    settings = source_settings()
    assert settings.ctgov_url == "https://clinicaltrials.gov/api/v2"
    assert settings.eutils_url.startswith("https://eutils.ncbi.nlm.nih.gov/")
    assert settings.europepmc_url.startswith("https://www.ebi.ac.uk/europepmc/")
    assert settings.cache is None


def test_variables_are_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TRIALGRAPH_CTGOV_URL", "https://mirror.example/api/")
    monkeypatch.setenv("TRIALGRAPH_NCBI_API_KEY", "s3cret")
    monkeypatch.setenv("TRIALGRAPH_CACHE", str(tmp_path))
    monkeypatch.setenv("TRIALGRAPH_FRESH_HOURS", "")
    settings = source_settings()
    assert settings.ctgov_url == "https://mirror.example/api"
    assert settings.ncbi_api_key.get_secret_value() == "s3cret"
    assert settings.cache == tmp_path
    assert settings.fresh_hours == 24


def test_a_key_is_not_shown() -> None:
    assert "s3cret" not in repr(source_settings(ncbi_api_key="s3cret"))


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8000/x", "http://localhost/x", "http://[::1]:8000", "https://a.b"]
)
def test_an_address_over_https_or_of_this_machine_is_taken(address: str) -> None:
    assert source_settings(eutils_url=address).eutils_url == address


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ctgov_url", "http://clinicaltrials.gov/api/v2"),
        ("ctgov_url", "http://10.0.0.1/"),
        ("ctgov_url", "file:///etc/passwd"),
        ("ctgov_url", "https://"),
        ("ctgov_url", "https://someone@elsewhere.example/"),
        ("ctgov_url", "https://elsewhere.example/?x=1"),
        ("ctgov_url", "http://["),
        ("contact", "someone\r\nX-Header: 1"),
        ("contact", "jemand@müller.example"),
        ("fresh_hours", "soon"),
        ("attempts", "0"),
        ("reply_seconds", "0"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"TRIALGRAPH_{name.upper()}", value)
    with pytest.raises(BadParameter, match=f"the value of TRIALGRAPH_{name.upper()} does not fit"):
        source_settings()
