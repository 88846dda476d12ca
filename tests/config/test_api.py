"""The whole API is as its description says, whatever is sent: Schemathesis asks."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.schemas import APIOperation, BaseSchema

from tcvm.config.wsgi import application
from tests.apps.members.api.conftest import Register, actors, register  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db

#: What a rule of the register refuses is well-formed all the same.
NOT_ASKED = ["positive_data_acceptance"]


@cache
def described() -> BaseSchema:
    """The description, as a program reads it."""
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


def operations() -> dict[str, APIOperation]:
    """Every operation by its id."""
    found = (one.ok() for one in described().get_all_operations())
    return {one.definition.raw["operationId"]: one for one in found}


def test_look(register):
    print(list(operations()))
    import time
    from schemathesis.checks import CHECKS
    print(CHECKS.get_all_names())
    token = register.program("administrator").token
    for name, one in operations().items():
        t=time.time(); n=[0]; st_=[]
        strategies = [one.as_strategy(generation_mode=mode) for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)]
        @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate], database=None, derandomize=True)
        @given(case=st.one_of(*strategies))
        def ask(case):
            n[0]+=1
            real = {"network": register.actors.network_a.code, "member": register.member.code, "organisation": register.actors.organisation_a.code, "person": register.person.code, "code":"x"}
            if case.meta.generation.mode is GenerationMode.POSITIVE:
                case.path_parameters = {k: real[k] for k in case.path_parameters or {}}
            r = case.call(headers={"Authorization": f"Bearer {token}"})
            st_.append(r.status_code)
            from schemathesis.checks import CHECKS
            case.validate_response(r, excluded_checks=[c for c in CHECKS.get_all() if c.__name__ in NOT_ASKED])
        try:
            ask()
        except BaseException as e:
            print("FAIL", name, type(e), str(e)[:1500])
            for x in getattr(e, "exceptions", []): print("   ", type(x), str(x)[:1500])
        from collections import Counter
        print(name, n, round(time.time()-t,2), Counter(st_))
