"""Deskside: live chat support for help desks."""
