"""A server that cannot prove who it is gives nothing that would be published."""

import ssl
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from corpus.store import Place, reading

FEED = b"<rss version='2.0'><channel><item><guid>1</guid><title>One</title></item></channel></rss>"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/feed" else 404)
        self.send_header("Content-Length", str(len(FEED)))
        self.end_headers()
        self.wfile.write(FEED)

    def log_message(self, *_):
        pass


def certificate(path, days: int) -> str:
    """A certificate that its owner signed, and that ends in so many days."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    end = datetime.now(UTC) + timedelta(days=days)
    signed = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(end - timedelta(days=30)).not_valid_after(end)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(secret + signed.public_bytes(pem))
    return str(path)


@pytest.fixture
def server(tmp_path):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(tmp_path / "expired.pem", -1))
    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    httpd.socket = context.wrap_socket(httpd.socket, server_side=True, do_handshake_on_connect=False)
    httpd.handle_error = lambda *_: None  # a client that goes away is what is tested
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"https://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def test_an_expired_certificate_is_named_unless_the_settings_accept_it(here, server):
    """The source is unreachable and says why; for servers of one's own the check can be switched off."""
    here.sheet("a", f'kind = "feed"\nurl = "{server}/feed"\n')
    settings = here.folder / "observatory.toml"
    here.run("harvest")
    settings.write_text(settings.read_text() + "check_certificates = false\n")
    here.run("harvest")

    with reading(Place(here.folder / "var")) as reader:
        assert [("unreachable", "its certificate is wrong or has expired", 0), ("ok", "", 1)] == [
            (run.outcome, run.reason, run.kept) for run in reader.runs()
        ]
