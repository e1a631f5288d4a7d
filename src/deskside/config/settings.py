"""Django's settings, from the environment. Nothing of the domain is decided here."""

import os
import secrets
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from deskside.config.databases import postgresql, redis, sqlite
from deskside.kit.files import write_private

PACKAGE = Path(__file__).resolve().parent.parent
UI = PACKAGE / "ui"
"""Where the built pages and scripts lie."""

DATA = Path(os.environ.get("DESKSIDE_DATA", "data")).resolve()
"""The folder of everything that must be kept."""


SHORTEST_SECRET = 32


def _secret_key() -> str:
    """The secret of this installation: given, or made once and kept where only we can read it."""
    given = os.environ.get("DESKSIDE_SECRET_KEY")
    if given:
        if len(given) < SHORTEST_SECRET:
            raise SystemExit(f"DESKSIDE_SECRET_KEY must have at least {SHORTEST_SECRET} characters, chosen at random.")
        return given
    kept = DATA / "secret-key"
    if not kept.exists():
        write_private(kept, secrets.token_urlsafe(48))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("DESKSIDE_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("DESKSIDE_ORIGINS", "").split(",") if origin]

DESK_NAME = os.environ.get("DESKSIDE_NAME", "IT Service Desk")
ORGANISATION = os.environ.get("DESKSIDE_ORGANISATION", "Alder Bay University")

CUSTOMER_AWAY_AFTER = float(os.environ.get("DESKSIDE_CUSTOMER_AWAY_AFTER", "15"))
CUSTOMER_LEFT_AFTER = float(os.environ.get("DESKSIDE_CUSTOMER_LEFT_AFTER", "180"))
REPRESENTATIVE_GRACE = float(os.environ.get("DESKSIDE_REPRESENTATIVE_GRACE", "45"))
"""Seconds without a connection; see `deskside.live.presence`."""

PUSH_CONTACT = os.environ.get("DESKSIDE_PUSH_CONTACT", "")
PUSH_TO_PRIVATE = os.environ.get("DESKSIDE_PUSH_TO_PRIVATE", "") == "1"
"""Let browsers subscribe with addresses inside, and without TLS: for a push service of one's own, and for tests."""

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "servestatic",
    "django.contrib.staticfiles",
    "deskside.kit",
    "deskside.people",
    "deskside.chats",
    "deskside.queues",
    "deskside.portal",
    "deskside.canned",
    "deskside.push",
    "deskside.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "deskside.config.headers.ContentSecurity",
    "servestatic.middleware.ServeStaticMiddleware",
    "deskside.config.at_a_time.AtATime",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "deskside.config.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

DATABASE_URL = os.environ.get("DATABASE_URL", "")
REDIS_URL = redis(os.environ.get("REDIS_URL", ""))
DATABASES = {"default": postgresql(DATABASE_URL) if DATABASE_URL else sqlite(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Representative"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/console/sign-in/"
LOGIN_REDIRECT_URL = "/console/"
LOGOUT_REDIRECT_URL = "/console/sign-in/"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
BEHIND_TLS = os.environ.get("DESKSIDE_TLS", "") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
if BEHIND_TLS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
TIME_ZONE = os.environ.get("DESKSIDE_TIME_ZONE", "UTC")
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [UI] if UI.exists() else []
SERVESTATIC_USE_FINDERS = True
SERVESTATIC_ALLOW_ALL_ORIGINS = False


def SERVESTATIC_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:  # noqa: N802
    """Whether a file never changes: the built scripts and styles bear a hash of their content in their names."""
    return url.startswith("/static/assets/")


STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # It says so at each try, several times a second while the database is away; `kit.storage` says it once.
    "loggers": {"psycopg.pool": {"level": "ERROR"}},
}

UNFOLD = {"SITE_TITLE": "Deskside", "SITE_HEADER": "Deskside", "SHOW_VIEW_ON_SITE": False}
