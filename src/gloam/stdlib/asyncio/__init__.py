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
from .exceptions import BrokenBarrierError as BrokenBarrierError
from .exceptions import CancelledError as CancelledError
from .exceptions import IncompleteReadError as IncompleteReadError
from .exceptions import InvalidStateError as InvalidStateError
from .exceptions import LimitOverrunError as LimitOverrunError
from .futures import Future as Future
from .locks import Barrier as Barrier
from .locks import BoundedSemaphore as BoundedSemaphore
from .locks import Condition as Condition
from .locks import Event as Event
from .locks import Lock as Lock
from .locks import Semaphore as Semaphore
from .protocols import BaseProtocol as BaseProtocol
from .protocols import DatagramProtocol as DatagramProtocol
from .protocols import Protocol as Protocol
from .queues import LifoQueue as LifoQueue
from .queues import PriorityQueue as PriorityQueue
from .queues import Queue as Queue
from .queues import QueueEmpty as QueueEmpty
from .queues import QueueFull as QueueFull
from .runners import Runner as Runner
from .runners import run as run
from .server import Server as Server
from .streams import StreamReader as StreamReader
from .streams import StreamReaderProtocol as StreamReaderProtocol
from .streams import StreamWriter as StreamWriter
from .streams import open_connection as open_connection
from .streams import start_server as start_server
from .taskgroups import TaskGroup as TaskGroup
from .tasks import Task as Task
from .tasks import all_tasks as all_tasks
from .tasks import create_task as create_task
from .tasks import current_task as current_task
from .tasks import ensure_future as ensure_future
from .tasks import gather as gather
from .tasks import sleep as sleep
from .tasks import wait_for as wait_for
from .timeouts import Timeout as Timeout
from .timeouts import timeout as timeout
from .timeouts import timeout_at as timeout_at
from .transports import BaseTransport as BaseTransport
from .transports import DatagramTransport as DatagramTransport
from .transports import ReadTransport as ReadTransport
from .transports import Transport as Transport
from .transports import WriteTransport as WriteTransport
from .waiting import ALL_COMPLETED as ALL_COMPLETED
from .waiting import FIRST_COMPLETED as FIRST_COMPLETED
from .waiting import FIRST_EXCEPTION as FIRST_EXCEPTION
from .waiting import as_completed as as_completed
from .waiting import shield as shield
from .waiting import wait as wait
