from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "deskside.kit"
    label = "kit"
