"""What browsers are told they may load."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.deprecation import MiddlewareMixin

STRICT = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'"
)
"""Our own pages: nothing inline, nothing from elsewhere."""

ADMIN = f"{STRICT}; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'"
"""The admin pages' toolkit writes scripts and styles into its pages."""


class ContentSecurity(MiddlewareMixin):
    """Adds the policy to every answer."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Set the policy of the page's kind."""
        response.headers["Content-Security-Policy"] = ADMIN if request.path.startswith("/admin/") else STRICT
        return response
