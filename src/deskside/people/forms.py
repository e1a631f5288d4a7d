"""The forms by which accounts are made and changed, and by which people sign in."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _
from unfold.forms import UserChangeForm, UserCreationForm

from deskside.people.models import Representative


class SignInForm(AuthenticationForm):
    """Signing in with an e-mail address, in this product's words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.error_messages["invalid_login"] = _(
            "That email and password do not belong together. Check both and try again."
        )
        self.fields["username"].label = _("Email")
        self.fields["username"].widget.input_type = "email"


class AccountCreationForm(UserCreationForm):
    class Meta:
        model = Representative
        fields = ("email", "name")


class AccountChangeForm(UserChangeForm):
    class Meta:
        model = Representative
        fields = "__all__"
