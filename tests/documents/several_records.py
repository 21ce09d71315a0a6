"""Made-up records of a registry, one by one, as its files hold them."""

import json


def study(number: int, **more: object) -> bytes:
    values = {"identificationModule": {"nctId": f"NCT{number:08}", "briefTitle": f"No. {number}"}}
    return json.dumps({"protocolSection": values, **more}).encode()


def line(number: int) -> bytes:
    return json.dumps(
        {"Clinical Trial ID": f"NCT{number:08}", "Intervention": ["a [b] {c}"]}
    ).encode()


STUDIES = [study(number) for number in (1, 2, 3)]
