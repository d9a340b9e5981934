"""Where signing in differs from allauth: no sign-up, one-time passwords that end, secrets encrypted."""

import base64
import time
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tracemark.accounts.access import client_address
from tracemark.accounts.models import Person
from tracemark.accounts.queries import second_factors, viewer_of
from tracemark.config.home import factor_key
from tracemark.oversight.actions import log_access
from tracemark.ui.languages import keep_language

FRESH_SECONDS = 300


class PersonBackend(AuthenticationBackend):
    """Password sign-in for active people whose one-time password has not run out."""

    def user_can_authenticate(self, user: Person | None) -> bool:
        """Whether a right password lets this person in."""
        if user is None or not user.is_active:
            return False
        return user.one_time_until is None or user.one_time_until > timezone.now()


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: an administrator makes the record."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The user name or the password is not right."),
        "incorrect_password": _("This is not the password."),
        "enter_current_password": _("This is not your present password."),
        "incorrect_code": _("This is not the code, or it was used already. Wait for the next."),
        "too_many_login_attempts": _(
            "Too many attempts in a short time. Nothing was changed. Wait five minutes, then try again."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Whether to ask again who it is before a guarded step: not within five minutes of signing in."""
        records = get_authentication_records(context.request, context.request.user)
        fresh = any(time.time() - record["at"] < FRESH_SECONDS for record in records[-1:])
        return not fresh and bool(super().is_reauthentication_required(app=app))

    def set_password(self, user: Person, password: str) -> None:
        """Store a password its owner chose; a one-time password is over with it."""
        user.set_password(password)
        user.one_time_until = None
        user.save(update_fields=["password", "one_time_until"])

    def post_login(self, request: HttpRequest, user: Person, **named: Any) -> HttpResponse | None:
        """Write the sign-in into the access log; then whatever allauth does next, in the person's language
        unless another was chosen in this browser."""
        viewer = viewer_of(user, address=client_address(request))
        log_access(viewer, verb="sign_in")
        response: HttpResponse | None = super().post_login(request, user, **named)
        if response is not None and settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            keep_language(response, user.language)
        return response

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing: a node sends no mail."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps are encrypted; the key is a file outside the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
    }

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        """The name proposed for a new passkey."""
        return gettext("Device {number}").format(number=len(second_factors(user.id)) + 1)

    def encrypt(self, text: str) -> str:
        """``text`` as it is stored."""
        return _fernet().encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The text that ``encrypt`` was given."""
        return _fernet().decrypt(encrypted_text.encode("ascii")).decode()

    def get_totp_issuer(self) -> str:
        """What the app shows: the program and its State, so that two nodes are told apart."""
        return f"Tracemark {settings.NODE.state}".strip()

    def build_totp_svg(self, url: str) -> str:
        """The QR code of the secret."""
        buffer = BytesIO()
        segno.make(url).save(buffer, kind="svg", scale=4, border=4, light="#fff", dark="#000")
        return buffer.getvalue().decode()


def _fernet() -> Fernet:
    """The cipher, from the node's key file."""
    secret = factor_key(settings.HOME).encode("ascii")
    derived = HKDF(SHA256(), 32, salt=None, info=b"tracemark second factor").derive(secret)
    return Fernet(base64.urlsafe_b64encode(derived))
