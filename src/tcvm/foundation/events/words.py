"""What the `tcvm events` command says, in the active language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tcvm.foundation.events.actions.deliver import Delivered
from tcvm.foundation.events.models import Delivery, Event


def event_line(event: Event, *, waiting: int, done: int, dead: int) -> str:
    """An event and what became of its deliveries."""
    counts = _("%(done)s done, %(waiting)s waiting, %(dead)s dead") % {
        "done": done,
        "waiting": waiting,
        "dead": dead,
    }
    return f"{event.pk}  {event.at:%Y-%m-%d %H:%M:%S}  {event.name}  {event.key or '–'}  {counts}"


def dead_line(delivery: Delivery, *, holds_back: int) -> str:
    """A dead letter, the last line of its error, and what it holds back."""
    event = delivery.event
    line = f"{delivery.pk}  {event.name} {event.pk}  {event.key or '–'}  → {delivery.subscriber}"
    error = delivery.error.strip().rpartition("\n")[2]
    held = ngettext("holds back %(count)s event", "holds back %(count)s events", holds_back) % {
        "count": holds_back
    }
    return f"{line}\n    {error}" + (f"\n    {held}" if holds_back else "")


def delivered_line(report: Delivered) -> str:
    """How a run of deliveries went."""
    return _("%(done)s delivered, %(again)s to be tried again, %(dead)s given up") % {
        "done": report.done,
        "again": report.again,
        "dead": report.dead,
    }


def settled_line(count: int, *, aside: bool) -> str:
    """How many dead letters were replayed or set aside."""
    if aside:
        said = ngettext(
            "%(count)s dead letter set aside", "%(count)s dead letters set aside", count
        )
    else:
        said = ngettext(
            "%(count)s dead letter to be delivered again",
            "%(count)s dead letters to be delivered again",
            count,
        )
    return said % {"count": count}


def unheard_line(count: int) -> str:
    """Deliveries that nothing will handle."""
    return ngettext(
        "%(count)s delivery waits for a subscriber that no room registers any more",
        "%(count)s deliveries wait for subscribers that no room registers any more",
        count,
    ) % {"count": count}
