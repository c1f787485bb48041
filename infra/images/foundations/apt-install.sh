#!/bin/sh
# Installs Debian packages while an image is built, from the image's own sources or, where build.mjs put some into
# /tmp/apt, from the building machine's. Nothing may start in there, and nothing of apt's is left.
set -eu
if [ -f /tmp/apt/debian.sources ]; then
  rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
  cp /tmp/apt/debian.sources /etc/apt/sources.list.d/
fi
options=''
if [ -f /tmp/apt/ca.crt ]; then options='-o Acquire::https::CaInfo=/tmp/apt/ca.crt'; fi
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
chmod 755 /usr/sbin/policy-rc.d
# shellcheck disable=SC2086
apt-get $options update -q
# shellcheck disable=SC2086
apt-get $options install -y -q --no-install-recommends "$@"
rm -rf /usr/sbin/policy-rc.d /tmp/apt /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/apt/archives/*.deb /var/log/*.log /var/log/apt/*
