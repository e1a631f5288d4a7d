"""The start form's fields and what they may hold."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from msgspec import Struct

from deskside.chats.text import checked
from deskside.kit.errors import Malformed

LONGEST_NAME = 80
LONGEST_EMAIL = 254
LONGEST_DESCRIPTION = 1000


class Request(Struct, frozen=True):
    """A filled-in start form.

    Args:
        key: the browser's own name for this request.
        issue: what was picked.
        browser: what the browser says of itself, cut to what fits.
    """

    key: str
    issue: int
    name: str
    email: str
    description: str
    browser: str

    def check(self) -> None:
        """Let only a form pass that can become a chat.

        Raises:
            Malformed: with the field's name in ``detail``.
        """
        _visible(self.name, "name", "Please tell us your name.", LONGEST_NAME)
        if any(character in self.name for character in "\r\n\t"):
            raise Malformed("form.name", "A name is one line.", field="name")
        _visible(self.description, "description", "Please tell us what is happening.", LONGEST_DESCRIPTION)
        try:
            validate_email(self.email)
        except ValidationError:
            raise Malformed("form.email", "Please check your email address.", field="email") from None
        if len(self.email) > LONGEST_EMAIL:
            raise Malformed("form.email", f"An email address has at most {LONGEST_EMAIL} characters.", field="email")


def _visible(value: str, field: str, missing: str, longest: int) -> None:
    if len(value) > longest:
        raise Malformed(f"form.{field}", f"At most {longest} characters, please.", field=field, limit=longest)
    try:
        checked(value)
    except Malformed as refusal:
        text = missing if refusal.code == "text.empty" else refusal.text
        raise Malformed(f"form.{field}", text, field=field) from None
