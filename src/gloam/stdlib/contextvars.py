"""contextvars: variables with a value of their own in each task."""

from gloam.sched.context import Context as Context
from gloam.sched.context import ContextVar as ContextVar
from gloam.sched.context import Token as Token
from gloam.sched.context import copy_context as copy_context
