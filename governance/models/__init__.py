"""The rows of governance."""

from governance.models.grants import OrganisationUserGrant, TeamGroupGrant, TeamUserGrant
from governance.models.machine import MachineToken
from governance.models.notice import Notice
from governance.models.organisation import Organisation
from governance.models.payload import Payload, PayloadKey, SubjectMark
from governance.models.record import Record
from governance.models.role import Membership, Role
from governance.models.team import Team
from governance.models.user import User

__all__ = [
    "MachineToken",
    "Membership",
    "Notice",
    "Organisation",
    "OrganisationUserGrant",
    "Payload",
    "PayloadKey",
    "Record",
    "Role",
    "SubjectMark",
    "Team",
    "TeamGroupGrant",
    "TeamUserGrant",
    "User",
]
