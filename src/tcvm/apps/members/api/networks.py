"""Networks, the decisions of their bodies, and how many members they have on a day."""

import datetime as dt

from django.utils.translation import gettext_noop as _
from ninja import Query, Router
from pydantic import Field

from tcvm.apps.members import public, queries
from tcvm.apps.members.api import found
from tcvm.apps.members.api.values import DecisionShown
from tcvm.domain.membership.counts import Tally
from tcvm.foundation.api.asked import Asked
from tcvm.foundation.api.paging import part_of_rows
from tcvm.foundation.api.schemas import Code, OnDay, Page, Paging, Said, Shown

router = Router(tags=[_("Networks")])


class NetworkLine(Shown):
    """A network."""

    code: str = Field(examples=["mang-luoi-a"])
    name: Said
    whole_register: bool = Field(
        description=_("Whether you may read all its members, or only your own membership.")
    )


class NetworkShown(NetworkLine):
    """A network with who supports it on a day."""

    as_of: dt.date
    support_body: str | None = Field(
        description=_("The code of the organisation that supports it and supervises its members.")
    )


class CountShown(Shown):
    """So many of one code; an empty code is what is not known."""

    code: str
    count: int


class CountsShown(Shown):
    """The members of a network on a day, counted. Those suspended are among them."""

    network: str
    as_of: dt.date
    total: int
    suspended: int
    by_category: list[CountShown]
    by_kind: list[CountShown]
    by_legal_form: list[CountShown] = Field(description=_("Organisations alone have one."))
    by_province: list[CountShown]
    by_joined_year: list[CountShown]


@router.get(
    "/networks",
    operation_id="networks.list",
    summary=_("List the networks whose register you may read"),
    response=Page[NetworkLine],
)
def list_networks(request: Asked, part: Query[Paging]) -> Page[NetworkLine]:
    """Those whose whole register is open, and those in which one's own membership is."""
    whole = _whole(request)
    return part_of_rows(
        request,
        found.networks_readable(request),
        part,
        by="code",
        show=lambda one: NetworkLine(
            code=one.code, name=Said.of(one.name), whole_register=one.pk in whole
        ),
    )


@router.get(
    "/networks/{slug:network}",
    operation_id="networks.read",
    summary=_("Read a network"),
    response=NetworkShown,
)
def read_network(request: Asked, network: Code, asked: Query[OnDay]) -> NetworkShown:
    """A network with its support body."""
    one, day = found.network_readable(request, network), asked.on(request.today)
    body = queries.support_body_of(one, day)
    return NetworkShown(
        code=one.code,
        name=Said.of(one.name),
        whole_register=one.pk in _whole(request),
        as_of=day,
        support_body=None if body is None else body.code,
    )


@router.get(
    "/networks/{slug:network}/counts",
    operation_id="networks.counts",
    summary=_("Count the members on a day"),
    description=_("By category, kind, legal form, province and year of joining."),
    response=CountsShown,
)
def count_members(request: Asked, network: Code, asked: Query[OnDay]) -> CountsShown:
    """For who may read the whole register: a part of it would be no count of the network."""
    one, day = found.whole_network(request, network), asked.on(request.today)
    counts = public.counts_on(one.code, day, viewer=request.viewer, today=request.today)
    return CountsShown(
        network=one.code,
        as_of=day,
        total=counts.total,
        suspended=counts.suspended,
        by_category=_lines(counts.by_category),
        by_kind=_lines(counts.by_kind),
        by_legal_form=_lines(counts.by_legal_form),
        by_province=_lines(counts.by_province),
        by_joined_year=_lines(counts.by_joined_year),
    )


@router.get(
    "/networks/{slug:network}/decisions",
    operation_id="networks.list_decisions",
    summary=_("List the decisions on which the register rests"),
    response=Page[DecisionShown],
)
def list_decisions(request: Asked, network: Code, part: Query[Paging]) -> Page[DecisionShown]:
    """In the order in which they were entered."""
    one = found.whole_network(request, network)
    return part_of_rows(request, one.decisions.all(), part, by="pk", show=DecisionShown.of)


def _whole(request: Asked) -> set[int]:
    rows = queries.networks_visible_to(request.viewer, request.today)
    return set(rows.values_list("pk", flat=True))


def _lines(tally: Tally) -> list[CountShown]:
    return [CountShown(code=code, count=count) for code, count in tally.lines]
