"""Memory of a process that serves for weeks: what stays for good is not searched for waste."""

import gc

#: New objects between two looks at the youngest, and looks before the older ones are looked at.
THRESHOLDS = 50_000, 20, 50


def settle_memory() -> None:
    """Keep what is loaded by now out of every later search; search the rest less often.

    A page makes thousands of small objects that die with it, without any search.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)
