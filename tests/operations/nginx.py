"""nginx with the configuration that the documentation recommends."""

import re
from collections.abc import Sequence
from pathlib import Path

from tests.services import Balancer

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "nginx.conf"

AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {example}
}}
"""


class Nginx(Balancer):
    """As `Balancer`, with nginx."""

    def __init__(self, folder: Path, nodes: Sequence[str], host: str = "127.0.0.1") -> None:
        super().__init__(folder, nodes, host)
        text = re.sub(r"listen \d+", f"listen {host}:{self.port}", EXAMPLE.read_text())
        servers = iter(nodes)
        text = re.sub(r"server [\d.:]+(?= max_fails)", lambda _: f"server {next(servers)}", text)
        (folder / "nginx.conf").write_text(AROUND.format(folder=folder, example=text))

    def _command(self) -> Sequence[str | Path]:
        return ["nginx", "-p", self.folder, "-c", self.folder / "nginx.conf"]
