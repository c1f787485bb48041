#!/bin/sh
# Docker's runtime "runsc". gVisor before late 2024 takes the file below for a sign of the root network namespace,
# but since Linux 6.11 every namespace shows it: where a fresh one does, runsc must not see the folder.
set -eu
if unshare --net test -e /proc/sys/net/core/rmem_default; then
  exec unshare --mount sh -c 'mount --bind "${0%/*}/empty" /proc/sys/net && exec runsc --platform=systrap "$@"' "$0" "$@"
fi
exec runsc --platform=systrap "$@"
