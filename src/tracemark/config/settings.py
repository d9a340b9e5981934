"""Settings of one node. What differs between machines comes from the environment or TRACEMARK_HOME."""

import os
from datetime import timedelta

from csp.constants import NONE, SELF

from tracemark.config.home import database_settings, home_folder, secret_key
from tracemark.config.node import read_node

HOME = home_folder()
NODE = read_node(HOME)
SECRET_KEY = secret_key(HOME)
DEBUG = False

# Where it is reached. A demo node answers the machine itself only, whatever the environment says.
HTTPS = os.environ.get("TRACEMARK_HTTPS") == "1"
PROXIES = int(os.environ.get("TRACEMARK_PROXIES", "0"))
LOOPBACK = ["127.0.0.1", "localhost", "[::1]", "testserver"]
NAMED_HOSTS = [] if NODE.is_demo else os.environ.get("TRACEMARK_HOSTS", "").split()
ALLOWED_HOSTS = [*LOOPBACK, *NAMED_HOSTS]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in NAMED_HOSTS] if HTTPS else []

INSTALLED_APPS = [
    # Our rooms stand first, so that their templates and words win over those of Django and allauth.
    "tracemark.accounts",
    "tracemark.oversight",
    "tracemark.reference",
    "tracemark.ui",
    "tracemark.marks",
    "tracemark.register",
    "tracemark.matching",
    "tracemark.exchange",
    "tracemark.transfers",
    "tracemark.stockpiles",
    "tracemark.ammunition",
    "tracemark.tracing",
    "tracemark.figures",
    "tracemark.instruments",
    "tracemark.observatory",
    "tracemark.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "ninja",
]

MIDDLEWARE = [
    "tracemark.config.middleware.api_problems",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "tracemark.config.middleware.private_answers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tracemark.config.middleware.idle_sessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tracemark.config.context.node",
            ],
        },
    }
]

DATABASES = {"default": database_settings(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# In the database, so that limits and used codes hold over several server processes without another program.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "config_cache"}}

# People.
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "tracemark.accounts.sign_in.PersonBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "tracemark.accounts.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords and codes, by allauth: wider than the lock below, to slow guessing from many addresses.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,10/5m/key", "login": "60/m/ip"}
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
MFA_ADAPTER = "tracemark.accounts.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers themselves allow it for localhost only
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TOTP_ISSUER = "Tracemark"
MFA_TOTP_TOLERANCE = 1  # clocks of offline machines drift: one step of 30 s either way

# Guessing. By user *and* address: one clerk's typing errors lock neither the office nor the clerk elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "tracemark.accounts.access.typed_username"
AXES_DISABLE_ACCESS_LOG = True  # ours says it, guarded
AXES_CLIENT_IP_CALLABLE = "tracemark.accounts.access.client_address"
AXES_LOCKOUT_TEMPLATE = "accounts/locked_out.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
API_REQUESTS_A_MINUTE = 300

# Sessions: short when idle, a working day at most, gone when the browser closes.
SESSION_COOKIE_AGE = 30 * 60
SESSION_LONGEST = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# Messages between nodes: which room's function takes each kind (dotted path). See docs/rooms/exchange.md.
EXCHANGE_HANDLERS = dict.fromkeys(
    (
        "trace.request",
        "trace.acknowledgement",
        "trace.more_information",
        "trace.information",
        "trace.reply",
        "trace.consent_request",
        "trace.consent",
        "trace.restriction",
        "trace.outcome",
        "trace.clarification",
        "trace.close",
    ),
    "tracemark.tracing.jobs.receive",
)
# What else is done each round of `exchange run`, with ``by`` and ``at``: reminders of cases that wait for a State.
EXCHANGE_ROUNDS = ("tracemark.tracing.jobs.watch",)

# Nothing is mailed: a notice that must reach somebody is shown when they sign in.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("zh-hans", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
FORMAT_MODULE_PATH = "tracemark.ui.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
ROOT_URLCONF = "tracemark.config.urls"
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# To the console, without addresses, names or query strings: those stand in the access log, guarded.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"impersonal": {"()": "tracemark.config.logs.Impersonal"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "filters": ["impersonal"], "formatter": "line"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "axes": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
