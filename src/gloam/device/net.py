"""A network device: Ethernet frames in and out, never blocking.

Frames are without preamble and check sequence, at most mtu() + 14 bytes. Loopbacks, tracers and
fault injectors are other implementations of the same class. No protocol above Ethernet is known
here.
"""


class NetDevice:
    def mac(self) -> bytes:
        """Six bytes; the same for the life of the device."""
        raise NotImplementedError

    def mtu(self) -> int:
        """The largest payload of a frame, in bytes, without the 14 bytes of Ethernet header."""
        raise NotImplementedError

    def receive(self) -> bytes | None:
        """The next frame, which is the caller's from now on; None when there is none.

        None also hands the frames transmitted so far to the device, so a caller that polls until
        None never leaves one behind.
        """
        raise NotImplementedError

    def transmit(self, frame: bytes) -> bool:
        """Queue a copy of `frame`. False: the ring is full, nothing was taken, try after wait().

        A frame of fewer than 14 or more than mtu() + 14 bytes is the caller's bug.
        """
        raise NotImplementedError

    def address_hint(self) -> str:
        """The static IPv4 address from the boot configuration: "10.0.2.15/24,10.0.2.2,10.0.2.3",
        with a gateway and name servers behind it if any; "" when there is none."""
        raise NotImplementedError

    def prepare_wait(self) -> bool:
        """Called by the platform before it idles: ask for an interrupt when there is something.

        True when there is something already: then do not idle.
        """
        raise NotImplementedError

    def finish_wait(self) -> None:
        """Called by the platform after it idled: no interrupts while the program runs."""
        raise NotImplementedError
