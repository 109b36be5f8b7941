"""Plants the mutants in the copy and notes which tests reach which function: mutmut's own steps."""

from __future__ import annotations

import sys
from pathlib import Path

from mutmut import __main__ as mutmut
from mutmut.mutation.trampoline import set_mutant_under_test


def main() -> None:
    """Writes `mutants/` with its `.meta` files and `mutmut-stats.json`, in the folder it runs in."""
    processes = int(sys.argv[1])
    set_mutant_under_test("mutant_generation")
    Path("mutants").mkdir(exist_ok=True)
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.setup_source_paths()
    mutmut.store_lines_covered_by_tests()
    mutmut.create_mutants(processes)
    mutmut.collect_or_load_stats(mutmut.get_mutant_runner(processes))


if __name__ == "__main__":
    main()
