"""`python -m ejournal_app COMMAND`."""

import sys

from ejournal_app.cli import main

sys.exit(main())
