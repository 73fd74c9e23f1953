"""Every address of Steward, room by room."""

from allauth.account.urls import urlpatterns as account_pages
from django.urls import include, path

from config import views

handler400 = "config.views.bad_request"
handler403 = "config.views.forbidden"
handler404 = "config.views.not_found"
handler500 = "config.views.server_error"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("language/", views.language, name="language"),
    # Whose address is whose is the administrator's matter; allauth's own page would change it without a record.
    path("accounts/email/", views.closed, name="account_email"),
    path("accounts/", include([page for page in account_pages if page.name != "account_email"])),
    path("teams/<slug:team>/go/<slug:place>/", views.go, name="team-go"),
    path("", include("governance.urls")),
    path("", include("agents.urls")),
    path("", include("orchestrator.urls")),
]
