"""What the demo starts with: an invented university's help desk."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from deskside.canned.models import CannedMessage, Category
from deskside.people.models import Issue, Membership, Representative, Skill, Team

if TYPE_CHECKING:
    from deskside.config.demo import DemoPerson

SERVICE_DESK = "Service Desk"
CLASSROOM = "Classroom Support"

PEOPLE: dict[str, dict[str, str]] = {
    "Ana Ruiz": {SERVICE_DESK: "member"},
    "Devin Park": {SERVICE_DESK: "member", CLASSROOM: "member"},
    "Leah Stone": {SERVICE_DESK: "lead"},
    "Tomas Berg": {CLASSROOM: "member"},
    "Priya Nair": {SERVICE_DESK: "manager", CLASSROOM: "manager"},
}
ADMINISTRATOR = "Priya Nair"

ISSUES = [
    ("Password or sign-in", SERVICE_DESK, "key", 1),
    ("Wireless or network", SERVICE_DESK, "wifi", 0),
    ("Mailbox and calendar", SERVICE_DESK, "mail", 0),
    ("Printing", SERVICE_DESK, "printer", 0),
    ("Classroom equipment", CLASSROOM, "screen", 5),
    ("Something else", SERVICE_DESK, "dots", 0),
]

SKILLS: dict[str, tuple[list[str], list[str]]] = {
    "Networks": (["Wireless or network"], ["Devin Park", "Leah Stone"]),
    "Projectors": (["Classroom equipment"], ["Tomas Berg"]),
}
"""For each skill the issues that ask for it and the people who have it."""

CANNED: dict[tuple[str, ...], list[tuple[str, str, str | None]]] = {
    ("Introductions",): [
        (
            "Introduction",
            "Hello {{customer.first_name}}, my name is {{representative.first_name}} from the {{team.name}}. How can I help you today?",
            None,
        ),
        (
            "Introduction – I have read your question",
            "Hello {{customer.first_name}}, my name is {{representative.first_name}}. Thank you for writing about {{issue.name}}. I have read your description and will look into it now.",
            None,
        ),
        (
            "Introduction – classroom",
            "Hello {{customer.first_name}}, this is {{representative.first_name}} from {{team.name}}. Which building and room are you in?",
            CLASSROOM,
        ),
    ],
    ("Questions",): [
        ("Which device", "Which device are you using, and which system does it run?", None),
        ("Exact words", "Could you copy the exact words of the error message for me, please?", None),
        ("Since when", "Since when does this happen? Has anything changed shortly before?", None),
    ],
    ("Wireless",): [
        (
            "Forget the network",
            "Please open the network settings, choose “Forget” beside the campus network, and connect again with your full university address and your new password.",
            SERVICE_DESK,
        ),
    ],
    ("Passwords",): [
        (
            "Never send it",
            "Please never send your password in a chat; we will never ask for it.",
            None,
        ),
        ("Reset page", "You can set a new password yourself on the account page, under “Forgotten password”.", SERVICE_DESK),
    ],
    ("Waiting",): [
        ("One moment", "One moment please, I am looking this up for you.", None),
        ("Still there", "Are you still there, {{customer.first_name}}?", None),
    ],
    ("Closings",): [
        (
            "Closing – anything else?",
            "Is there anything else I can help you with today, {{customer.first_name}}?",
            None,
        ),
    ],
    ("Closings", "Solved"): [
        (
            "Closing – goodbye",
            "Thank you for contacting the {{team.name}}, {{customer.first_name}}. You can close this window whenever you like. Have a good day.",
            None,
        ),
        (
            "Closing – number",
            "Your chat has the number {{chat.number}}. If it happens again, tell us that number and we will find our notes.",
            None,
        ),
    ],
    ("Closings", "No answer"): [
        (
            "Closing – no answer",
            "I have not heard from you for a while, {{customer.first_name}}, so I will close this chat. You are welcome to start a new one at any time.",
            None,
        ),
    ],
}  # fmt: skip


def fill(new_password: Callable[[], str]) -> "list[DemoPerson]":
    """Make teams, issues, people and canned messages in an empty database, in the caller's transaction.

    Returns:
        The people one can sign in as.
    """
    teams = {name: Team.objects.create(name=name) for name in (SERVICE_DESK, CLASSROOM)}
    for position, (name, team, icon, priority) in enumerate(ISSUES):
        Issue.objects.create(name=name, team=teams[team], icon=icon, priority=priority, position=position)
    _fill_canned(teams)
    people = [_person(name, roles, teams, new_password()) for name, roles in PEOPLE.items()]
    _fill_skills()
    return people


def _person(name: str, roles: dict[str, str], teams: dict[str, Team], password: str) -> "DemoPerson":
    email = f"{name.lower().replace(' ', '.')}@alderbay.example"
    create: Any = (
        Representative.objects.create_superuser if name == ADMINISTRATOR else Representative.objects.create_user
    )
    representative = create(email, name, password)
    for team, role in roles.items():
        Membership.objects.create(team=teams[team], representative=representative, role=role)
    said = [f"{role} of {team}" for team, role in roles.items()]
    if name == ADMINISTRATOR:
        said.append("administrator")
    return {"name": name, "email": email, "password": password, "roles": said}


def _fill_skills() -> None:
    for name, (issues, people) in SKILLS.items():
        skill = Skill.objects.create(name=name)
        skill.issues.set(Issue.objects.filter(name__in=issues))
        skill.representatives.set(Representative.objects.filter(name__in=people))


def _fill_canned(teams: dict[str, Team]) -> None:
    branches: dict[tuple[str, ...], Category] = {}
    for place, (path, messages) in enumerate(CANNED.items()):
        branches[path] = Category.objects.create(name=path[-1], parent=branches.get(path[:-1]), position=place)
        for position, (title, text, team) in enumerate(messages):
            CannedMessage.objects.create(
                title=title, text=text, category=branches[path], team=teams[team] if team else None, position=position
            )
