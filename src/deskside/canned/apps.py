from django.apps import AppConfig


class CannedConfig(AppConfig):
    name = "deskside.canned"
    label = "canned"
