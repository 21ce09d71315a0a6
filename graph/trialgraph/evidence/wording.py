"""Words as they are compared: without capitals, accents and punctuation."""

import re
import unicodedata
from functools import lru_cache


@lru_cache(maxsize=1 << 12)
def folded(words: str) -> str:
    """Return words without capitals, accents and punctuation, with single spaces."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    kept = "".join(one for one in plain if not unicodedata.combining(one))
    return " ".join(re.findall(r"[^\W_]+", kept))
