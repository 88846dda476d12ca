"""What the room brings to the API."""

from tcvm.apps.members.actions.refusals import Refused
from tcvm.apps.members.api import conduct, members, networks, organisations, people, records, steps
from tcvm.apps.members.api.values import SENTENCE
from tcvm.foundation.api.rooms import ApiRoom

ROOM = ApiRoom(
    routers=(
        networks.router,
        members.router,
        steps.router,
        conduct.router,
        records.router,
        organisations.router,
        people.router,
    ),
    refused=Refused,
    sentence=SENTENCE,
)
