from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "deskside.portal"
    label = "portal"
