"""The web server of a node: one process, waitress, no other service."""

import socket
import threading
import webbrowser

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from waitress.server import create_server

THREADS = 6


def serve(host: str, port: int, *, open_page: bool) -> None:
    """Serve until stopped. Raises OSError with a clear text when the port is taken."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OSError(
                f"port {port} is taken (is Tracemark running already?); try --port {port + 1}"
            ) from error
    server = create_server(
        get_wsgi_application(),
        host=host,
        port=port,
        threads=THREADS,
        ident="Tracemark",
        # Behind a proxy that we were told of, its headers say how the browser came; else they are nobody's word.
        clear_untrusted_proxy_headers=settings.PROXIES == 0,
    )
    if open_page:
        threading.Timer(0.5, webbrowser.open, [f"http://{host}:{port}/"]).start()
    try:
        server.run()
    finally:
        server.close()
