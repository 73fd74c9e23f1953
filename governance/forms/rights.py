"""Forms about teams, members, machines and roles."""

import zoneinfo
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from governance import queries
from governance.models import Membership, Team
from governance.verbs import TEAM_VERBS


@lru_cache(maxsize=1)
def _zones() -> list[tuple[str, str]]:
    return [
        (zone, zone.replace("_", " "))
        for zone in sorted(zoneinfo.available_timezones())
        if "/" in zone or zone == "UTC"
    ]


class ZoneSelect(forms.Select):
    """A select of all time zones, written as one text: rendered one by one, 500 options cost more than their page."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        described = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", described, _zone_options(str(value or "")))


@lru_cache(maxsize=16)
def _zone_options(chosen: str) -> SafeString:
    marks = ((zone, SafeString(" selected") if zone == chosen else "", word) for zone, word in _zones())
    return format_html_join("", '<option value="{}"{}>{}</option>', marks)


class TeamForm(forms.Form):
    """A team's name, zone and currency."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("What its people call it, such as “Customer service”.")
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=_zones, widget=ZoneSelect, help_text=_("Times are shown in this zone.")
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Three letters, such as EUR."))


class EndForm(forms.Form):
    """A form with an optional last day, counted in the team's zone."""

    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave empty for no end."),
    )

    def __init__(self, team: Team, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team

    def ends_at(self) -> datetime | None:
        """The moment the last day is over."""
        day = self.cleaned_data.get("ends_on")
        if day is None:
            return None
        return datetime.combine(day + timedelta(days=1), time(), zoneinfo.ZoneInfo(self.team.time_zone))

    def last_day(self, ends_at: datetime | None) -> str:
        """An end as the day to show in the form."""
        if ends_at is None:
            return ""
        local = ends_at.astimezone(zoneinfo.ZoneInfo(self.team.time_zone)) - timedelta(microseconds=1)
        return local.date().isoformat()


class RoleField(forms.ModelChoiceField):
    """Choose a role by its name."""

    def __init__(self, **kwargs: Any) -> None:
        help_text = _("What it allows is listed under Roles.")
        super().__init__(
            queryset=None, label=_("Role"), to_field_name="key", empty_label=None, help_text=help_text, **kwargs
        )

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.label)


class MemberForm(EndForm):
    """Add somebody to a team."""

    field_order = ("email", "role", "ends_on")
    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of somebody who has an account here."))
    role = RoleField()

    def __init__(self, team: Team, *args: Any, **kwargs: Any) -> None:
        super().__init__(team, *args, **kwargs)
        self.fields["role"].queryset = queries.roles()  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        person = queries.person_by_email(email)
        if person is None:
            raise forms.ValidationError(_("Nobody has this address yet. An administrator adds people under People."))
        self.person = person
        return email


class MembershipForm(EndForm):
    """Change a member's role or last day."""

    field_order = ("role", "ends_on")
    role = RoleField()

    def __init__(self, membership: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(membership.team, *args, **kwargs)
        self.fields["role"].queryset = queries.roles()  # type: ignore[attr-defined]
        self.initial = {"role": membership.role.key, "ends_on": self.last_day(membership.ends_at)}


class MachineForm(EndForm):
    """Make a machine account."""

    field_order = ("name", "role", "ends_on")
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("The system that will use it, such as “Billing”.")
    )
    role = RoleField()

    def __init__(self, team: Team, *args: Any, **kwargs: Any) -> None:
        super().__init__(team, *args, **kwargs)
        self.fields["role"].queryset = queries.roles()  # type: ignore[attr-defined]


class TokenForm(EndForm):
    """Make a token."""

    field_order = ("name", "ends_on")
    name = forms.CharField(
        label=_("What it is for"),
        max_length=100,
        help_text=_("The program and place that will keep it, such as “Nightly export, server 2”."),
    )


class RoleForm(forms.Form):
    """What a role allows."""

    verbs = forms.MultipleChoiceField(
        label=_("What it allows"),
        choices=list(TEAM_VERBS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In the team in which somebody holds the role. Most need the first one to see anything at all."),
    )


class NewRoleForm(RoleForm):
    """A role of the organisation's own."""

    field_order = ("name", "verbs")
    name = forms.CharField(label=_("Name"), max_length=40, help_text=_("What this role does, such as “Night shift”."))
