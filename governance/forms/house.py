"""Forms about the organisation and its people."""

from django import forms
from django.utils.translation import gettext_lazy as _

from governance.verbs import ORGANISATION_ROLES


class OrganisationForm(forms.Form):
    """The organisation's name and currency."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("As everybody knows it. It stands above these settings.")
    )
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

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("As colleagues will read it beside what this person does.")
    )
    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("They sign in with it. It cannot be changed later.")
    )


class NameForm(forms.Form):
    """Rename a person."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("The trail shows the new name for what was done before, too.")
    )


class OrganisationRoleForm(forms.Form):
    """Give a role in the organisation."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(key, label) for key, (label, _verb) in ORGANISATION_ROLES.items()],
        help_text=_("Holds in every team, from this moment on. The page about roles says what each allows."),
    )


class WelcomeForm(forms.Form):
    """The first administrator and the organisation."""

    organisation = forms.CharField(
        label=_("Your organisation"), max_length=200, help_text=_("Its teams are made inside. You can rename it later.")
    )
    currency = forms.CharField(
        label=_("Currency"), max_length=3, initial="EUR", help_text=_("Three letters, such as EUR.")
    )
    name = forms.CharField(
        label=_("Your name"), max_length=200, help_text=_("As colleagues will read it beside what you do.")
    )
    email = forms.EmailField(label=_("Your e-mail address"), help_text=_("You sign in with it."))
    password = forms.CharField(
        label=_("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. Several words are easier to remember."),
    )
