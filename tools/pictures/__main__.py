"""Plays the scene and saves the pictures."""

import os

import django

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "deskside.config.settings"
    django.setup()

    from tools.pictures.camera import main

    main()
