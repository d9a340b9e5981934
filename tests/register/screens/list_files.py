"""A small list for the screens of uploads, and people who take it in."""

from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.accounts.people import make_person, make_unit, signed_in

from tracemark.accounts.models import Unit

LIST = """Army of Farland,,,,
No.,Type,Make,Model,Serial no.
1,Assault rifle,Izhmash,AKM,AB1234
2,Assault rifle,Izhmash,AKM,AB1235
3,Assault rifle,Izhmash,AKM,AB1234
4,Pistol,FN,GP35,
"""


def officer(unit: Unit | None = None, name: str = "ana") -> Client:
    """A signed-in officer."""
    return signed_in(make_person(name, "officer", unit or make_unit("ARMY")))


def send(
    client: Client, unit: Unit, text: str = LIST, name: str = "army.csv", kind: str = "inventory"
) -> UUID:
    """Upload a list and return the key of the upload."""
    file = SimpleUploadedFile(name, text.encode())
    answer = client.post("/register/lists/new/", {"file": file, "kind": kind, "unit": str(unit.id)})
    assert answer.status_code == 302, answer.content.decode()
    return UUID(answer.url.rstrip("/").rsplit("/", 1)[-1])
