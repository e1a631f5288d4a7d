from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "deskside.people"
    label = "people"
