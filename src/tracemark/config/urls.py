"""All addresses of a node; each room brings its own."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

from tracemark.config.api import api

# allauth's own list of addresses has sign-up, e-mail and password reset, none of which a node offers.
SIGN_IN: list[URLPattern | URLResolver] = [
    path("", account.login, name="account_login"),
    path("out/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("closed/", account.signup, name="account_signup"),  # always "closed": the adapter says so
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("second-factor/", include("allauth.mfa.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("tracemark.ui.urls")),
    path("sign-in/", include(SIGN_IN)),
    path("accounts/", include("tracemark.accounts.urls")),
    path("oversight/", include("tracemark.oversight.urls")),
    path("matching/", include("tracemark.matching.urls")),
    path("reference/", include("tracemark.reference.urls")),
    path("register/", include("tracemark.register.urls")),
    path("figures/", include("tracemark.figures.urls")),
    path("reports/", include("tracemark.instruments.urls")),
    path("observatory/", include("tracemark.observatory.urls")),
    path("transfers/", include("tracemark.transfers.urls")),
    path("ammunition/", include("tracemark.ammunition.urls")),
    path("tracing/", include("tracemark.tracing.urls")),
    path("exchange/", include("tracemark.exchange.urls")),
    path("api/v1/", api.urls),
]
