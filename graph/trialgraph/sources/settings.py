"""Where the sources are, who asks, and how long is waited: variables of the environment."""

from ipaddress import ip_address
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from trialgraph.errors import BadParameter

_PREFIX = "TRIALGRAPH_"


def _is_this_machine(host: str) -> bool:
    """Tell whether a host name is a name of this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _base(address: str) -> str:
    """Return the address of a service without a slash at its end.

    Raises:
        ValueError: not https; plain http is only for a service on this machine.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    is_allowed = parts.scheme == "https" or (parts.scheme == "http" and _is_this_machine(host))
    if not (is_allowed and host and not parts.username and not parts.query and not parts.fragment):
        raise ValueError("wanted an https address without user and query")
    return address.rstrip("/")


def _contact(words: str) -> str:
    """Return an e-mail address as given.

    Raises:
        ValueError: what cannot stand in a header.
    """
    if not words.isascii() or not words.isprintable():
        raise ValueError("wanted an e-mail address in ASCII")
    return words.strip()


Base = Annotated[str, AfterValidator(_base)]


class SourceSettings(BaseSettings):
    """How the sources are asked; each field is a variable ``TRIALGRAPH_...``.

    Attributes:
        ctgov_url: ClinicalTrials.gov API v2.
        eutils_url: NCBI E-utilities.
        europepmc_url: Europe PMC, articles.
        ctgov_per_minute: how often it is asked; it refuses for a while at about 50.
        ncbi_api_key: of the E-utilities; allows ten requests a second instead of three.
        contact: e-mail address at which the sources can reach who asks.
        cache: folder of the replies; beside the store when not set.
        fresh_hours: so long a kept reply is used without asking again.
        attempts: how often one request is made before it has failed.
        retry_seconds: first pause before the next attempt; it doubles.
        longest_wait_seconds: the longest pause that a source may ask for.
        reply_seconds: for one reply, from first to last byte.
        total_seconds: for one request with all its attempts.
        reply_megabytes: the largest reply that is read.
    """

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX, frozen=True, extra="ignore", env_ignore_empty=True
    )

    ctgov_url: Base = "https://clinicaltrials.gov/api/v2"
    eutils_url: Base = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
    europepmc_url: Base = "https://www.ebi.ac.uk/europepmc/webservices/rest"
    ctgov_per_minute: int = Field(default=45, ge=1, le=6000)
    ncbi_api_key: SecretStr = SecretStr("")
    contact: Annotated[str, AfterValidator(_contact)] = ""
    cache: Path | None = None
    fresh_hours: float = Field(default=24, ge=0)
    attempts: int = Field(default=5, ge=1, le=20)
    retry_seconds: float = Field(default=1, ge=0, le=60)
    longest_wait_seconds: float = Field(default=120, ge=0, le=3600)
    reply_seconds: float = Field(default=60, gt=0, le=3600)
    total_seconds: float = Field(default=600, gt=0, le=86_400)
    reply_megabytes: float = Field(default=100, gt=0, le=2000)


def source_settings(**given: object) -> SourceSettings:
    """Return the settings of the environment, some of them given by name instead.

    Raises:
        BadParameter: a variable has a value that does not fit.
    """
    try:
        return SourceSettings.model_validate(given) if given else SourceSettings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = _PREFIX + "_".join(map(str, first["loc"])).upper()
        raise BadParameter(
            f"the value of {name} does not fit: {first['msg']}; set another or unset it"
        ) from None
