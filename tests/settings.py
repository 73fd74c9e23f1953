"""Settings for tests: the real ones, with a scratch folder, known keys and a quick password hasher."""

import os
import tempfile

os.environ.setdefault("STEWARD_VAR", tempfile.mkdtemp(prefix="steward-tests-"))
os.environ.setdefault("SECRET_KEY", "for-tests-only-" + "0" * 40)
os.environ.setdefault("STEWARD_MASTER_KEY", "42" * 32)

from config.settings import *  # noqa: F403
from config.settings import DATABASES, VAR

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file: the busy timeout does not apply to a shared in-memory database, and threads write in some tests.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
