"""The form of what a workflow is called and what it is for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AboutForm(forms.Form):
    """Name and purpose."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("What your colleagues would call this work."))
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence: what comes in, and what has happened when it is done."),
    )
