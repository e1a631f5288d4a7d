"""What the Messages tree shows."""

from django.db.models import Q
from msgspec import Struct

from deskside.canned.models import CannedMessage, Category
from deskside.people.access import teams_served


class CannedMessageView(Struct, frozen=True):
    """A canned message, its variables not yet filled.

    Args:
        category: the path of its category from the root, e.g. ``["Closings", "Solved"]``.
        team: the team it belongs to, none where all may use it.
    """

    id: int
    title: str
    text: str
    category: list[str]
    team: int | None


def messages_for(representative: int) -> list[CannedMessageView]:
    """The canned messages a representative may use: everybody's and their teams', in the tree's order."""
    paths = _paths()
    usable = CannedMessage.objects.filter(Q(team=None) | Q(team__in=teams_served(representative)))
    views = [
        CannedMessageView(message.pk, message.title, message.text, paths[message.category_id][1], message.team_id)
        for message in usable
    ]
    order = {category: place for category, (place, _) in paths.items()}
    by_category = {message.pk: order[message.category_id] for message in usable}
    return sorted(views, key=lambda view: by_category[view.id])


def _paths() -> dict[int, tuple[list[tuple[int, str]], list[str]]]:
    """For each category how it sorts in the tree, and its names from the root."""
    categories = {category.pk: category for category in Category.objects.all()}

    def chain(category: Category) -> list[Category]:
        above = categories.get(category.parent_id or 0)
        return [*(chain(above) if above else []), category]

    return {
        pk: ([(part.position, part.name) for part in chain(category)], [part.name for part in chain(category)])
        for pk, category in categories.items()
    }
