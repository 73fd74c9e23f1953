"""Who holds which verb on what: guardian's grants on direct foreign keys, with an end date."""

from django.db import models

from governance.access import GroupGrant, UserGrant
from governance.models.organisation import Organisation
from governance.models.team import Team


class TeamGroupGrant(GroupGrant):
    """A role's group holds a verb on its team."""

    content_object = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="group_grants")

    class Meta(GroupGrant.Meta):
        abstract = False


class TeamUserGrant(UserGrant):
    """One person or machine holds a verb on a team, perhaps until a date."""

    content_object = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="user_grants")

    class Meta(UserGrant.Meta):
        abstract = False


class OrganisationUserGrant(UserGrant):
    """One person holds an organisation-wide verb."""

    content_object = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="user_grants")

    class Meta(UserGrant.Meta):
        abstract = False
