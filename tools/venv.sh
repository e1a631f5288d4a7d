#!/bin/sh
# Makes the virtual environment: venv.sh PYTHON FOLDER. Debian packs Python's venv apart; it is installed where we
# may, else the command is named.
set -eu
python=$1
folder=$2
if [ -z "$python" ]; then
  echo "Python 3.11 is needed. On Debian or Ubuntu: apt-get install python3 python3-venv" >&2
  exit 1
fi
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "Python 3.11 or newer is needed; $python is $("$python" --version)." >&2
  exit 1
}
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -qq -y "$package" >/dev/null
  else
    echo "Python's venv module is missing. Install it: sudo apt-get install $package" >&2
    exit 1
  fi
fi
"$python" -m venv --clear "$folder"
