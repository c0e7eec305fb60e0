"""The server with a clock that is wrong by as many seconds as $FAULTS_CLOCK_OFFSET's file says."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from neonarr.base.clock import SystemClock
from neonarr.cli import main


def _moved(_clock: SystemClock) -> datetime:
    offset = float(Path(os.environ["FAULTS_CLOCK_OFFSET"]).read_text() or 0)
    return datetime.now(UTC) + timedelta(seconds=offset)


if __name__ == "__main__":
    SystemClock.now = _moved  # type: ignore[method-assign]
    main()
