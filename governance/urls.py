"""Addresses of the settings screens and the trail."""

from django.urls import path

from governance.views import machines, organisation, people, roles, teams, trail, welcome

urlpatterns = [
    path("welcome/<str:code>/", welcome.welcome, name="welcome"),
    path("settings/", teams.settings_home, name="settings-home"),
    path("teams/<slug:team>/settings/", teams.team_settings, name="settings"),
    path("teams/<slug:team>/settings/change/", teams.team_change, name="team-change"),
    path("teams/<slug:team>/settings/members/add/", teams.member_add, name="member-add"),
    path("teams/<slug:team>/settings/machines/", machines.machine_list, name="machines"),
    path("teams/<slug:team>/settings/machines/make/", machines.machine_make, name="machine-make"),
    path("teams/<slug:team>/settings/machines/<int:pk>/", machines.machine, name="machine"),
    path("teams/<slug:team>/settings/machines/<int:pk>/tokens/make/", machines.token_make, name="token-make"),
    path("teams/<slug:team>/settings/machines/<int:pk>/tokens/<int:token>/end/", machines.token_end, name="token-end"),
    path("settings/members/<int:pk>/", teams.member, name="member"),
    path("settings/members/<int:pk>/change/", teams.member_change, name="member-change"),
    path("settings/members/<int:pk>/end/", teams.member_end, name="member-end"),
    path("settings/roles/", roles.role_list, name="roles"),
    path("settings/roles/new/", roles.role_new, name="role-new"),
    path("settings/roles/<slug:key>/", roles.role, name="role"),
    path("settings/roles/<slug:key>/change/", roles.role_change, name="role-change"),
    path("settings/people/", people.people_list, name="people"),
    path("settings/people/add/", people.person_add, name="person-add"),
    path("settings/people/<int:pk>/", people.person, name="person"),
    path("settings/people/<int:pk>/rename/", people.person_rename, name="person-rename"),
    path("settings/people/<int:pk>/stop/", people.person_stop, name="person-stop"),
    path("settings/people/<int:pk>/let-in/", people.person_let_in, name="person-let-in"),
    path("settings/people/<int:pk>/reset-link/", people.person_reset_link, name="person-reset-link"),
    path("settings/people/<int:pk>/role/give/", people.organisation_role_give, name="organisation-role-give"),
    path("settings/people/<int:pk>/role/end/", people.organisation_role_end, name="organisation-role-end"),
    path("settings/organisation/", organisation.organisation, name="organisation"),
    path("settings/organisation/change/", organisation.organisation_change, name="organisation-change"),
    path("settings/organisation/hosts/", organisation.hosts_change, name="hosts-change"),
    path("settings/organisation/teams/make/", organisation.team_make, name="team-make"),
    path("trail/", trail.trail_page, name="organisation-trail"),
    path("trail/proof/", trail.trail_proof, name="organisation-trail-proof"),
    path("trail/export/<str:file_format>/", trail.trail_export, name="organisation-trail-export"),
    path("teams/<slug:team>/trail/", trail.trail_page, name="trail"),
    path("teams/<slug:team>/trail/proof/", trail.trail_proof, name="trail-proof"),
    path("teams/<slug:team>/trail/export/<str:file_format>/", trail.trail_export, name="trail-export"),
]
