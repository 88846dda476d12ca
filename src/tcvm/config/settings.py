"""Django's settings. What an operator decides comes from the environment (`environment.py`)."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from tcvm.config import environment

_GIVEN = environment.read()
_PACKAGE = Path(__file__).resolve().parent.parent

HOME = _GIVEN.home
DEBUG = _GIVEN.debug
SECRET_KEY = _GIVEN.secret_key
ALLOWED_HOSTS = list(_GIVEN.allowed_hosts)
DATABASES = {"default": dict(_GIVEN.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Nobody signs in yet: neither accounts nor sessions are installed.
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "csp",
    "tcvm.foundation.ui",
    "tcvm.foundation.jobs",  # before the library, whose worker it replaces
    "django_tasks",
    "django_tasks_db",
    "tcvm.foundation.audit",
    "tcvm.foundation.events",
    "tcvm.foundation.tenancy",
    "tcvm.apps.members",
    "tcvm.apps.ratings",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "tcvm.config.urls"
WSGI_APPLICATION = "tcvm.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # A room keeps its templates beside its views.
        "DIRS": sorted(_PACKAGE.glob("apps/*/web/templates")),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["tcvm.foundation.ui.context.page"],
        },
    },
]

TASKS = {"default": {"BACKEND": "tcvm.foundation.jobs.backend.QueueBackend"}}

# Vietnamese is what is shown to whoever does not ask for English.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = DEBUG
# A missing asset must not take the page with it, least of all the page that says what went wrong.
WHITENOISE_MANIFEST_STRICT = False

# Pages hold no inline script or style, and load nothing from anywhere else.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if _GIVEN.https:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    LANGUAGE_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
# HSTS for subdomains and preloading bind an association's other sites too: not ours to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # That an address was not found is the reader's to know, not the operator's.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
