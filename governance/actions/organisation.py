"""The organisation: founding it, its name and allowed hosts, and who administers and audits it."""

import re
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from fields.lines import one_line
from governance import granting, trail
from governance.actions.problems import Problem
from governance.actors import Actor, HouseMachine
from governance.door import governed, note, opened
from governance.models import Organisation, User
from governance.verbs import ORGANISATION_ROLES

FOUNDER = HouseMachine("founder")
# What DNS allows, and a port.
LONGEST_HOST = 253 + len(":65535")
_HOST = re.compile(r"^(\[[0-9a-f:]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:([1-9][0-9]{0,4}))?$")


def found(
    *, organisation: str, currency: str, name: str, email: str, password: str | None, is_demo: bool = False
) -> tuple[Organisation, User]:
    """Make the organisation and its first administrator; refuses once there is one."""
    with opened(FOUNDER, "organisation.found"):
        if Organisation.objects.exists():
            raise Problem("", _("The organisation exists already: sign in, or ask its administrator."))
        made = Organisation.objects.create(name=clean_name(organisation), currency=clean_currency(currency))
        user = User.objects.make(clean_email(email), clean_name(name), password=password, is_demo=is_demo)
        if password is not None:
            check_password(password, user)
        granting.grant_organisation(user, "organisation.manage")
        entry = trail.Entry("organisation.founded", {"user": user.pk})
        trail.append("organisation", [entry], actor=user, team_id=None)
    return made, user


@governed("organisation.manage", kind="organisation.changed")
def change_organisation(actor: Actor, organisation: Organisation, *, name: str, currency: str) -> Organisation:
    """Rename the organisation or change its currency."""
    organisation.name, organisation.currency = clean_name(name), clean_currency(currency)
    organisation.save(update_fields=["name", "currency"])
    note(name=organisation.name, currency=organisation.currency)
    return organisation


@governed("organisation.manage", kind="organisation.hosts_changed")
def set_allowed_hosts(actor: Actor, organisation: Organisation, *, hosts: list[str]) -> Organisation:
    """Say which hosts inside the house tools and models may reach, as host or host:port."""
    organisation.allowed_hosts = sorted({_clean_host(host) for host in hosts if host.strip()})
    organisation.save(update_fields=["allowed_hosts"])
    note(hosts=organisation.allowed_hosts)
    return organisation


@governed("organisation.manage", kind="organisation.role_given")
def give_role(
    actor: Actor, organisation: Organisation, user: User, *, role: str, ends_at: datetime | None = None
) -> None:
    """Make somebody an administrator or auditor of the organisation."""
    if user.is_machine:
        raise Problem("user", _("A machine account cannot hold a role in the organisation."))
    granting.grant_organisation(user, _verb(role), ends_at)
    note(user=user.pk, role=role)


@governed("organisation.manage", kind="organisation.role_ended")
def end_role(actor: Actor, organisation: Organisation, user: User, *, role: str) -> None:
    """Take an organisation role away; the last administrator stays."""
    verb = _verb(role)
    if verb == "organisation.manage":
        keep_an_administrator(user)
    granting.revoke_organisation(user, verb)
    note(user=user.pk, role=role)


def _verb(role: str) -> str:
    if role not in ORGANISATION_ROLES:
        raise Problem("role", _("Choose administrator or auditor."))
    return ORGANISATION_ROLES[role][1]


def keep_an_administrator(leaving: User) -> None:
    """Refuse to lose the last active administrator, without whom nobody could mend anything."""
    if not granting.holders("organisation.manage").exclude(pk=leaving.pk).exists():
        raise Problem("", _("This is the last administrator: make somebody else administrator first."))


def clean_name(name: str) -> str:
    """A name that can be shown."""
    name = one_line(name)
    if not name:
        raise Problem("name", _("Give a name."))
    if len(name) > 200:
        raise Problem("name", _("Use at most 200 characters for the name."))
    return name


def clean_currency(currency: str) -> str:
    """A currency as three letters."""
    currency = currency.strip().upper()
    if not re.fullmatch(r"[A-Z]{3}", currency):
        raise Problem("currency", _("Write the currency as three letters, such as EUR."))
    return currency


def clean_email(email: str) -> str:
    """An address nobody else has."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Problem("email", _("Write the whole e-mail address, such as ada@example.org.")) from None
    if User.objects.filter(email=email).exists():
        raise Problem("email", _("There is already an account with this e-mail address."))
    return email


def check_password(password: str, user: User) -> None:
    """Refuse passwords that are easy to guess."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Problem("password", " ".join(error.messages)) from None


def _clean_host(host: str) -> str:
    host = host.strip().lower()
    found = _HOST.match(host) if len(host) <= LONGEST_HOST else None
    if not found or (found[4] and int(found[4]) > 65535):
        words = _("“%(host)s” is not a host: write it as crm.example.org or 10.0.0.5:8443, without https:// or a path.")
        raise Problem("hosts", words % {"host": host if len(host) <= 80 else f"{host[:80]}…"})
    return host
