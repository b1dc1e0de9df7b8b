"""All programs, one after the other; exit code 1 when a target is missed."""

import sys

from bench import broadcast, registration, replicas, selection, teams

if __name__ == "__main__":
    arguments = [argument for argument in sys.argv[1:] if argument == "--quick"]
    sys.exit(max([program.main(arguments) for program in (registration, broadcast, replicas, teams, selection)]))
