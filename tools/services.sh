#!/bin/sh
# Makes sure that the tests find what they start: installed where we may, else the command is named.
set -eu
PATH=$PATH:/usr/sbin:/sbin
packages="postgresql redis-server haproxy nginx-light iptables iproute2"

missing() {
  ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || echo postgresql
  for program in redis-server haproxy nginx iptables ip; do
    command -v "$program" >/dev/null || echo "$program"
  done
}

[ -z "$(missing)" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  # The packages would start services of their own on the usual ports; the tests start theirs on spare ones.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  apt-get update -qq
  # shellcheck disable=SC2086  # a list of words
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $packages >/dev/null
else
  echo "The tests need" $(missing)". Install them: sudo apt-get install --no-install-recommends $packages" >&2
  exit 1
fi
