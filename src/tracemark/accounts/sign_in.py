"""How signing in differs from allauth's defaults: closed sign-up, one-time passwords that end, secrets encrypted."""

import base64
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from tracemark.accounts.models import Person
from tracemark.config.home import factor_key


class PersonBackend(AuthenticationBackend):
    """Password sign-in for active people whose one-time password has not run out."""

    def user_can_authenticate(self, user: Person | None) -> bool:
        """Whether a right password lets this person in."""
        if user is None or not user.is_active:
            return False
        return user.one_time_until is None or user.one_time_until > timezone.now()


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: an administrator makes the record."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No."""
        return False

    def set_password(self, user: Person, password: str) -> None:
        """Store a password its owner chose; a one-time password is over with it."""
        user.set_password(password)
        user.one_time_until = None
        user.save(update_fields=["password", "one_time_until"])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing: a node sends no mail."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps are encrypted; the key is a file outside the database."""

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
