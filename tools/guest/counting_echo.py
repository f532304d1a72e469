"""Echoes UDP on port 7000, and adds the stack's counters to a datagram that begins `statistics`.

A guest program (`python -m tools.fuzz` builds it): it uses the network below asyncio, because the
counters are there.
"""

from gloam.device import platform
from gloam.drivers.virtio.net import VirtioNet
from gloam.net.bind import BindError
from gloam.net.endpoint import UdpEndpoint
from gloam.net.network import Network
from gloam.sched.loop import Loop

PORT = 7000


class Echo:
    """Serves one endpoint of one network."""

    def __init__(self, network: Network, endpoint: UdpEndpoint) -> None:
        self._network = network
        self._endpoint = endpoint

    def serve(self) -> None:
        """Answer everything that waits."""
        datagram = self._endpoint.receive()
        while datagram is not None:
            answer = datagram.payload
            if answer.startswith(b"statistics"):
                answer += self._statistics()
            self._endpoint.send(answer, datagram.remote_ip, datagram.remote_port)
            datagram = self._endpoint.receive()

    def _statistics(self) -> bytes:
        """One `name=count` per line."""
        counters = self._network.statistics()
        if counters is None:
            return b"no stack"
        lines = [
            f"frames received={counters.frames_received}",
            f"datagrams received={counters.datagrams_received}",
        ]
        for name, count in counters.dropped.items():
            lines.append(f"{name}={count}")
        device = platform.current.network()
        if isinstance(device, VirtioNet):
            lines.append(f"frame size={device.statistics().rx_bad_sizes}")
        return "\n".join(lines).encode()


def main() -> None:
    loop = Loop()
    network = Network(loop)
    endpoint = network.bind(loop, 0, PORT, False, False)
    if isinstance(endpoint, BindError):
        raise OSError(f"port {PORT} cannot be bound")
    endpoint.listen(Echo(network, endpoint).serve)
    print(f"counting echo: UDP port {PORT}")
    loop.run_forever()


main()
