"""A person who can sign in. What they may do is said by their roles alone."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes users, and finds them by user name in any case."""

    def create_user(self, username: str, *, password: str | None = None, **fields: Any) -> User:
        """A saved user; without `password` nobody can sign in by one."""
        email = self.normalize_email(fields.pop("email", "")).lower()
        user = self.model(username=username, email=email, **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The user with this user name, whatever its case. Raises User.DoesNotExist."""
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person with a sign-in. No flag opens anything: there is no staff and no superuser here.

    A clerk without an e-mail address of their own signs in by user name.
    """

    username = models.CharField(
        _("User name"), max_length=80, unique=True, validators=[UnicodeUsernameValidator()]
    )
    email = models.EmailField(_("E-mail"), max_length=254, blank=True)
    name = models.CharField(_("Full name"), max_length=200)
    locale = models.CharField(_("Language"), max_length=5, default="vi")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name", "username"]
        constraints = [
            models.UniqueConstraint(Lower("username"), name="one_person_a_user_name"),
            models.UniqueConstraint(
                Lower("email"), name="one_person_an_email", condition=~models.Q(email="")
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The name as the person writes it."""
        return self.name
