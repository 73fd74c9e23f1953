"""Governance: who, may, did."""

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_migrate
from django.utils.translation import gettext_lazy as _


class GovernanceConfig(AppConfig):
    """Registers what can be seen, and what must stand after every migration."""

    name = "governance"
    verbose_name = _("Governance")

    def ready(self) -> None:
        from governance import access, install, signals
        from governance.models import MachineToken, Membership, Organisation, Team, User
        from governance.trail import texts

        access.register(Organisation, view="organisation.audit", team=None)
        access.register(User, view="organisation.audit", team=None)
        access.register(MachineToken, view="organisation.audit", team=None)
        access.register(Team, view="team.view", team="pk")
        access.register(Membership, view="team.view")
        texts.register()
        signals.connect()
        m2m_changed.connect(install.guard_groups, sender=User.groups.through)
        post_migrate.connect(install.after_migrate, dispatch_uid="governance.install")
