"""Two members found to be one are merged by a person's choice, and parted again."""

import pytest
from django.http import Http404
from django.utils import timezone

from tcvm.apps.exchange.actions.merge_doubles import merge_doubles, part_doubles
from tcvm.apps.exchange.doubles import pairs
from tcvm.apps.exchange.models import Double
from tcvm.apps.exchange.refusals import Refused
from tcvm.apps.members.actions.admit import admit
from tcvm.apps.members.public import members_on
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.scoring.scheme import Category
from tcvm.foundation.tenancy.models import Organisation
from tests.apps.exchange.conftest import SINCE, Desk, listed, workbook
from tests.apps.members.conftest import resolution

pytestmark = pytest.mark.django_db
ORGANISATION = MemberKind.ORGANISATION


def twice(desk: Desk) -> tuple[str, str]:
    """The same fund, entered twice."""
    kept = desk.member("Quỹ hỗ trợ phụ nữ Sông Đào", phone="0211222333")
    other = desk.member("Quỹ HTPN Sông Đào", phone="0211 222 333", email="quy@song-dao.vn")
    return kept.code, other.code


def merge(desk: Desk, kept: str, absorbed: str, reason: str = "Nhập hai lần") -> Double:
    return merge_doubles(
        network=desk.network,
        kind=ORGANISATION,
        kept=kept,
        absorbed=absorbed,
        taken_over=["email"],
        reason=reason,
        actor=desk.secretariat,
        now=timezone.now(),
        today=SINCE,
    )


def members(desk: Desk) -> list[str]:
    found = members_on(desk.network, SINCE, viewer=desk.secretariat, today=SINCE)
    return sorted(one.code for one in found)


def test_a_pair_is_found_merged_and_parted(desk: Desk) -> None:
    kept, absorbed = twice(desk)
    (pair,) = pairs(desk.network, ORGANISATION, desk.secretariat)
    assert {pair.one.code, pair.other.code} == {kept, absorbed}
    made = merge(desk, kept, absorbed)
    assert members(desk) == [kept]
    assert not pairs(desk.network, ORGANISATION, desk.secretariat)
    profiles = Organisation.objects.get(code=kept).profiles
    assert profiles.get(pk=made.profile).email == "quy@song-dao.vn"
    part_doubles(key=made.pk, reason="Là hai", actor=desk.secretariat, now=timezone.now())
    assert members(desk) == sorted([kept, absorbed])
    assert profiles.order_by("pk").last().annulled  # type: ignore[union-attr]
    with pytest.raises(Refused, match="parted"):
        part_doubles(key=made.pk, reason="Là hai", actor=desk.secretariat, now=timezone.now())


def test_an_import_meets_the_one_that_stands_for_both(desk: Desk) -> None:
    kept, absorbed = twice(desk)
    merge(desk, kept, absorbed)
    rows = listed([1, "Quỹ HTPN Sông Đào", "", "Quỹ xã hội", "", "", "", "", ""])
    one = desk.checked(workbook(rows))
    assert [found.code for found in one.rows.get().candidates.all()] == [kept]


def test_what_was_admitted_again_is_not_parted(desk: Desk) -> None:
    kept, absorbed = twice(desk)
    made = merge(desk, kept, absorbed)
    admit(
        network=desk.network,
        member=Organisation.objects.get(code=absorbed),
        category=Category.OBSERVER,
        since=SINCE,
        decision=resolution(),
        actor=desk.secretariat,
        now=timezone.now(),
    )
    with pytest.raises(Refused, match="built_on"):
        part_doubles(key=made.pk, reason="Là hai", actor=desk.secretariat, now=timezone.now())
    made.refresh_from_db()
    assert made.undone_at is None


def test_what_cannot_be_merged_is_refused(desk: Desk) -> None:
    kept, absorbed = twice(desk)
    with pytest.raises(Refused, match="same_entry"):
        merge(desk, kept, kept)
    with pytest.raises(Refused, match="reason_missing"):
        merge(desk, kept, absorbed, reason=" ")
    with pytest.raises(Http404):
        merge(desk, kept, "no-such-member")
    made = merge(desk, kept, absorbed)
    for name in ("outsider", "auditor", "clerk", "public"):
        with pytest.raises(Http404):
            part_doubles(
                key=made.pk, reason="x", actor=desk.actors.viewer(name), now=timezone.now()
            )
    assert members(desk) == [kept]
