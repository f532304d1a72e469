"""Sends every Ethernet frame back until one says "end". For tests of network drivers.

No protocol stack: what is between the test and this program is the driver alone.
"""

from gloam.device import platform
from gloam.device.net import Frame


def main() -> None:
    machine = platform.current
    network = machine.network()
    if network is None:
        print("mirror: no network")
        return
    mirrored = 0
    print(f"mirror: {network.mac().hex()} mtu {network.mtu()}")
    while True:
        frame = network.receive()
        if frame is None:
            machine.wait(-1)
        elif frame[14:17] == b"end":
            break
        else:
            while not network.transmit(Frame(frame)):
                machine.wait(-1)
            mirrored += 1
    print(f"mirror: {mirrored} frames")


main()
