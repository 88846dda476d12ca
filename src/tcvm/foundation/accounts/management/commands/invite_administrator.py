"""Invite a network's first administrator, from the server: nobody can do it on a page yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tcvm.foundation.accounts import mail
from tcvm.foundation.accounts.actions.invite import invite
from tcvm.foundation.tenancy.models import Network
from tcvm.foundation.tenancy.viewer import NetworkRole


class Command(BaseCommand):
    """Sends the invitation and prints its link, which is shown this once."""

    help = "Invite a network's administrator by e-mail; prints the link, open once for seven days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("network", help="the network's code")
        parser.add_argument("email")
        parser.add_argument("name", help="the person's full name")
        parser.add_argument("--site", required=True, help="https://… of this platform")
        parser.add_argument("--locale", choices=["vi", "en"], default="vi")

    def handle(self, *args: Any, **options: Any) -> None:
        del args
        network = Network.objects.filter(code=options["network"]).first()
        if network is None:
            raise CommandError(f"There is no network {options['network']!r}.")
        now = timezone.now()
        invitation, token = invite(
            email=options["email"],
            name=options["name"],
            locale=options["locale"],
            place=network,
            role=NetworkRole.ADMINISTRATOR,
            role_until=None,
            reason="",
            actor=None,
            now=now,
            today=timezone.localdate(),
        )
        mail.send_invitation(invitation, token, options["site"], now)
        self.stdout.write(mail.link_of(invitation, token, options["site"]))
