"""Reads: what was announced, what waits, what is dead and what it holds back."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from tcvm.foundation.events.models import Delivery, Event, State
from tcvm.foundation.events.subscribers import registered
from tcvm.foundation.tenancy.viewer import NetworkRole, Viewer

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django_stubs_ext import WithAnnotations


class EventCounts(TypedDict):
    """How many deliveries of an event are in which state."""

    waiting: int
    done: int
    dead: int


class HoldsBack(TypedDict):
    """How many deliveries wait behind a dead one."""

    holds_back: int


def newest_events() -> QuerySet[WithAnnotations[Event, EventCounts]]:
    """Events, newest first, each with how many deliveries are `waiting`, `done` and `dead`."""
    return Event.objects.order_by("-pk").annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=State.WAITING)),
        done=Count("deliveries", filter=Q(deliveries__state=State.DONE)),
        dead=Count("deliveries", filter=Q(deliveries__state=State.DEAD)),
    )


def dead_letters() -> QuerySet[WithAnnotations[Delivery, HoldsBack]]:
    """Deliveries given up, oldest first, each with how many of its key it holds back."""
    behind = (
        Delivery.objects.filter(
            ~Q(key=""),
            subscriber=OuterRef("subscriber"),
            key=OuterRef("key"),
            event_id__gt=OuterRef("event_id"),
            state=State.WAITING,
        )
        .order_by()
        .values("key")
        .annotate(count=Count("pk"))
        .values("count")
    )
    return (
        Delivery.objects.filter(state=State.DEAD)
        .select_related("event")
        .annotate(holds_back=Coalesce(Subquery(behind, output_field=IntegerField()), Value(0)))
        .order_by("event_id", "subscriber")
    )


def dead_letters_visible_to(
    viewer: Viewer,
) -> QuerySet[WithAnnotations[Delivery, HoldsBack]]:
    """Dead letters about a network that `viewer` administers: its key is `network` in the payload.

    Those about no network are left to the operator's command line.
    """
    about = Q(pk__in=[])
    for network in viewer.networks_as(NetworkRole.ADMINISTRATOR):
        # Canonical JSON has one form; in a text within it the quotes would be escaped.
        for sign in (",", "}"):
            about |= Q(event__payload__contains=f'"network":{network}{sign}')
    return dead_letters().filter(about)


def without_subscriber() -> QuerySet[Delivery]:
    """Deliveries that wait for a subscriber which no room registers any more."""
    return Delivery.objects.filter(state=State.WAITING).exclude(subscriber__in=list(registered()))
