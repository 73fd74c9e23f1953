"""People and machine accounts."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What kind of actor a user is."""

    PERSON = "person", _("Person")
    MACHINE = "machine", _("Machine account")


class UserManager(BaseUserManager["User"]):
    """Finds people by their address whatever its case, and makes rows; actions decide who may."""

    # The guard of related rows would otherwise follow into other apps' historical migrations.
    use_in_migrations = False

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())

    def make(
        self, email: str, name: str, *, kind: str = Kind.PERSON, password: str | None = None, **more: Any
    ) -> "User":
        """Make a user; without a password none can be used until one is set."""
        user = self.model(email=email.strip().lower(), name=name.strip(), kind=kind, **more)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail address, or a machine account, known by its tokens."""

    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PERSON)
    is_active = models.BooleanField(_("active"), default=True)
    is_demo = models.BooleanField(_("demo account"), default=False)
    made_at = models.DateTimeField(default=timezone.now)
    # Counted up to end every session at once; part of what each session must prove.
    sessions_epoch = models.PositiveIntegerField(default=0)
    # What they chose for their own pages, such as the columns of a list.
    preferences = models.JSONField(default=dict, blank=True)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person or machine")
        verbose_name_plural = _("people and machines")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_machine(self) -> bool:
        return self.kind == Kind.MACHINE

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]

    def _get_session_auth_hash(self, secret: Any = None) -> str:
        value = f"{self.password}:{self.sessions_epoch}"
        return salted_hmac("governance.User.sessions", value, secret=secret, algorithm="sha256").hexdigest()
