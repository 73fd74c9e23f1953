"""Forms about the organisation and its people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.verbs import ORGANISATION_ROLES


class OrganisationForm(forms.Form):
    """The organisation's name and currency."""

    name = forms.CharField(label=_("Name"), max_length=200)
    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Three letters, such as EUR."))


class HostsForm(forms.Form):
    """The hosts inside the house that tools and models may reach."""

    hosts = forms.CharField(
        label=_("Allowed hosts"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One a line, as crm.example.org or 10.0.0.5:8443. Addresses on the public internet need not be listed; "
            "everything else is refused unless it stands here."
        ),
    )


class PersonForm(forms.Form):
    """Add a person."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(label=_("E-mail address"))


class NameForm(forms.Form):
    """Rename a person."""

    name = forms.CharField(label=_("Name"), max_length=200)


class OrganisationRoleForm(forms.Form):
    """Give a role in the organisation."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[(key, label) for key, (label, _verb) in ORGANISATION_ROLES.items()]
    )


class WelcomeForm(forms.Form):
    """The first administrator and the organisation."""

    organisation = forms.CharField(label=_("Your organisation"), max_length=200)
    currency = forms.CharField(
        label=_("Currency"), max_length=3, initial="EUR", help_text=_("Three letters, such as EUR.")
    )
    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(label=_("Your e-mail address"))
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. Several words are easier to remember."),
    )
