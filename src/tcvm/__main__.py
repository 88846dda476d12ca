"""`python -m tcvm` is the `tcvm` command."""

from tcvm.cli import main

if __name__ == "__main__":
    main()
