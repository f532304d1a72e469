"""TCP (RFC 9293): connections as engines. Segments and `now_ns` go in; segments, events and the
next deadline come out.

`engine.py` finds the connection of a segment and owns everything that is shared: listeners, ports,
timers, memory. `connection.py` is one connection's state machine; it has a `Sender` and a
`Receiver`, which do not know each other. Nothing here knows a frame, an IP version, a socket or a
coroutine, and nothing a peer sends raises or grows beyond the limits that the modules name.

**Positions.** Inside, a sequence number is a position in an endless stream: an int that never
wraps and compares with `<`. `sequence.py` is the only place where the wire's 32 bits are read.
"""
