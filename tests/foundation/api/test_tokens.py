"""Tokens: given, known again, confirmed, counted, ended."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tcvm.foundation.accounts.actions.decide_change import decide_change
from tcvm.foundation.accounts.actions.refusals import NotPermitted, Refused
from tcvm.foundation.accounts.models import Decision, PendingChange
from tcvm.foundation.api import tokens
from tcvm.foundation.api.actions.create_token import create_service_token, create_token
from tcvm.foundation.api.actions.revoke_token import revoke_token
from tcvm.foundation.api.models import Token
from tcvm.foundation.audit.models import Entry
from tcvm.foundation.tenancy.viewer import NetworkRole
from tests.actors import Actors, give
from tests.foundation.api.programs import Program, codes, program_of, token_of

pytestmark = pytest.mark.django_db

READS = frozenset({"account:read"})


def service(
    actors: Actors, actor: str = "administrator", role: str = "secretariat"
) -> tuple[Token, str]:
    """A service's token, as `actor` gives it in network A."""
    user = actors.named(actor)
    assert user is not None
    return create_service_token(
        name="đồng bộ",
        place=actors.network_a,
        role=role,
        scopes=READS,
        days=10,
        reason="Đồng bộ hằng đêm",
        actor=user,
        now=timezone.now(),
        today=timezone.localdate(),
    )


def test_the_text_is_kept_nowhere(actors: Actors) -> None:
    text = token_of(actors.clerk, "account:read")
    token = Token.objects.get(user=actors.clerk)
    assert token.digest == tokens.digest_of(text)
    assert text.startswith(token.prefix)
    kept = [str(value) for value in Token.objects.values().get().values()]
    kept += [str(one) for one in Entry.objects.values_list("changes", "subject_label_vi")]
    assert not any(text in one for one in kept)
    assert [one.verb for one in Entry.objects.all()] == ["token.created"]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "  "}, "name_missing"),
        ({"scopes": frozenset()}, "scope_missing"),
        ({"scopes": frozenset({"everything"})}, "scope_unknown"),
        ({"days": 366}, "days"),
        ({"days": 0}, "days"),
    ],
)
def test_a_token_has_a_purpose_and_an_end(
    actors: Actors, fields: dict[str, object], said: str
) -> None:
    given: dict[str, object] = {"name": "kho số liệu", "scopes": READS, "days": 365}
    with pytest.raises(Refused, match=said):
        create_token(**(given | fields), actor=actors.clerk, now=timezone.now())  # type: ignore[arg-type]
    assert not Token.objects.exists()
    assert not Entry.objects.exists()


def test_a_token_lets_in_until_it_expires(actors: Actors) -> None:
    before = timezone.now() - dt.timedelta(days=31)
    old = Program(token_of(actors.clerk, days=30, now=before))
    assert old.get("/me").status_code == 401
    assert Program(token_of(actors.clerk, days=32, now=before)).get("/me").status_code == 200


def test_a_token_taken_back_lets_nobody_in(actors: Actors) -> None:
    program = program_of(actors.clerk)
    assert program.get("/me").status_code == 200
    token = Token.objects.get()
    days = {"now": timezone.now(), "today": timezone.localdate()}
    with pytest.raises(NotPermitted):
        revoke_token(key=token.pk, actor=actors.administrator, **days)
    assert program.get("/me").status_code == 200
    revoke_token(key=token.pk, actor=actors.clerk, **days)
    assert codes(program.get("/me")) == [("token_missing", "Authorization")]
    with pytest.raises(Refused, match="token_revoked"):
        revoke_token(key=token.pk, actor=actors.clerk, **days)
    assert [one.verb for one in Entry.objects.order_by("pk")] == ["token.created", "token.revoked"]


def test_a_person_acts_with_the_roles_of_the_day(actors: Actors) -> None:
    program = program_of(actors.secretariat)
    assert program.get("/networks").status_code == 200
    role = actors.secretariat.roles.get()
    role.until = timezone.localdate()
    role.save()
    assert codes(program.get("/networks")) == [("role_missing", "Authorization")]
    assert program.get("/me").json()["roles"] == []


def test_who_may_no_longer_sign_in_acts_no_longer(actors: Actors) -> None:
    program = program_of(actors.clerk)
    actors.clerk.is_active = False
    actors.clerk.save()
    assert program.get("/me").status_code == 401


def test_a_token_is_good_for_its_scopes_alone(actors: Actors) -> None:
    program = program_of(actors.secretariat, "account:read")
    assert program.get("/me").status_code == 200
    answer = program.get("/networks")
    assert answer.status_code == 403
    assert codes(answer) == [("scope_missing", "Authorization")]
    assert answer.json()["problems"][0]["parameters"] == {"scope": "register:read"}


def test_a_service_waits_for_a_second_person(actors: Actors) -> None:
    token, text = service(actors)
    program = Program(text)
    assert program.get("/me").status_code == 401
    change = PendingChange.objects.get()
    given = {"key": change.pk, "now": timezone.now(), "today": timezone.localdate()}
    with pytest.raises(Refused, match="own_change"):
        decide_change(decision=Decision.CONFIRMED, actor=actors.administrator, **given)
    with pytest.raises(NotPermitted):
        decide_change(decision=Decision.CONFIRMED, actor=actors.auditor, **given)
    assert program.get("/me").status_code == 401
    decide_change(decision=Decision.CONFIRMED, actor=actors.board, **given)
    said = program.get("/me").json()
    assert said["identifier"] == f"service:{token.pk}"
    assert said["roles"] == [
        {"network": "mang-luoi-a", "organisation": None, "roles": ["secretariat"]}
    ]


def test_a_service_taken_back_meanwhile_is_not_confirmed(actors: Actors) -> None:
    token, text = service(actors)
    days = {"now": timezone.now(), "today": timezone.localdate()}
    revoke_token(key=token.pk, actor=actors.administrator, **days)
    key = PendingChange.objects.get().pk
    with pytest.raises(Refused, match="stale"):
        decide_change(key=key, decision=Decision.CONFIRMED, actor=actors.board, **days)
    assert Program(text).get("/me").status_code == 401
    assert PendingChange.objects.get().decision == Decision.WAITING


@pytest.mark.parametrize("actor", ["secretariat", "board", "auditor", "clerk", "outsider"])
def test_only_an_administrator_gives_services_tokens(actors: Actors, actor: str) -> None:
    with pytest.raises(NotPermitted):
        service(actors, actor)
    assert not Token.objects.exists()
    token, _text = service(actors)
    user = actors.named(actor)
    assert user is not None
    with pytest.raises(NotPermitted):
        revoke_token(key=token.pk, actor=user, now=timezone.now(), today=timezone.localdate())


def test_a_director_gives_a_reader_of_their_own(actors: Actors) -> None:
    given = {
        "name": "bảng số liệu",
        "scopes": READS,
        "days": 5,
        "reason": "",
        "actor": actors.director,
        "now": timezone.now(),
        "today": timezone.localdate(),
    }
    _token, text = create_service_token(place=actors.organisation_a, role="reader", **given)
    roles = Program(text).get("/me").json()["roles"]
    assert roles == [{"network": None, "organisation": "hoa-sen", "roles": ["reader"]}]
    with pytest.raises(NotPermitted):
        create_service_token(place=actors.organisation_b, role="reader", **given)
    with pytest.raises(Refused, match="unknown_role"):
        create_service_token(place=actors.organisation_a, role="board", **given)


def test_a_token_is_of_a_person_or_of_a_place(actors: Actors) -> None:
    token_of(actors.clerk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Token.objects.update(network=actors.network_a)
    with pytest.raises(IntegrityError), transaction.atomic():
        Token.objects.update(user=None)


def test_a_token_used_too_often_waits(actors: Actors, monkeypatch: pytest.MonkeyPatch) -> None:
    minute = dt.datetime(2026, 11, 24, 3, 0, 20, tzinfo=dt.UTC)
    monkeypatch.setattr(tokens, "USES_A_MINUTE", 2)
    monkeypatch.setattr("django.utils.timezone.now", lambda: minute)
    first, second = program_of(actors.clerk), program_of(actors.clerk)
    assert [first.get("/me").status_code for _ in range(3)] == [200, 200, 429]
    answer = first.get("/me")
    assert answer.headers["Retry-After"] == "40"
    assert codes(answer) == [("too_many_requests", "")]
    assert second.get("/me").status_code == 200, "another token has its own count"
    minute += dt.timedelta(minutes=1)
    assert first.get("/me").status_code == 200


def test_a_role_given_later_counts_at_once(actors: Actors) -> None:
    program = program_of(actors.analyst)
    body = {"text": "Đã gọi điện."}
    at = "/networks/mang-luoi-a/members/nobody/notes"
    assert codes(program.post(at, body)) == [("role_missing", "Authorization")]
    give(actors.analyst, actors.network_a, NetworkRole.SECRETARIAT)
    assert program.post(at, body).status_code == 404
