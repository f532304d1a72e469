"""asyncio for images: the standard library's names, arguments, order and exceptions.

The submodules are named after CPython's, because class names in tracebacks carry them. Imports
between them are relative: the package is `asyncio` in an image and `gloam.stdlib.asyncio` under
CPython, where tests run both on the same cases.
"""

from __future__ import annotations

from builtins import TimeoutError as TimeoutError

from gloam.sched.handle import Handle as Handle
from gloam.sched.handle import TimerHandle as TimerHandle

from .base_events import AbstractEventLoop as AbstractEventLoop
from .base_events import get_event_loop as get_event_loop
from .base_events import get_running_loop as get_running_loop
from .base_events import new_event_loop as new_event_loop
from .exceptions import CancelledError as CancelledError
from .exceptions import InvalidStateError as InvalidStateError
from .futures import Future as Future
from .locks import Event as Event
from .locks import Lock as Lock
from .protocols import BaseProtocol as BaseProtocol
from .protocols import DatagramProtocol as DatagramProtocol
from .queues import Queue as Queue
from .queues import QueueEmpty as QueueEmpty
from .queues import QueueFull as QueueFull
from .runners import run as run
from .tasks import Task as Task
from .tasks import create_task as create_task
from .tasks import current_task as current_task
from .tasks import ensure_future as ensure_future
from .tasks import gather as gather
from .tasks import sleep as sleep
from .tasks import wait_for as wait_for
from .transports import BaseTransport as BaseTransport
from .transports import DatagramTransport as DatagramTransport
