"""How our ONNX graphs are run."""

from __future__ import annotations

import onnxruntime


def session_options(threads: int = 1) -> onnxruntime.SessionOptions:
    """Few threads, and no memory held from one run to the next."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # The arena keeps the largest batch ever seen; parents' phrases are short.
    options.enable_cpu_mem_arena = False
    # A thread that waits for the next piece of work sleeps: spinning, it takes the time of others.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options
