"""Programs that call the API: each holds a token, as a person or as a service."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.test import Client
from django.utils import timezone

from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.models import User
from tcvm.foundation.api.actions.create_token import create_token

if TYPE_CHECKING:
    from django.http import HttpResponse

ROOT = "/api/v1"
_numbers = itertools.count(1)


def token_of(user: User, *scopes: str, days: int = 30, now: dt.datetime | None = None) -> str:
    """The text of a new token of `user`, good for `scopes` or for all there are."""
    _token, text = create_token(
        name="chương trình thử",
        scopes=frozenset(scopes or rules.rules().scopes),
        days=days,
        actor=user,
        now=now or timezone.now(),
    )
    return text


@dataclass
class Program:
    """Calls the API with a token, in a language; each POST with a key of its own."""

    token: str = ""
    language: str = "en"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def call(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        key: str | None = None,
        seen: str | None = None,
        **headers: str,
    ) -> HttpResponse:
        """The answer to one request; a POST gets a new key unless one is given, none for ""."""
        head = {"Accept-Language": self.language}
        if self.token:
            head["Authorization"] = f"Bearer {self.token}"
        if method == "POST" and key != "":
            head["Idempotency-Key"] = key or f"key-{next(_numbers)}"
        if seen is not None:
            head["If-Match"] = seen
        head |= {name.replace("_", "-"): value for name, value in headers.items()}
        content = {}
        if body is not None:
            text = body if isinstance(body, str | bytes) else json.dumps(body)
            content = {"data": text, "content_type": "application/json"}
        return self.client.generic(method, f"{ROOT}{path}", headers=head, **content)

    def get(self, path: str, **headers: Any) -> HttpResponse:
        """What GET answers."""
        return self.call("GET", path, **headers)

    def post(self, path: str, body: object, **more: Any) -> HttpResponse:
        """What POST answers."""
        return self.call("POST", path, body, **more)

    def put(self, path: str, body: object, **more: Any) -> HttpResponse:
        """What PUT answers."""
        return self.call("PUT", path, body, **more)


def program_of(user: User, *scopes: str, language: str = "en") -> Program:
    """A program that acts as `user`."""
    return Program(token_of(user, *scopes), language)


def codes(answer: HttpResponse) -> list[tuple[str, str]]:
    """The codes of an answer's problems, each with its place."""
    assert answer.headers["Content-Type"] == "application/problem+json", answer.content
    return [(one["code"], one["place"]) for one in answer.json()["problems"]]
