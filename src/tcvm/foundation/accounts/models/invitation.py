"""An invitation to sign in, with the role that goes with it. There is no open sign-up."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from tcvm.foundation.tenancy.models import Network, Organisation


class Invitation(models.Model):
    """A one-time link sent to an e-mail address. Of its secret only a digest is kept here."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200)
    locale = models.CharField(max_length=5, default="vi")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    network = models.ForeignKey(Network, models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=20)
    role_until = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    secret_sha256 = models.CharField(max_length=64)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(
                name="an_invitation_to_one_place",
                condition=Q(organisation__isnull=False, network__isnull=True)
                | Q(organisation__isnull=True, network__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.role}"

    @property
    def place(self) -> Organisation | Network:
        """The organisation or network to which the person is invited."""
        place = self.organisation or self.network
        assert place is not None, "held by a database constraint"
        return place
