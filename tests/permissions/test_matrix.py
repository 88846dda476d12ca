"""Every address × every standing actor: what the platform answers, held to a table people can read.

`matrix.csv` is the decision. Where a page is added or a rule changed on purpose, write it anew with
`TCVM_WRITE_MATRIX=1 pytest tests/permissions` and read the difference before committing it.
"""

import csv
import io
import os
import re
from pathlib import Path

import pytest
from django.db import connection
from django.http import HttpResponse
from django.urls import reverse

from tcvm.foundation.accounts import rules
from tcvm.foundation.accounts.rules import Answer
from tcvm.foundation.api.instance import instance
from tests.actors import NAMES, Actors, actors  # noqa: F401 - the fixture
from tests.conftest import SOAK
from tests.foundation.api.programs import Program, program_of
from tests.permissions.addresses import address, names, samples

TABLE = Path(__file__).with_name("matrix.csv")


def said(response: HttpResponse) -> str:
    """What an answer means for who may come: open, or how it is closed."""
    where = response.headers.get("Location", "").split("?")[0]
    if where == reverse("account_login") and "next=" in response.headers["Location"]:
        return "sign in"
    if where == reverse("mfa_index"):
        return "second factor"
    if where in (reverse("account_reauthenticate"), reverse("mfa_reauthenticate")):
        return "confirm"
    if response.status_code in (403, 405):
        return {403: "forbidden", 405: "not allowed"}[response.status_code]
    # Whether a page refuses or has nothing to show is said by its rule: see `observed`.
    return "not found" if response.status_code == 404 else "open"


def of_api(made: Actors) -> list[list[str]]:
    """The same of every operation of the API: what each actor's program is answered.

    Nothing is sent with it, so an operation that is open asks for what is missing.
    """
    programs = {name: program(made, name) for name in NAMES}
    lines = []
    for route, method, operation in sorted(
        instance().operations(), key=lambda one: str(one[2].operation_id)
    ):
        name = f"api:{operation.operation_id}"
        wanted = set(re.findall(r"<slug:(\w+)>", route))
        where = re.sub(r"<slug:(\w+)>", r"{\1}", route).format(
            **{each: samples(made)[each] for each in wanted}
        )
        answers = []
        for actor in NAMES:
            response = programs[actor].call(method, f"/{where}", key="")
            answer = {401: "token"}.get(response.status_code) or said(response)
            if answer == "not found" and allows(made, name, method, actor, set()):
                answer = "open"
            answers.append(answer)
        lines.append([name, method, *answers])
    return lines


def program(made: Actors, name: str) -> Program:
    """The actor's program, with a token that is good for everything; the public has none."""
    user = made.named(name)
    return Program() if user is None else program_of(user)


def observed(made: Actors) -> list[list[str]]:
    """The table as the platform answers now: GET and POST of every address, actor by actor.

    A sample may name nothing that exists: where the rule says yes, 404 is the page's own answer.
    """
    clients = {name: made.client(name) for name in NAMES}
    lines = []
    for name, wanted in sorted(names()):
        if rules.rules().of(name, "GET") is None and rules.rules().of(name, "POST") is None:
            continue
        where = address(name, wanted, samples(made))
        for method in ("GET", "POST"):
            answers = []
            for actor in NAMES:
                response = getattr(clients[actor], method.lower())(where)
                answer = said(response)
                if answer == "not found" and allows(made, name, method, actor, wanted):
                    answer = "open"
                answers.append(answer)
                if name == "account_logout":
                    clients[actor] = made.client(actor)
            lines.append([name, method, *answers])
    return lines


def allows(made: Actors, name: str, method: str, actor: str, wanted: set[str]) -> bool:
    """Whether the rule itself lets the actor in."""
    operation = rules.rules().of(name, method)
    if operation is None:
        return False
    place = rules.Place(
        network=made.network_a.pk if "network" in wanted else None,
        organisation=made.organisation_a.pk if "organisation" in wanted else None,
    )
    from django.utils import timezone

    return rules.answer(operation, made.viewer(actor), place, timezone.localdate()) is Answer.YES


def test_every_address_has_a_rule_and_every_rule_an_address() -> None:
    mapped = {name for name, _ in names()}
    mapped |= {f"api:{one.operation_id}" for _path, _method, one in instance().operations()}
    opened = rules.rules().addresses()
    assert sorted(mapped - opened) == [], "no operation of permissions.toml names these"
    assert sorted(opened - mapped) == [], "permissions.toml names what is not there"


@pytest.mark.django_db
def test_the_platform_answers_as_the_table_says(actors: Actors) -> None:  # noqa: F811
    if connection.vendor == "postgresql" and not SOAK:
        pytest.skip("thousands of pages, on PostgreSQL in ./test --soak: rules ask no database")
    found = [["address", "method", *NAMES], *observed(actors), *of_api(actors)]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(found)
    if os.environ.get("TCVM_WRITE_MATRIX"):
        TABLE.write_text(text.getvalue(), encoding="utf-8")
    assert text.getvalue().splitlines() == TABLE.read_text(encoding="utf-8").splitlines()


def test_the_auditor_only_reads() -> None:
    changing = [
        one.code
        for one in rules.table()
        if "auditor" in one.network
        and any(not address.startswith("GET ") for address in one.addresses)
        and one.code != "exchange.export"  # taking all data out changes none of it
    ]
    assert changing == []
