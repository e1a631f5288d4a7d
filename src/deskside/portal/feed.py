"""What the portal page knows before a chat: the issues, and whether somebody can answer now."""

from msgspec import Struct

from deskside.kit.storage import persistent
from deskside.people.feed import answering_teams
from deskside.people.models import Issue


class IssueCard(Struct, frozen=True):
    """An issue a customer can pick; ``answering`` says whether somebody of its team is there and available."""

    id: int
    name: str
    icon: str
    team: str
    answering: bool


@persistent
def issue_cards() -> list[IssueCard]:
    """The issues offered, in the portal's order."""
    answering = answering_teams()
    offered = Issue.objects.filter(offered=True).select_related("team")
    return [
        IssueCard(issue.pk, issue.name, issue.icon, issue.team.name, issue.team_id in answering) for issue in offered
    ]
