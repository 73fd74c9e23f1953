"""The routes that belong to no room: signing in and out, passwords, being alive."""

from typing import Any

from tests.access.table import Given, read
from tests.access.world import World


def _reset_link(world: World) -> dict[str, Any]:
    user, _dash, key = world.reset_path.rstrip("/").rpartition("/")[2].partition("-")
    return {"uidb36": user, "key": key}


ARGS: Given = {
    "team-go": {"team": "care", "place": "workflows"},
    "account_confirm_email": {"key": "nothing"},
    "account_reset_password_from_key": _reset_link,
}
SENDS: Given = {
    "language": {"language": "de"},
    "account_login": {"login": "vic@example.org", "password": "a guess"},
    "account_signup": {"email": "eve@example.org", "password1": "correct horse battery"},
    "account_reset_password": {"email": "vic@example.org"},
    "account_change_password": {"oldpassword": "a guess", "password1": "new words", "password2": "new words"},
    "account_email": {"email": "other@example.org", "action_add": ""},
}

ROUTES = read("""
    route                                      ano vie ope bui app rev aud tad adm org oth  needs
    GET  healthz                               200 200 200 200 200 200 200 200 200 200 200  public
    POST language                              302 302 302 302 302 302 302 302 302 302 302  public
    GET  team-go                               302 302 302 302 302 302 302 302 302 302 404  team.view
    GET  account_login                         200 302 302 302 302 302 302 302 302 302 302  public
    POST account_login                         200 302 302 302 302 302 302 302 302 302 302  public
    GET  account_logout                        302 200 200 200 200 200 200 200 200 200 200  public
    POST account_logout                        302 302 302 302 302 302 302 302 302 302 302  public
    GET  account_inactive                      200 200 200 200 200 200 200 200 200 200 200  public
    GET  account_signup                        200 302 302 302 302 302 302 302 302 302 302  public
    POST account_signup                        200 302 302 302 302 302 302 302 302 302 302  public
    GET  account_reauthenticate                302 403 403 403 403 403 403 403 403 403 403  signed-in
    POST account_reauthenticate                302 403 403 403 403 403 403 403 403 403 403  signed-in
    GET  account_email                         404 404 404 404 404 404 404 404 404 404 404  closed
    POST account_email                         404 404 404 404 404 404 404 404 404 404 404  closed
    GET  account_email_verification_sent       200 200 200 200 200 200 200 200 200 200 200  public
    GET  account_change_password               302 302 302 302 302 302 302 302 302 302 302  signed-in
    POST account_change_password               302 302 302 302 302 302 302 302 302 302 302  signed-in
    GET  account_set_password                  302 200 200 200 200 200 200 200 200 200 200  signed-in
    POST account_set_password                  302 200 200 200 200 200 200 200 200 200 200  signed-in
    GET  account_reset_password                200 200 200 200 200 200 200 200 200 200 200  public
    POST account_reset_password                302 302 302 302 302 302 302 302 302 302 302  public
    GET  account_reset_password_done           200 200 200 200 200 200 200 200 200 200 200  public
    GET  account_reset_password_from_key       200 200 200 200 200 200 200 200 200 200 200  public
    POST account_reset_password_from_key       200 200 200 200 200 200 200 200 200 200 200  public
    GET  account_reset_password_from_key_done  200 200 200 200 200 200 200 200 200 200 200  public
    GET  account_confirm_login_code            302 302 302 302 302 302 302 302 302 302 302  public
    POST account_confirm_login_code            302 302 302 302 302 302 302 302 302 302 302  public
    GET  account_confirm_email                 200 200 200 200 200 200 200 200 200 200 200  public
    POST account_confirm_email                 404 404 404 404 404 404 404 404 404 404 404  public
""")
