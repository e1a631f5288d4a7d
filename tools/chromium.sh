#!/bin/sh
# Makes sure that the tests find a Chromium: installed where we may, else the command is named.
set -eu
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core >/dev/null
else
  echo "The tests need Chromium. Install it: sudo apt-get install chromium" >&2
  exit 1
fi
