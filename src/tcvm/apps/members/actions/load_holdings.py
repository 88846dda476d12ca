"""Put the register of a network back from its own export, every revision as it was written.

Not by the actions people use: those would write a history of today. The rows are those that the
tables of `holdings` give, so what was stated, corrected and taken back, by whom and when, reads as
before. What a row may hold is checked as in the actions, by the models and the database.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from tcvm.apps.members import queries, trail
from tcvm.apps.members.actions.refusals import Refused, refuse
from tcvm.apps.members.models import (
    CodeOfConduct,
    CodeSignature,
    Decision,
    MemberEvent,
    Membership,
    MembershipEntry,
    Note,
    OrganisationProfile,
    Person,
    PersonProfile,
    PostEntry,
    SupportEntry,
)
from tcvm.domain.membership.standing import sequence_problems
from tcvm.domain.problems import Place, Problem, errors
from tcvm.domain.text import Text
from tcvm.foundation.tenancy.models import Network, Organisation
from tcvm.foundation.tenancy.viewer import Viewer

#: A row of an export: cells by column, as JSON has them.
Given = Mapping[str, object]
#: What an export lists and does not carry: papers are files, and accounts are confirmed by two.
NOT_LOADED = ("documents", "bank_accounts")


@dataclass(frozen=True, slots=True)
class NetworkGiven:
    """The network of an export."""

    code: str
    name: Text


@dataclass
class _Book:
    """What has been put back so far, by the names that the export has for it."""

    network: Network
    rows: dict[tuple[object, ...], Any] = field(default_factory=dict)

    def get(self, kind: str, *key: object) -> Any:
        """What goes by this name. Raises KeyError."""
        return self.rows[kind, *key]


def load_holdings(
    *,
    network: NetworkGiven,
    tables: Mapping[str, Sequence[Given]],
    actor: Viewer,
    now: dt.datetime,
) -> dict[str, int]:
    """Put back all of `tables`, or nothing; returns how many rows each had.

    Raises Refused, each problem at its table (sheet), row and column: `register_there` (network),
    `table_missing`, `row_unusable` (said), `row_refers_to_nothing`, and what makes a membership's
    history impossible.
    """
    if missing := [name for name in _TABLES if name not in tables]:
        raise Refused([Problem("table_missing", place=Place(sheet=name)) for name in missing])
    with transaction.atomic():
        place, _ = Network.objects.get_or_create(
            code=network.code, defaults={"name_vi": network.name.vi, "name_en": network.name.en}
        )
        if Membership.objects.filter(network=place).exists():
            raise refuse("register_there", network=network.code)
        book = _Book(place)
        problems: list[Problem] = []
        for name, made in _TABLES.items():
            for number, row in enumerate(tables[name], start=1):
                problems += _put(name, number, row, made, book)
            if problems:  # what comes after would refer to rows that are not there
                raise Refused(problems)
        _check_histories(place)
        trail.note(
            verb="network.load",
            actor=actor,
            now=now,
            kind="network",
            key=place.pk,
            label=network.name,
            new={name: len(tables[name]) for name in _TABLES},
            network=place.pk,
        )
    return {name: len(tables[name]) for name in _TABLES}


def _put(
    name: str, number: int, row: Given, made: Callable[[Given, _Book], models.Model], book: _Book
) -> list[Problem]:
    """One row, or what is wrong with it."""
    place = Place(sheet=name, row=number)
    try:
        one = made(row, book)
        # What a row refers to has just been found, and what spans columns the database checks.
        one.full_clean(exclude=_unasked(one), validate_unique=False, validate_constraints=False)
        with transaction.atomic():
            one.save(force_insert=True)
    except KeyError as error:
        found = {"refers": str(error.args[0])}
        return [Problem("row_refers_to_nothing", place=place, parameters=found)]
    except ValidationError as error:
        return [
            Problem(
                "row_unusable",
                place=replace(place, column=column),
                parameters={"said": " ".join(said)},
            )
            for column, said in _said(error)
        ]
    except (TypeError, ValueError, IntegrityError) as error:
        return [Problem("row_unusable", place=place, parameters={"said": str(error)})]
    book.rows[_key(name, row)] = one
    return []


def _unasked(one: models.Model) -> set[str]:
    """The fields of a row that are references, or empty where they may be."""
    return {
        each.name
        for each in type(one)._meta.concrete_fields  # noqa: SLF001 - Django's way to its fields
        if each.is_relation or (each.null and getattr(one, each.attname) is None)
    }


def _said(error: ValidationError) -> list[tuple[str, list[str]]]:
    """What a model says of a row, by field; a cell that cannot be read at all names none."""
    if hasattr(error, "error_dict"):
        return list(error.message_dict.items())
    return [("", error.messages)]


def _key(name: str, row: Given) -> tuple[object, ...]:
    return (name, *(row.get(column) for column in _NAMED_BY.get(name, ("",))))


#: By which of its columns others refer to a row.
_NAMED_BY = {
    "organisations": ("code",),
    "persons": ("code",),
    "memberships": ("member", "person"),
    "decisions": ("number", "decided_on"),
    "codes_of_conduct": ("version",),
    "events": ("id",),
}


def _check_histories(place: Network) -> None:
    problems: list[Problem] = []
    for one in Membership.objects.filter(network=place).prefetch_related("entries"):
        found = sequence_problems(queries.history_of(one.entries.all()), one.kind)
        problems += [
            Problem(
                each.code,
                each.severity,
                Place(sheet="membership_entries", column=one.code),
                each.parameters,
            )
            for each in errors(found)
            if each.code != "history_empty"
        ]
    if problems:
        raise Refused(problems)


def _plain(row: Given, model: type[models.Model]) -> dict[str, Any]:
    """The cells of a row that are the model's own fields, as the model reads them."""
    fields = model._meta.concrete_fields  # noqa: SLF001 - Django's way to its fields
    own = {one.name: one for one in fields if not one.is_relation}
    return {
        name: own[name].to_python(value)
        for name, value in row.items()
        if name in own and name != "id"
    }


def _referring(
    model: type[models.Model], **refers: Callable[[Given, _Book], object]
) -> Callable[[Given, _Book], models.Model]:
    """Makes a row of `model` from its own fields and from what it refers to."""

    def made(row: Given, book: _Book) -> models.Model:
        return model(
            **_plain(row, model), **{name: found(row, book) for name, found in refers.items()}
        )

    return made


def _network(row: Given, book: _Book) -> Network:
    del row
    return book.network


def _organisation(row: Given, book: _Book) -> object:
    return book.get("organisations", row["organisation"])


def _person(row: Given, book: _Book) -> object:
    return book.get("persons", row["person"])


def _member(row: Given, book: _Book) -> object:
    return book.get("organisations", row["member"]) if row["member"] else None


def _member_person(row: Given, book: _Book) -> object:
    return _person(row, book) if row["person"] else None


def _membership(row: Given, book: _Book) -> object:
    return book.get("memberships", row["member"], row["person"])


def _decision(row: Given, book: _Book) -> object:
    return book.get("decisions", row["decision"], row["decided_on"])


def _code(row: Given, book: _Book) -> object:
    return book.get("codes_of_conduct", row["version"])


def _corrected(row: Given, book: _Book) -> object:
    return book.get("events", row["corrects"]) if row["corrects"] else None


_TABLES: dict[str, Callable[[Given, _Book], models.Model]] = {
    "organisations": _referring(Organisation),
    "organisation_profiles": _referring(OrganisationProfile, organisation=_organisation),
    "persons": _referring(Person),
    "person_profiles": _referring(PersonProfile, person=_person),
    "memberships": _referring(
        Membership, network=_network, organisation=_member, person=_member_person
    ),
    "decisions": _referring(Decision, network=_network),
    "membership_entries": _referring(MembershipEntry, membership=_membership, decision=_decision),
    "support_entries": _referring(
        SupportEntry, network=_network, organisation=_organisation, decision=_decision
    ),
    "posts": _referring(PostEntry, organisation=_organisation, person=_person),
    "codes_of_conduct": _referring(CodeOfConduct, network=_network),
    "code_signatures": _referring(CodeSignature, organisation=_organisation, code=_code),
    "events": _referring(MemberEvent, membership=_membership, corrects=_corrected),
    "notes": _referring(Note, membership=_membership),
}
