"""Every setting of Steward: the environment is read at the top, nothing else differs between installations."""

import os
import sys
from pathlib import Path

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import keys

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("STEWARD_VAR", BASE_DIR / "var"))
# For the server's own account alone: here lie the database with its sessions, the keys, and mail with reset links.
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
_KEYS = keys.load(VAR / "keys.env", dict(os.environ))

# -- read from the environment ---------------------------------------------------------------------------------
SECRET_KEY = _KEYS["SECRET_KEY"]
STEWARD_MASTER_KEY = bytes.fromhex(_KEYS["STEWARD_MASTER_KEY"])
DATABASE_URL = os.environ.get("DATABASE_URL", f"sqlite:///{VAR / 'steward.sqlite3'}")
BROKER_URL = os.environ.get("BROKER_URL", "memory://localhost//")
MAIL_HOST = os.environ.get("STEWARD_MAIL_HOST", "")
STEWARD_HOST = os.environ.get("STEWARD_HOST", "127.0.0.1")
STEWARD_DEMO = os.environ.get("STEWARD_DEMO", "1") != "0"
STEWARD_DEMO_PASSWORD = "steward-demo"  # noqa: S105 - known to everybody: demo people may only sign in over loopback
STEWARD_WORKERS = int(os.environ.get("STEWARD_WORKERS", "4"))
STEWARD_SANDBOX_PORT = int(os.environ.get("STEWARD_SANDBOX_PORT", "8765"))
STEWARD_WELCOME_CODE = os.environ.get("STEWARD_WELCOME_CODE", "")
STEWARD_LOOPBACK = STEWARD_HOST in {"127.0.0.1", "::1", "localhost"}
ALLOWED_HOSTS = [h for h in os.environ.get("STEWARD_ALLOWED_HOSTS", "").split(",") if h] or [
    "127.0.0.1",
    "localhost",
    "[::1]",
]
HTTPS = os.environ.get("STEWARD_HTTPS", "0") == "1"
if len(STEWARD_MASTER_KEY) != 32:
    raise ImproperlyConfigured("STEWARD_MASTER_KEY must be 64 hexadecimal characters (32 bytes).")

DEBUG = False
TESTING = "pytest" in sys.modules

# -- rooms -----------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "orchestrator",
    "agents",
    "governance",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "channels",
    "django_htmx",
    "drf_spectacular",
    "guardian",
    "rest_framework",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.content_security_policy",
    "config.middleware.without_nul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.shell",
            ],
        },
    }
]

# -- rows, messages, news --------------------------------------------------------------------------------------
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE and a busy timeout: writers queue instead of failing. FULL: what was committed survives a power cut.
    # cache_size: each thread keeps a connection, so what each remembers of the file is kept small.
    # recursive_triggers: without it REPLACE would go round the trail's delete trigger.
    DATABASES["default"]["ENGINE"] = "config.sqlite3"
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; "
            "PRAGMA foreign_keys=ON; PRAGMA cache_size=-2000; PRAGMA temp_store=MEMORY;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CHANNEL_LAYERS = {"default": {"BACKEND": "governance.layers.ThreadSafeInMemoryLayer"}}

# -- people ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "governance.User"
AUTHENTICATION_BACKENDS = [
    "governance.adapters.Backend",
]
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]  # grants are asked for in governance/access.py alone
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "governance.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "governance.forms.sign_in.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = None
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# -- mail: by SMTP where a host is named, else into a folder beside the database ----------------------------------
DEFAULT_FROM_EMAIL = os.environ.get("STEWARD_MAIL_FROM", "steward@localhost")
if MAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = MAIL_HOST
    EMAIL_PORT = int(os.environ.get("STEWARD_MAIL_PORT", "587"))
    EMAIL_HOST_USER = os.environ.get("STEWARD_MAIL_USER", "")
    EMAIL_HOST_PASSWORD = os.environ.get("STEWARD_MAIL_PASSWORD", "")
    EMAIL_USE_TLS = os.environ.get("STEWARD_MAIL_TLS", "1") == "1"
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
    EMAIL_FILE_PATH.mkdir(mode=0o700, exist_ok=True)

# -- pages -----------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German")), ("fr", _("French"))]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Served from where they are built: no copy step, and names from Vite carry their own hash.
WHITENOISE_USE_FINDERS = True
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/(ui|languages)/.+-[0-9A-Za-z_-]{8}\.\w+$"

# -- API -------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "governance.api.MachineTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["governance.api.DeclaredVerb"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "governance.api.explain",
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "6000/minute"},
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Steward",
    "DESCRIPTION": "Start runs, read them, and decide escalations: the same actions as the pages.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "ENUM_NAME_OVERRIDES": {
        "RunState": "orchestrator.models.run.RUN_STATES",
        "StepState": "orchestrator.models.run.STEP_STATES",
        "Reason": "orchestrator.models.escalation.REASONS",
        "EscalationState": "orchestrator.models.escalation.STATES",
        "Decision": "orchestrator.engine.state.Decision",
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("STEWARD_LOG", "WARNING")},
}
