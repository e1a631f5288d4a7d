"""The load generator: a process of its own. Reads one job as JSON from standard input, prints one result as JSON."""

import gc
import json
import resource
import sys

import uvloop

from bench import idling, pressing, storming, talking, xmpp

MODES = {
    "closed": talking.closed,
    "offered": talking.offered,
    "echo": talking.echo,
    "idle": idling.idle,
    "press": pressing.press,
    "storm": storming.storm,
    "xmpp": xmpp.closed,
}


def main() -> None:
    """Do the job."""
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    job = json.load(sys.stdin)
    gc.disable()
    json.dump(uvloop.run(MODES[job["mode"]](job)), sys.stdout)


if __name__ == "__main__":
    main()
