"""Where databases of tests are kept: nobody reads them again, so no disk needs to be waited for."""

import shutil
import tempfile
from pathlib import Path

SHARED_MEMORY = Path("/dev/shm")
# Containers often get 64 MiB, which one database server fills.
ENOUGH = 2 << 30


def quickest_folder() -> Path:
    """A folder in memory where the machine offers a large one, else the folder for temporary files."""
    if SHARED_MEMORY.is_dir() and shutil.disk_usage(SHARED_MEMORY).free >= ENOUGH:
        return SHARED_MEMORY
    return Path(tempfile.gettempdir())
