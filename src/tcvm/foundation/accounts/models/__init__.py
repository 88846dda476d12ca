"""The tables of accounts."""

from tcvm.foundation.accounts.models.change import Decision, PendingChange
from tcvm.foundation.accounts.models.counter import Counter
from tcvm.foundation.accounts.models.invitation import Invitation
from tcvm.foundation.accounts.models.role import RoleAssignment
from tcvm.foundation.accounts.models.user import User

__all__ = ["Counter", "Decision", "Invitation", "PendingChange", "RoleAssignment", "User"]
