"""The ``deskside`` command."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> None:
    """Run ``deskside COMMAND``; see ``deskside --help``."""
    parser = argparse.ArgumentParser(prog="deskside", description="Live chat support for help desks.")
    commands = parser.add_subparsers(dest="command", required=True)

    serve = commands.add_parser("serve", help="serve the product")
    demo = commands.add_parser("demo", help="serve the product with demo data, and print addresses and sign-ins")
    demo.add_argument("--ready-file", type=Path, help="where to write addresses and sign-ins as JSON, once it serves")
    backup = commands.add_parser("backup", help="copy the data of an embedded desk, while it serves, into a folder")
    backup.add_argument("folder", type=Path, help="made if need be; an older backup in it is replaced")
    manage = commands.add_parser("manage", help="run one of Django's management commands, e.g. createsuperuser")
    manage.add_argument("rest", nargs=argparse.REMAINDER)
    for serving in (serve, demo):
        serving.add_argument(
            "--host", default="127.0.0.1", help="the address to listen on (default: this machine only)"
        )
        serving.add_argument("--port", type=_port, default=8000, help="0 picks a free one (default: 8000)")
    serve.add_argument(
        "--processes", type=_at_least_one, default=1, help="how many share the port; several need PostgreSQL and Redis"
    )
    for command in (serve, demo, backup, manage):
        command.add_argument("--data", type=Path, help="the folder of everything that is kept (default: ./data)")

    options = parser.parse_args(arguments)
    os.umask(0o077)  # What is written holds sessions and conversations: ours alone.
    if options.data:
        os.environ["DESKSIDE_DATA"] = str(options.data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deskside.config.settings")

    # Imported only now: the settings read the environment.
    if options.command == "manage":
        from django.core.management import execute_from_command_line

        execute_from_command_line(["deskside manage", *options.rest])
    elif options.command == "backup":
        from deskside.config.backup import backup as save

        save(options.folder)
    elif options.command == "serve":
        from deskside.config.server import serve as run

        run(options.host, options.port, processes=options.processes)
    else:
        from deskside.config.demo import demo as run_demo

        run_demo(options.host, options.port, options.ready_file)


def _port(given: str) -> int:
    if not given.isdecimal() or int(given) > 65535:
        raise argparse.ArgumentTypeError(f"{given} is not a port")
    return int(given)


def _at_least_one(given: str) -> int:
    if not given.isdecimal() or int(given) < 1:
        raise argparse.ArgumentTypeError(f"{given} is not a number of processes")
    return int(given)


if __name__ == "__main__":
    main()
