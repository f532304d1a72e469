"""Virtual methods and linked objects: a simulated operating system's scheduler."""

from __future__ import annotations

import sys

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
TASKS = 6
PACKET_SIZE = 4
DEVICE_PACKET, WORK_PACKET = 0, 1


class Packet:
    def __init__(self, link: Packet | None, ident: int, kind: int) -> None:
        self.link = link
        self.ident = ident
        self.kind = kind
        self.datum = 0
        self.data = [0] * PACKET_SIZE


def append(packet: Packet, queue: Packet | None) -> Packet:
    packet.link = None
    if queue is None:
        return packet
    last = queue
    while last.link is not None:
        last = last.link
    last.link = packet
    return queue


class Task:
    def __init__(
        self, system: System, ident: int, priority: int, queue: Packet | None, ready: bool
    ) -> None:
        self.system = system
        self.link = system.tasks
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.has_packet = queue is not None
        self.is_waiting = not ready
        self.is_held = False
        system.tasks = self
        system.table[ident] = self

    def handle(self, packet: Packet | None) -> Task | None:
        raise NotImplementedError

    def add_packet(self, packet: Packet, old: Task) -> Task:
        if self.queue is None:
            self.queue = packet
            self.has_packet = True
            if self.priority > old.priority:
                return self
        else:
            append(packet, self.queue)
        return old

    def is_stopped(self) -> bool:
        return self.is_held or (not self.has_packet and self.is_waiting)

    def run(self) -> Task | None:
        packet: Packet | None = None
        if self.is_waiting and self.has_packet and not self.is_held:
            packet = self.queue
            if packet is not None:
                self.queue = packet.link
            self.is_waiting = False
            self.has_packet = self.queue is not None
        return self.handle(packet)

    def wait(self) -> Task:
        self.is_waiting = True
        return self

    def hold(self) -> Task | None:
        self.system.holds += 1
        self.is_held = True
        return self.link

    def release(self, ident: int) -> Task:
        task = self.system.find(ident)
        task.is_held = False
        return task if task.priority > self.priority else self

    def send(self, packet: Packet) -> Task:
        task = self.system.find(packet.ident)
        self.system.sent += 1
        packet.link = None
        packet.ident = self.ident
        return task.add_packet(packet, self)


class IdleTask(Task):
    def __init__(self, system: System, count: int) -> None:
        super().__init__(system, IDLE, 0, None, True)
        self.control = 1
        self.count = count

    def handle(self, packet: Packet | None) -> Task | None:
        self.count -= 1
        if self.count == 0:
            return self.hold()
        if self.control & 1 == 0:
            self.control //= 2
            return self.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xD008
        return self.release(DEVICE_B)


class WorkTask(Task):
    def __init__(self, system: System, queue: Packet) -> None:
        super().__init__(system, WORKER, 1000, queue, False)
        self.target = HANDLER_A
        self.count = 0

    def handle(self, packet: Packet | None) -> Task | None:
        if packet is None:
            return self.wait()
        self.target = HANDLER_B if self.target == HANDLER_A else HANDLER_A
        packet.ident = self.target
        packet.datum = 0
        for index in range(PACKET_SIZE):
            self.count += 1
            if self.count > 26:
                self.count = 1
            packet.data[index] = 64 + self.count
        return self.send(packet)


class HandlerTask(Task):
    def __init__(self, system: System, ident: int, priority: int, queue: Packet) -> None:
        super().__init__(system, ident, priority, queue, False)
        self.work: Packet | None = None
        self.device: Packet | None = None

    def handle(self, packet: Packet | None) -> Task | None:
        if packet is not None:
            if packet.kind == WORK_PACKET:
                self.work = append(packet, self.work)
            else:
                self.device = append(packet, self.device)
        work = self.work
        if work is None:
            return self.wait()
        if work.datum >= PACKET_SIZE:
            self.work = work.link
            return self.send(work)
        device = self.device
        if device is None:
            return self.wait()
        self.device = device.link
        device.datum = work.data[work.datum]
        work.datum += 1
        return self.send(device)


class DeviceTask(Task):
    def __init__(self, system: System, ident: int, priority: int) -> None:
        super().__init__(system, ident, priority, None, False)
        self.pending: Packet | None = None

    def handle(self, packet: Packet | None) -> Task | None:
        if packet is not None:
            self.pending = packet
            return self.hold()
        pending = self.pending
        if pending is None:
            return self.wait()
        self.pending = None
        return self.send(pending)


class System:
    def __init__(self) -> None:
        self.tasks: Task | None = None
        self.table: list[Task | None] = [None] * TASKS
        self.holds = 0
        self.sent = 0

    def find(self, ident: int) -> Task:
        task = self.table[ident]
        if task is None:
            raise LookupError(ident)
        return task

    def schedule(self) -> None:
        task = self.tasks
        while task is not None:
            task = task.link if task.is_stopped() else task.run()


def packets(count: int, ident: int, kind: int) -> Packet:
    queue: Packet | None = None
    for _ in range(count - 1):
        queue = Packet(queue, ident, kind)
    return Packet(queue, ident, kind)


def main() -> None:
    holds = 0
    sent = 0
    for _ in range(int(sys.argv[1])):
        system = System()
        IdleTask(system, 10000)
        WorkTask(system, packets(2, WORKER, WORK_PACKET))
        HandlerTask(system, HANDLER_A, 2000, packets(3, DEVICE_A, DEVICE_PACKET))
        HandlerTask(system, HANDLER_B, 3000, packets(3, DEVICE_B, DEVICE_PACKET))
        DeviceTask(system, DEVICE_A, 4000)
        DeviceTask(system, DEVICE_B, 5000)
        system.schedule()
        holds += system.holds
        sent += system.sent
    print(holds, sent)


main()
