"""Addresses of exchange."""

from django.urls import path

from tracemark.exchange.views import courier, directory, messages
from tracemark.exchange.views.line import line

app_name = "exchange"

urlpatterns = [
    path("line/", line, name="line"),
    path("", messages.outbox, name="outbox"),
    path("inbox/", messages.inbox, name="inbox"),
    path("refused/", messages.refused, name="refused"),
    path("messages/<int:number>/", messages.message, name="message"),
    path("messages/<int:number>/evidence/", messages.evidence, name="evidence"),
    path("courier/", courier.courier, name="courier"),
    path("courier/out/", courier.courier_out, name="courier_out"),
    path("courier/in/", courier.courier_in, name="courier_in"),
    path("directory/", directory.directory, name="directory"),
    path("directory/card/", directory.trust, name="trust"),
    path("directory/contact/", directory.contact, name="contact"),
    path("card/", directory.own, name="own"),
    path("card/file/", directory.card_file, name="card_file"),
    path("card/keys/", directory.rotate, name="rotate"),
    path("states/<str:state>/", directory.partner, name="partner"),
    path("states/<str:state>/confirm/", directory.confirm, name="confirm"),
    path("states/<str:state>/withdraw/", directory.withdraw, name="withdraw"),
    path("states/<str:state>/test/", directory.test, name="test"),
]
