"""The server that `web` asks, once Django is set up."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from waitress.server import create_server

from tracemark.accounts.actions import create_person, create_token, give_post
from tracemark.accounts.models import Person, Unit
from tracemark.accounts.permissions import Role
from tracemark.config.serving import THREADS


def serve(most: int) -> None:
    """Print the port and an officer's token, then serve until killed; ``most`` questions a minute."""
    settings.API_REQUESTS_A_MINUTE = most
    unit = Unit.objects.order_by("id").first()
    assert unit is not None
    person = Person.objects.filter(username="benchmark").first()
    if person is None:
        made = create_person(username="benchmark", name="Benchmark", by=None)
        give_post(person=made.id, unit=unit.id, role=Role.EVIDENCE_OFFICER.value, by=None)
        Person.objects.filter(id=made.id).update(one_time_until=None)
        person = Person.objects.get(id=made.id)
    token = create_token(name="benchmark", days=1, by=person.id).text
    server = create_server(get_wsgi_application(), host="127.0.0.1", port=0, threads=THREADS)
    print(server.effective_port, token, flush=True)
    server.run()
