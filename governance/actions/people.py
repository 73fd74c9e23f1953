"""People: adding them, letting them in again, and stopping their accounts."""

from allauth.account import app_settings as allauth_settings
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from governance import news
from governance.actions.organisation import check_password, clean_email, clean_name, keep_an_administrator
from governance.actions.problems import Problem
from governance.actors import Actor
from governance.door import governed, note
from governance.models import MachineToken, Organisation, User


@governed("organisation.manage", kind="person.added")
def add_person(
    actor: Actor,
    organisation: Organisation,
    *,
    email: str,
    name: str,
    password: str | None = None,
    is_demo: bool = False,
) -> User:
    """Add a person; without a password they choose one through a reset link."""
    user = User.objects.make(clean_email(email), clean_name(name), is_demo=is_demo)
    if password is not None:
        check_password(password, user)
        user.set_password(password)
        user.save(update_fields=["password"])
    note(user=user.pk)
    return user


@governed("organisation.manage", kind="person.renamed")
def rename_person(actor: Actor, organisation: Organisation, user: User, *, name: str) -> User:
    """Change a person's or machine account's name."""
    user.name = clean_name(name)
    user.save(update_fields=["name"])
    note(user=user.pk)
    return user


@governed("organisation.manage", kind="person.stopped")
def stop_account(actor: Actor, organisation: Organisation, user: User) -> User:
    """Stop an account: its sessions and tokens end at once, its history stays."""
    if isinstance(actor, User) and actor.pk == user.pk:
        raise Problem("", _("You cannot stop your own account: ask another administrator."))
    keep_an_administrator(user)
    user.is_active = False
    user.sessions_epoch += 1
    user.save(update_fields=["is_active", "sessions_epoch"])
    MachineToken.objects.filter(user=user, ends_at__isnull=True).update(ends_at=timezone.now())
    MachineToken.objects.filter(user=user, ends_at__gt=timezone.now()).update(ends_at=timezone.now())
    note(user=user.pk)
    news.tell_rights_changed(user.pk)
    return user


@governed("organisation.manage", kind="person.let_in")
def let_in(actor: Actor, organisation: Organisation, user: User) -> User:
    """Let a stopped account in again; its old sessions and tokens stay ended."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    note(user=user.pk)
    return user


@governed("organisation.manage", kind="person.reset_link_made")
def make_reset_link(actor: Actor, organisation: Organisation, user: User) -> str:
    """The path of a link with which a person sets a new password, once, within the time Steward allows."""
    if user.is_machine:
        raise Problem("", _("A machine account has tokens, not a password."))
    if not user.is_active:
        raise Problem("", _("This account is stopped: let the person in again first."))
    key = allauth_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    note(user=user.pk)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
