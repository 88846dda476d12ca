"""The page of one member: what it is on a day, how it came to be so, and what it lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from tcvm.apps.members import queries
from tcvm.apps.members.actions.ask_bank_account import KIND
from tcvm.apps.members.gazetteer import gazetteer
from tcvm.apps.members.models import (
    BankAccount,
    CodeSignature,
    MemberEvent,
    Membership,
    MembershipEntry,
    Note,
    OrganisationProfile,
    PersonProfile,
    PostEntry,
)
from tcvm.apps.members.models.bank import masked
from tcvm.apps.members.register import RegisteredMember, person_timeline, registered
from tcvm.apps.members.web import labels
from tcvm.apps.members.web.doing import Doing, doing
from tcvm.apps.members.web.facts import profile_lines
from tcvm.apps.members.web.history import history
from tcvm.apps.members.web.papers import PaperLine, paper_hrefs, papers
from tcvm.apps.members.web.wording import sentence
from tcvm.domain.membership.conduct import official_problems, years_unsigned
from tcvm.domain.membership.periods import Period
from tcvm.domain.membership.standing import MemberKind
from tcvm.domain.membership.timeline import Timeline
from tcvm.domain.problems import errors
from tcvm.foundation.accounts.queries import is_asked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from tcvm.foundation.audit.history import HistoryLine
    from tcvm.foundation.tenancy.viewer import Viewer


@dataclass(frozen=True, slots=True)
class SpellLine:
    """One entry of the history with its decision; `corrected` is one that no longer counts."""

    since: str
    until: str
    category: str
    standing: str
    step: str
    decision: str
    source: str
    reason: str
    written: str
    corrected: bool
    now: bool
    day: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A signature as it was recorded; of two revisions of a year the higher stands."""

    year: int
    revision: int
    version: str
    signed_on: str
    signed_by: str
    evidence: str
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note, who wrote it and when."""

    when: str
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Conduct:
    """How the member stands to the code of conduct on the day."""

    qualifies: bool
    reasons: tuple[str, ...]
    unsigned: tuple[int, ...]
    signatures: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class PostLine:
    """Who holds or held a post."""

    post: str
    person: str
    contact: str
    since: str
    until: str
    now: bool
    key: int
    person_code: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """What happened, with its source; a corrected event is kept and said to be so."""

    when: str
    text: str
    source: str
    corrected: bool
    key: int
    papers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BankLine:
    """An account and from when to when it held"""

    bank: str
    holder: str
    number: str
    since: str
    until: str
    written: str
    now: bool


@dataclass(frozen=True, slots=True)
class Bank:
    """The accounts an organisation has had, newest first; `waiting` that another is asked for."""

    lines: tuple[BankLine, ...]
    waiting: bool


@dataclass(frozen=True, slots=True)
class OtherMembership:
    """The same organisation or person in another network; `address` if it may be opened."""

    network: str
    network_code: str
    category: str
    standing: str
    since: str
    opens: bool


@dataclass(frozen=True, slots=True)
class MemberPage:
    """All that the page shows."""

    member: RegisteredMember
    name: str
    other_name: str
    abbreviation: str
    kind: str
    category: str
    standing: str
    standing_code: str
    joined: str
    supports: bool
    facts: tuple[tuple[str, str], ...]
    facts_source: str
    spells: tuple[SpellLine, ...]
    conduct: Conduct | None
    posts: tuple[PostLine, ...]
    events: tuple[EventLine, ...]
    others: tuple[OtherMembership, ...]
    notes: tuple[NoteLine, ...] | None
    papers: tuple[PaperLine, ...]
    bank: Bank | None
    history: tuple[HistoryLine, ...]
    doing: Doing


def member_page(membership: Membership, viewer: Viewer, day: dt.date, today: dt.date) -> MemberPage:
    """The page of `membership`, which the viewer may see, as of `day`."""
    (member,) = registered(Membership.objects.filter(pk=membership.pk).select_related(*_MEMBER))
    state, profile = member.history.on(day), member.profile_on(day)
    facts, source = _facts(membership, member, day)
    locale = labels.locale()
    body = queries.support_body_of(membership.network, day)
    staff = membership.network_id in viewer.networks_as()
    may = doing(membership, viewer, today)
    name = profile.name.said_in(locale)
    other = profile.name.said_in("en" if locale == "vi" else "vi")
    return MemberPage(
        member=member,
        name=name,
        other_name=other if other != name else "",
        abbreviation=profile.abbreviation,
        kind=labels.kind(member.kind.value),
        category=labels.category(state.category.value) if state else "",
        standing=labels.standing(state.standing.value) if state else labels.no_member(),
        standing_code=state.standing.value if state else "",
        joined=labels.day(member.joined_on) if member.joined_on else "",
        supports=body is not None and body.pk == membership.organisation_id,
        facts=facts,
        facts_source=source,
        spells=tuple(_spells(membership, viewer, day, today)),
        conduct=_conduct(membership, member, viewer, day, today),
        posts=tuple(_posts(membership, day)),
        events=tuple(_events(membership, viewer, today)),
        others=tuple(_others(membership, viewer, day, today)),
        notes=tuple(map(_note, membership.notes.all())) if staff else None,
        papers=papers(membership, viewer, today, keeps=may.keeps, speaks=may.speaks),
        bank=_bank(membership, viewer, day),
        history=tuple(history(membership, viewer)),
        doing=may,
    )


_MEMBER = ("network", "organisation", "person")


def _facts(
    membership: Membership, member: RegisteredMember, day: dt.date
) -> tuple[tuple[tuple[str, str], ...], str]:
    """Label and text of what is known on the day, and the source it is from."""
    rows: Iterable[OrganisationProfile | PersonProfile]
    if membership.organisation is not None:
        rows = membership.organisation.profiles.all()
    else:
        assert membership.person is not None, "held by a database constraint"
        rows = membership.person.profiles.all()
    timeline: Timeline[OrganisationProfile | PersonProfile] = Timeline.of(
        one.as_entry(one) for one in rows
    )
    found = timeline.on(day)
    if found is None:
        return (), ""
    province = _province(member, day)
    lines = profile_lines(found)
    at = next((n for n, one in enumerate(lines, 1) if one[0] == _("Address")), 0)
    more = ((_("Province on this day"), province),) if province else ()
    return (*lines[:at], *more, *lines[at:]), found.source


def _province(member: RegisteredMember, day: dt.date) -> str:
    """The province, where the day's is another than the address names; or all it may have been."""
    place = member.profile_on(day).place
    found = gazetteer().provinces_on(place, day)
    if not found or (len(found) == 1 and gazetteer().written(place).endswith(found[0].name)):
        return ""
    return _(" or ").join(one.name for one in found)


def _spells(
    membership: Membership, viewer: Viewer, day: dt.date, today: dt.date
) -> Iterable[SpellLine]:
    """Every entry, newest first; those corrected stand under what corrects them."""
    entries = list(membership.entries.select_related("decision"))
    ends = {one.period.since: one.period.until for one in queries.history_of(entries).spells}
    newest = {one.since: one.revision for one in entries}
    kept = paper_hrefs("decision", [one.decision_id for one in entries], viewer, today)
    for one in sorted(entries, key=lambda one: (one.since, one.revision), reverse=True):
        stands = newest[one.since] == one.revision and not one.annulled
        until = ends.get(one.since) if stands else None
        now = stands and Period(one.since, until).holds_on(day)
        yield _line(one, until, kept.get(one.decision_id, ()), stands=stands, now=now)


def _line(
    one: MembershipEntry,
    until: dt.date | None,
    papers: tuple[str, ...],
    *,
    stands: bool,
    now: bool,
) -> SpellLine:
    return SpellLine(
        since=labels.day(one.since),
        until=labels.day(until) if until else "",
        category=labels.category(one.category),
        standing=labels.standing(one.standing),
        step=labels.step(one.step),
        decision=_("%(number)s of %(day)s, %(body)s")
        % {
            "number": one.decision.number,
            "day": labels.day(one.decision.decided_on),
            "body": one.decision.body,
        },
        source=one.decision.source,
        reason=one.reason,
        written=_("%(who)s, %(day)s") % {"who": one.recorded_by, "day": _written(one.recorded_at)},
        corrected=not stands,
        now=now,
        day=one.since.isoformat(),
        papers=papers,
    )


def _conduct(
    membership: Membership,
    member: RegisteredMember,
    viewer: Viewer,
    day: dt.date,
    today: dt.date,
) -> Conduct | None:
    """How an organisation stands to the code; an individual has none to sign."""
    if member.kind is MemberKind.PERSON or member.organisation is None:
        return None
    versions = queries.codes_of(membership.network_id)
    rows = queries.signature_rows(membership.network_id).filter(organisation=member.organisation)
    held = queries.signatures_in_force(rows).get(member.organisation, [])
    problems = official_problems(member.history.on(day), versions, held, day)
    made = list(rows.order_by("-year", "-revision"))
    kept = paper_hrefs("signature", [one.pk for one in made], viewer, today)
    return Conduct(
        qualifies=not errors(problems),
        reasons=tuple(sentence(one) for one in problems),
        unsigned=years_unsigned(member.history, versions, held, day),
        signatures=tuple(_signature(one, kept.get(one.pk, ())) for one in made),
    )


def _signature(one: CodeSignature, papers: tuple[str, ...]) -> SignatureLine:
    return SignatureLine(
        year=one.year,
        revision=one.revision,
        version=one.code.version,
        signed_on=labels.day(one.signed_on),
        signed_by=one.signed_by,
        evidence=one.evidence,
        papers=papers,
    )


def _note(one: Note) -> NoteLine:
    return NoteLine(_written(one.recorded_at), one.recorded_by, one.text)


def _written(moment: dt.datetime) -> str:
    return labels.day(timezone.localdate(moment))


def _posts(membership: Membership, day: dt.date) -> Iterable[PostLine]:
    """Posts at their newest revision, those held on the day first."""
    if membership.organisation is None:
        return
    newest: dict[tuple[int, str, dt.date], PostEntry] = {}
    rows = membership.organisation.posts.select_related("person").prefetch_related(
        "person__profiles"
    )
    for one in rows.order_by("revision"):
        newest[one.person_id, one.kind, one.since] = one
    held = [(Period(one.since, one.until).holds_on(day), one) for one in newest.values()]
    for now, one in sorted(
        held, key=lambda pair: (not pair[0], pair[1].kind, -pair[1].since.toordinal())
    ):
        if one.annulled:
            continue
        profiles = one.person.profiles.all()
        known = person_timeline(profiles).spells
        last = max(profiles, key=lambda row: (row.since, row.revision), default=None)
        yield PostLine(
            post=labels.post(one.kind),
            person=known[-1].value.name.vi if known else one.person.code,
            contact=", ".join(filter(None, (last.phone, last.email))) if last and now else "",
            since=labels.day(one.since),
            until=labels.day(one.until) if one.until else "",
            now=now,
            key=one.pk,
            person_code=one.person.code,
        )


def _events(membership: Membership, viewer: Viewer, today: dt.date) -> Iterable[EventLine]:
    rows = list(membership.events.all())
    kept = paper_hrefs("event", [one.pk for one in rows], viewer, today)
    replaced = {one.corrects_id for one in rows}
    for one in sorted(rows, key=lambda one: (one.happened_on, one.pk), reverse=True):
        yield _event(one, kept.get(one.pk, ()), corrected=one.pk in replaced)


def _event(one: MemberEvent, papers: tuple[str, ...], *, corrected: bool) -> EventLine:
    return EventLine(
        when=labels.day(one.happened_on, one.precision),
        text=one.text.said_in(labels.locale()),
        source=one.source,
        corrected=corrected,
        key=one.pk,
        papers=papers,
    )


def _bank(membership: Membership, viewer: Viewer, day: dt.date) -> Bank | None:
    """The accounts at their newest revisions; None for who may not see them."""
    organisation = membership.organisation
    if organisation is None or not queries.sees_bank(viewer, organisation):
        return None
    rows = organisation.bank_accounts.all()
    timeline: Timeline[BankAccount] = Timeline.of(one.as_entry(one) for one in rows)
    whole = queries.sees_number(viewer, organisation)
    return Bank(
        lines=tuple(
            BankLine(
                bank=one.value.bank,
                holder=one.value.holder,
                number=one.value.number if whole else masked(one.value.number),
                since=labels.day(one.value.since),
                until=labels.day(one.period.until) if one.period.until else "",
                written=_("%(asker)s; confirmed by %(who)s, %(day)s")
                % {
                    "asker": one.value.recorded_by,
                    "who": one.value.confirmed_by,
                    "day": _written(one.value.recorded_at),
                },
                now=one.period.holds_on(day),
            )
            for one in reversed(timeline.spells)
        ),
        waiting=is_asked(KIND, f"bank:{organisation.pk}", timezone.now()),
    )


def _others(
    membership: Membership, viewer: Viewer, day: dt.date, today: dt.date
) -> Iterable[OtherMembership]:
    """In which other networks it is, as what. More than that only where the viewer may look."""
    own = (
        {"organisation": membership.organisation_id}
        if membership.organisation_id is not None
        else {"person": membership.person_id}
    )
    visible = set(queries.visible_to(viewer, today).filter(**own).values_list("pk", flat=True))
    rows = Membership.objects.filter(**own).exclude(pk=membership.pk)
    for one in rows.select_related(*_MEMBER).prefetch_related("entries"):
        history = queries.history_of(one.entries.all())
        state = history.on(day)
        if state is None or history.spells[0].period.since is None:
            continue
        yield OtherMembership(
            network=one.network.name.said_in(labels.locale()),
            network_code=one.network.code,
            category=labels.category(state.category.value),
            standing=labels.standing(state.standing.value),
            since=labels.day(history.spells[0].period.since),
            opens=one.pk in visible,
        )
