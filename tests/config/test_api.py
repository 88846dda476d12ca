"""The whole API is as its description says, whatever is sent: Schemathesis asks.

Every answer has a documented status, type, head and content, none is 5xx, and what the description
forbids is refused. A few requests for each operation run every time; ./test --soak sends hundreds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from tcvm.config.wsgi import application
from tests.apps.members.api.conftest import Register, actors, register  # noqa: F401 - fixtures
from tests.conftest import SOAK

if TYPE_CHECKING:
    from schemathesis.schemas import APIOperation, BaseSchema

pytestmark = pytest.mark.django_db

#: Requests for each operation and actor.
REQUESTS = {"administrator": 300, "clerk": 100} if SOAK else {"administrator": 3, "clerk": 1}
#: What a rule of the register refuses may be as the description has it.
NOT_ASKED = {"positive_data_acceptance"}


@pytest.fixture(autouse=True)
def _in_the_tests_transaction() -> Iterator[None]:
    """A request neither begins nor ends with a connection of its own, as with Django's client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@cache
def described() -> BaseSchema:
    """The description, as a program gets it."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@cache
def operations() -> dict[str, APIOperation]:
    """Every operation by its id."""
    found = (one.ok() for one in described().get_all_operations())
    return {one.definition.raw["operationId"]: one for one in found}


def named(register: Register) -> dict[str, str]:  # noqa: F811 - the fixture
    """What is there, for the names that stand in paths."""
    return {
        "network": register.actors.network_a.code,
        "member": register.member.code,
        "organisation": register.actors.organisation_a.code,
        "person": register.person.code,
        "code": "no-such-round",
    }


def ask(one: APIOperation, token: str, values: dict[str, str], requests: int) -> Counter[int]:
    """Send an operation requests that keep to its description and requests that do not."""
    load_all_checks()
    statuses: Counter[int] = Counter()
    left_out = [check for check in CHECKS.get_all() if check.__name__ in NOT_ASKED]
    modes = [one.as_strategy(generation_mode=mode) for mode in GenerationMode]

    @seed(2026)
    @settings(
        max_examples=requests,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(*modes))
    def asked(case: Case) -> None:
        assert case.meta is not None
        if case.meta.generation.mode is GenerationMode.POSITIVE:
            case.path_parameters = {name: values[name] for name in case.path_parameters}
            case.headers["Authorization"] = f"Bearer {token}"
        else:
            # Where what is wrong is the token itself, it stays wrong.
            case.headers.setdefault("Authorization", f"Bearer {token}")
        response = case.call()
        statuses[response.status_code] += 1
        case.validate_response(response, excluded_checks=left_out)

    asked()
    return statuses


@pytest.mark.parametrize("actor", ["administrator", "clerk"])
def test_every_operation_answers_as_described(
    register: Register,  # noqa: F811 - the fixture
    actor: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tcvm.foundation.api.tokens.USES_A_MINUTE", 10**9)
    token, values = register.program(actor).token, named(register)
    statuses: Counter[int] = Counter()
    for one in operations().values():
        statuses += ask(one, token, values, REQUESTS[actor])
    assert {200, 422} <= set(statuses), "some requests came through, some were refused"


def test_a_service_is_answered_as_described(
    register: Register,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tcvm.foundation.api.tokens.USES_A_MINUTE", 10**9)
    token, values = register.service().token, named(register)
    for name in ("members.ask_category", "members.write_note", "members.list"):
        ask(operations()[name], token, values, REQUESTS["clerk"])


def test_operations_follow_one_another(
    register: Register,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What one operation answers is sent to the next, as their descriptions link them."""
    monkeypatch.setattr("tcvm.foundation.api.tokens.USES_A_MINUTE", 10**9)
    token = register.program("administrator").token
    machine: Any = described().as_state_machine()
    left_out = [check for check in CHECKS.get_all() if check.__name__ in NOT_ASKED]

    class Program(machine):  # type: ignore[misc]
        def before_call(self, case: Case) -> None:
            case.headers["Authorization"] = f"Bearer {token}"

        def validate_response(self, response: Any, case: Case, **_more: Any) -> None:
            case.validate_response(response, excluded_checks=left_out)

    Program.run(
        settings=settings(
            max_examples=100 if SOAK else 2,
            stateful_step_count=8,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
    )
