"""Django's settings. What an operator decides comes from the environment (`environment.py`)."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF

from tcvm.config import environment

_GIVEN = environment.read()
_PACKAGE = Path(__file__).resolve().parent.parent

HOME = _GIVEN.home
DEBUG = _GIVEN.debug
DEMO = _GIVEN.demo
SECRET_KEY = _GIVEN.secret_key
SECRET_KEY_FALLBACKS = list(_GIVEN.secret_key_fallbacks)
ALLOWED_HOSTS = list(_GIVEN.allowed_hosts)
DATABASES = {"default": dict(_GIVEN.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "tcvm.foundation.accounts",  # before allauth, whose templates it replaces
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "tcvm.foundation.ui",
    "tcvm.foundation.search",
    "tcvm.foundation.files",
    "tcvm.foundation.jobs",  # before the library, whose worker it replaces
    "django_tasks",
    "django_tasks_db",
    "tcvm.foundation.audit",
    "tcvm.foundation.events",
    "tcvm.foundation.once",
    "tcvm.foundation.tenancy",
    "tcvm.foundation.api",
    "tcvm.foundation.mail",
    "tcvm.foundation.upkeep",
    "tcvm.apps.members",
    "tcvm.apps.exchange",
    "tcvm.apps.ratings",
    "tcvm.apps.joining",
    *(["tcvm.config.demo"] if DEMO else []),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tcvm.foundation.ui.compress.CompressPages",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "tcvm.foundation.ui.limits.RequestSizeMiddleware",  # before anything reads a form
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tcvm.foundation.accounts.access.AccessMiddleware",  # last: nothing runs a view unasked
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
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tcvm.foundation.ui.context.page",
                "tcvm.foundation.accounts.context.person",
            ],
        },
    },
]

TASKS = {"default": {"BACKEND": "tcvm.foundation.jobs.backend.QueueBackend"}}

# People sign in by user name or e-mail address, a password or a passkey, and a second factor.
# There is no sign-up: who may come is invited (tcvm.foundation.accounts).
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["tcvm.foundation.accounts.backend.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accounts:home"
PASSWORD_HASHERS = ["tcvm.foundation.accounts.passwords.Argon2id"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "tcvm.foundation.accounts.passwords.NotTooLong"},
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "email", "name"]},
    },
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
    {"NAME": "tcvm.foundation.accounts.passwords.LocalWords"},
]
ACCOUNT_ADAPTER = "tcvm.foundation.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation's link has shown whose the address is
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if _GIVEN.https else "http"
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/10m/key"}
# Behind HTTPS there is the one server that ends it, and names the reader's address.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _GIVEN.https else 0
_FORMS = "tcvm.foundation.accounts.web.allauth_forms"
ACCOUNT_FORMS = {
    "login": f"{_FORMS}.Login",
    "reset_password": f"{_FORMS}.ResetPassword",
    "reset_password_from_key": f"{_FORMS}.NewPassword",
    "change_password": f"{_FORMS}.ChangePassword",
    "reauthenticate": f"{_FORMS}.Reauthenticate",
}
MFA_FORMS = {
    "authenticate": f"{_FORMS}.EnterCode",
    "reauthenticate": f"{_FORMS}.EnterCodeAgain",
    "activate_totp": f"{_FORMS}.SetUpApp",
    "add_webauthn": f"{_FORMS}.AddPasskey",
    "edit_webauthn": f"{_FORMS}.RenamePasskey",
}
PASSWORD_RESET_TIMEOUT = 60 * 60
MFA_ADAPTER = "tcvm.foundation.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a passkey is two factors: the device, and its owner
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _GIVEN.https  # browsers allow it on localhost alone
MFA_ALLOW_UNVERIFIED_EMAIL = True  # a clerk may have no address
MFA_TOTP_ISSUER = "tcvm"
MFA_TOTP_TOLERANCE = 1  # telephones' clocks differ by half a minute
# Attempts are counted where all processes see them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counter",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
# How long a session lasts is kept by tcvm.foundation.accounts.sessions; this is the outer limit.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "tcvm.foundation.accounts.web.refused.stale_form"

DEFAULT_FROM_EMAIL = SERVER_EMAIL = _GIVEN.mail_from
vars().update(_GIVEN.mail)

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
    "files": dict(_GIVEN.files),
    "passing": dict(_GIVEN.passing),
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

# Requests: the whole, what of a form is held in memory, and how many parts it may have.
REQUEST_MAX_BYTES = _GIVEN.request_max_bytes
DATA_UPLOAD_MAX_MEMORY_SIZE = FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

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
        "object-src": [NONE],
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
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # The prefix has browsers refuse such a cookie from any other host, or over HTTP.
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
# HSTS for subdomains and preloading bind an association's other sites too: not ours to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    # That an address was not found is the reader's to know, not the operator's.
    "loggers": {"django.request": {"level": "ERROR"}, "tcvm.security": {"level": "INFO"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
