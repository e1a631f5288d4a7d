"""Takes the README's pictures of the running product: ``python -m tools.pictures``.

Run by hand after the screens have changed.
"""
