#!/usr/bin/env bash
# A package's whole life in a fresh Debian tree: installed, configured, upgraded, removed, purged. Needs root and mmdebstrap.
# One line for each thing seen; ends with the first that is wrong.
set -euo pipefail

if [ $# -ne 2 ]; then
  echo "packages/try.sh PACKAGE NEWER_PACKAGE" >&2
  exit 2
fi
package=$(realpath "$1") newer=$(realpath "$2")

work=$(mktemp -d)
tree="$work/tree"
stop() {
  local each
  for each in proc sys; do ! mountpoint -q "$tree/$each" || umount "$tree/$each"; done
  rm -rf "$work"
}
trap stop EXIT

seen() { # words, command …
  local what=$1; shift
  if "$@" >"$work/said" 2>&1; then echo "ok      $what"; else cat "$work/said"; echo "FAILED  $what"; exit 1; fi
}
within() { chroot "$tree" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
ends_with() { local code=0; within "${@:2}" || code=$?; [ "$code" -eq "$1" ]; }
not() { ! "$@"; }
mode_is() { [ "$(within stat -c '%a %U %G' "$2")" = "$1" ]; }
program=/usr/bin/firstlight-edgentd config=/etc/firstlight-edgent/edgent.json state=/var/lib/firstlight-edgent

# --- a tree with what the package needs, and nothing else ---
sources=/etc/apt/sources.list.d/debian.sources
[ -f "$sources" ] || sources=/etc/apt/sources.list
needs=$(dpkg-deb -f "$package" Depends | tr ',' '\n' | sed -e 's/(.*)//' -e 's/.*|//' -e 's/ //g' | paste -sd,)
seen "a fresh tree with $needs" mmdebstrap --quiet --variant=minbase --include="$needs" \
  --aptopt='Acquire::Languages "none"' --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-include=/usr/share/doc/firstlight-edgent/*' "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$tree" "$sources"
mount -t proc none "$tree/proc"
mount -t sysfs -o ro none "$tree/sys"
cp "$package" "$tree/package.deb"
cp "$newer" "$tree/newer.deb"

# --- install ---
seen "it installs" within dpkg -i /package.deb
seen "its user is there, without a shell" within sh -c 'getent passwd firstlight-edgent | grep -q ":/usr/sbin/nologin$"'
seen "its settings are for it alone" mode_is "700 firstlight-edgent firstlight-edgent" $state
seen "its configuration is for root and it" mode_is "750 root firstlight-edgent" "$(dirname $config)"
seen "it is started with the system" within test -L /etc/systemd/system/multi-user.target.wants/firstlight-edgent.service
seen "the unit is whole" systemd-analyze verify --recursive-errors=no --man=no --root="$tree" firstlight-edgent.service
seen "it says its version" within $program --version
seen "without a configuration it says so (78)" ends_with 78 $program run
within cp /usr/share/doc/firstlight-edgent/examples/edgent.json $config
within sed -i -e 's/"network": "wifi"/"network": "wired", "wired": { "interface": "lo" }/' $config
seen "the example, for a cable, has no problem" within $program check
within sed -i 's/"datastreams"/"datastream"/' $config
seen "a wrong key is refused (78)" ends_with 78 $program check
seen "with a hint" within sh -c "$program check 2>&1 | grep -q 'Did you mean datastreams?'"
within sed -i 's/"datastream"/"datastreams"/' $config
seen "its user can use it" within setpriv --reuid=firstlight-edgent --regid=firstlight-edgent --init-groups $program check
within touch $state/config.0

# --- upgrade ---
dns=/etc/NetworkManager/dnsmasq-shared.d/firstlight-edgent.conf
within sh -c "echo '# ours' >> $dns"
seen "it upgrades" within dpkg --force-confdef -i /newer.deb
seen "the version is the newer one" test "$(within dpkg-query -W -f '${Version}' firstlight-edgent)" = "$(dpkg-deb -f "$newer" Version)"
seen "a changed configuration file stays" within grep -q '# ours' $dns
seen "configuration and settings stay" within test -e $config -a -e $state/config.0

# --- remove, purge ---
seen "it is removed" within dpkg -r firstlight-edgent
seen "the program is gone" not within test -e $program
seen "configuration and settings stay" within test -e $config -a -e $state/config.0
seen "it installs again" within dpkg -i /newer.deb
seen "it is purged" within dpkg -P firstlight-edgent
for path in $config $state $dns /etc/systemd/system/multi-user.target.wants/firstlight-edgent.service /usr/lib/firstlight-edgent; do
  seen "$path is gone" not within test -e "$path" -o -L "$path"
done
