"""The compiler's decorators with types, so that what they decorate keeps its own."""

from collections.abc import Callable
from typing import TypeVar, cast

import numba
import numpy as np

F = TypeVar("F", bound=Callable[..., object])

whole = cast(Callable[[object], int], np.int64)
"""A signed 64-bit integer: what the compiler would else take for unsigned, or for a fraction."""

spread = numba.prange
"""A range whose steps run on all cores."""


def compiled(function: F) -> F:
    """Compile at the first call; the machine code is kept beside the module for the next start."""
    return cast(F, numba.njit(cache=True, nogil=True)(function))


def inlined(function: F) -> F:
    """As `compiled`, and put in place where it is called."""
    return cast(F, numba.njit(cache=True, nogil=True, inline="always")(function))


def parallel(function: F) -> F:
    """As `compiled`, with loops over `spread` on all cores."""
    return cast(F, numba.njit(cache=True, nogil=True, parallel=True)(function))
