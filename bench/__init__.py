"""The published figures: `make bench`. How they are measured is written in README.md beside this file."""
