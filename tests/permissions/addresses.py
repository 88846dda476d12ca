"""Every address of the platform, from its URL map, with a sample of what stands in it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.actors import Actors


def names(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, set[str]]]:
    """The full name of every address, with the names of the values that stand in it.

    One without a name is given as what its pattern says, in `<>`: no rule can open it.
    """
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            yield from names(one, inner)
        elif isinstance(one, URLPattern):
            name = f"{space}{one.name}" if one.name else f"<{one.pattern}>"
            yield name, set(one.pattern.regex.groupindex) | set(one.pattern.converters)


def samples(actors: Actors) -> dict[str, str | int]:
    """A value for each name that stands in an address, of what is organisation A's or network A's.

    A room that brings a new kind of value adds it here: the matrix fails until it does.
    """
    return {
        "network": actors.network_a.code,
        "register": actors.network_a.code,
        "organisation": actors.organisation_a.code,
        "key": 1,
        "pk": 1,
        "token": "not-a-token",
        "uidb36": "1",
        "code": "oss",
        "address": "no-such-round",
        "format_": "xlsx",
        "member": "no-such-member",
        "import_key": 1,
        "row_number": 1,
        "export_key": "00000000-0000-4000-8000-000000000001",
        "job_key": "00000000-0000-4000-8000-000000000001",
        "kind": "organisation",
        "one": "no-such-member",
        "other": "no-other-member",
        "number": "GN-2026-0001",
        "part": "contact",
        "message": "accounts.invitation",
        "job": "00000000-0000-0000-0000-000000000000",
        "format": "csv",
        "identifier": "1",
        "rest": "no-such-operation",
        "person": "no-such-person",
        "step": "suspend",
        "file": "00000000-0000-0000-0000-000000000000",
    }


def address(name: str, wanted: set[str], values: dict[str, str | int]) -> str:
    """The address itself. Raises KeyError for a value that has no sample."""
    kwargs = {each: values[each] for each in wanted}
    if name == "account_reset_password_from_key":
        kwargs["key"] = "a-b"
    if name == "choose-language":
        kwargs["code"] = "vi"
    return reverse(name, kwargs=kwargs)
