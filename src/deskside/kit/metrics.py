"""What is counted, for Prometheus. The rooms count as they go; see docs/operations.md for what each is good for."""

from prometheus_client import Counter, Gauge, Histogram

connections = Gauge("deskside_connections", "People's screens connected now.", ["role"], multiprocess_mode="livesum")
events = Counter(
    "deskside_events", "Lines committed to the timelines, by kind; kind=message are the messages.", ["kind"]
)
commit_seconds = Histogram(
    "deskside_commit_seconds",
    "How long a change took to be on disk, the wait for its turn included.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
waited_seconds = Histogram(
    "deskside_waited_seconds",
    "How long customers had waited when a representative took their chat.",
    buckets=(5, 15, 30, 60, 120, 300, 600, 1200, 3600),
)
fetched = Counter("deskside_fetched", "Chats read anew because an event did not arrive by itself.")
"""Not zero now and then is fine: it is what makes up for hints that were lost."""
