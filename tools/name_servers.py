"""NSD, Knot and BIND with one zone: one worker, no rate limits, no journal."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from gloamtool.failure import ToolError

_NSD = """\
server:
  ip-address: {address}@{port}
  username: ""
  chroot: ""
  zonesdir: "{folder}"
  database: ""
  pidfile: "{folder}/nsd.pid"
  xfrdfile: "{folder}/xfrd.state"
  zonelistfile: "{folder}/zone.list"
  server-count: 1
  hide-version: yes
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
  log-only-syslog: no
  logfile: "{folder}/log"
remote-control:
  control-enable: no
zone:
  name: "{origin}"
  zonefile: "{zone}"
"""
_KNOT = """\
server:
  listen: {address}@{port}
  rundir: {folder}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
database:
  storage: {folder}
log:
  - target: {folder}/log
    any: warning
zone:
  - domain: {origin}
    file: {zone}
    journal-content: none
    zonefile-sync: -1
"""
_BIND = """\
options {{
  directory "{folder}"; pid-file "{folder}/pid"; session-keyfile "{folder}/key";
  listen-on port {port} {{ {address}; }}; listen-on-v6 {{ none; }};
  recursion no; minimal-responses no; allow-query {{ any; }}; dnssec-validation no;
}};
controls {{ }};
zone "{origin}" {{ type primary; file "{zone}"; }};
"""


@dataclass(frozen=True, slots=True)
class NameServer:
    """A program of Debian's; `options` stand before the path of its configuration."""

    title: str
    program: str
    configuration: str
    options: tuple[str, ...]

    def is_installed(self) -> bool:
        return find_program(self.program) is not None

    def command(self, zone: Path, origin: str, folder: Path, address: str, port: int) -> list[str]:
        """Starts it in the foreground, with its files in `folder`."""
        file = folder / "configuration"
        fields = {"zone": zone, "origin": origin, "folder": folder}
        file.write_text(self.configuration.format(**fields, address=address, port=port))
        return [program(self.program), *self.options, str(file)]


NSD = NameServer("NSD", "nsd", _NSD, ("-d", "-c"))
KNOT = NameServer("Knot", "knotd", _KNOT, ("-c",))
BIND = NameServer("BIND", "named", _BIND, ("-n", "1", "-f", "-c"))


def find_program(name: str) -> str | None:
    return shutil.which(name, path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


def program(name: str) -> str:
    found = find_program(name)
    if found is None:
        raise ToolError(f"{name} is not installed")
    return found
