#!/usr/bin/env bash
# Makes the Debian package of Edgent: firstlight-edgent_VERSION_ARCH.deb. Needs the .NET SDK and dpkg-deb; no root.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

usage() {
  cat <<'TEXT'
packages/build.sh [--arch amd64|arm64|armhf] [--version VERSION] [--output DIR]

  --arch      the board's architecture; this machine's unless named
  --version   the package's version; the repository's unless named
  --output    where the package goes; packages/out unless named

The last line is the package's path. A package brings its own trimmed .NET runtime. Where the runtime of an architecture is not
to be had (docs/decisions/0043), it holds the portable program, needs ASP.NET Core 10 on the board, and a line says so.
TEXT
}
refuse() { echo "packages/build.sh: $1 See packages/build.sh --help." >&2; exit 2; }

arch=$(dpkg --print-architecture) output="$here/out"
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' "$root/Directory.Build.props")
while [ $# -gt 0 ]; do
  case "$1" in
    --arch | --version | --output) [ $# -gt 1 ] || refuse "$1 takes a value." ;;&
    --arch) arch=$2; shift ;;
    --version) version=$2; shift ;;
    --output) output=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    *) refuse "Unknown option '$1'." ;;
  esac
  shift
done
case "$arch" in
  amd64) rid=linux-x64 ;;
  arm64) rid=linux-arm64 ;;
  armhf) rid=linux-arm ;;
  *) refuse "There is no package for '$arch'." ;;
esac
[[ $version =~ ^[0-9][0-9A-Za-z.+~]*$ ]] || refuse "A version begins with a digit: '$version'."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree="$work/tree"
lib="$tree/usr/lib/firstlight-edgent"
doc="$tree/usr/share/doc/firstlight-edgent"
stamp=$(git -C "$root" log -1 --format=%ct 2>/dev/null || date +%s)

# --- the program ---
publish() { # options …
  dotnet publish "$root/src/Firstlight.Edgent.Daemon" -c Release -v quiet --artifacts-path "$work/build" \
    -p:PublishDir="$work/program/" -p:DebugType=none -p:GenerateDocumentationFile=false -p:RunAnalyzers=false -p:UseSharedCompilation=false "$@"
}
mkdir -p "$lib"
log="$work/publish.log"
if publish -r "$rid" --self-contained -p:PublishSingleFile=true -p:PublishTrimmed=true >"$log" 2>&1; then
  depends="libc6 (>= 2.31), libgcc-s1, libstdc++6, libssl3t64 | libssl3"
  install -m 0755 "$work/program/firstlight-edgentd" "$lib/firstlight-edgentd"
elif grep -qE 'NU1101|NETSDK1185' "$log"; then
  echo "The .NET runtime for $rid is not to be had here: the $arch package needs ASP.NET Core 10 on the board." >&2
  rm -rf "$work/program" "$work/build"
  publish -p:RuntimeIdentifier= -p:UseAppHost=false -p:PublishReadyToRun=false >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
  depends="aspnetcore-runtime-10.0"
  mkdir "$lib/program"
  install -m 0644 "$work"/program/*.dll "$work"/program/*.json "$lib/program/"
  install -m 0755 "$here/edgent/files/launch-portable" "$lib/firstlight-edgentd"
else
  cat "$log" >&2
  exit 1
fi

# --- what surrounds it ---
put() { install -D -m "$1" "$here/edgent/files/$2" "$tree/$3"; }
put 0755 give-light usr/lib/firstlight-edgent/give-light
put 0644 firstlight-edgent.service usr/lib/systemd/system/firstlight-edgent.service
put 0644 60-firstlight-edgent.rules usr/lib/udev/rules.d/60-firstlight-edgent.rules
put 0644 50-firstlight-edgent.rules usr/share/polkit-1/rules.d/50-firstlight-edgent.rules
install -D -m 0644 "$root/src/Firstlight.Edgent.Linux/Radio/dnsmasq-shared.conf" \
  "$tree/etc/NetworkManager/dnsmasq-shared.d/firstlight-edgent.conf"
put 0644 modules.conf usr/lib/modules-load.d/firstlight-edgent.conf
put 0644 edgent.json usr/share/doc/firstlight-edgent/examples/edgent.json
install -D -m 0644 "$root/src/Firstlight.Edgent.Linux/Radio/dbus-policy.conf" "$tree/usr/share/dbus-1/system.d/firstlight-edgent.conf"
install -d "$tree/usr/bin" "$tree/usr/share/man/man8"
ln -s ../lib/firstlight-edgent/firstlight-edgentd "$tree/usr/bin/firstlight-edgentd"
gzip -9n <"$here/edgent/files/firstlight-edgentd.8" >"$tree/usr/share/man/man8/firstlight-edgentd.8.gz"
install -m 0644 "$here/edgent/debian/copyright" "$doc/copyright"
install -D -m 0644 "$here/edgent/debian/lintian-overrides" "$tree/usr/share/lintian/overrides/firstlight-edgent"
sed -e "s|@VERSION@|$version|" -e "s|@DATE@|$(date -u -R -d "@$stamp")|" "$here/edgent/debian/changelog.in" |
  gzip -9n >"$doc/changelog.gz"
find "$tree" -type d -exec chmod 0755 {} +
chmod 0644 "$doc"/*.gz "$tree"/usr/share/man/man8/*.gz

# --- the package's own files ---
install -d -m 0755 "$tree/DEBIAN"
sed -e "s|@VERSION@|$version|" -e "s|@ARCH@|$arch|" -e "s/@DEPENDS@/$depends/" \
  -e "s|@SIZE@|$(du -sk --apparent-size --exclude=DEBIAN "$tree" | cut -f1)|" \
  "$here/edgent/debian/control.in" >"$tree/DEBIAN/control"
install -m 0755 "$here"/edgent/debian/{postinst,prerm,postrm} "$tree/DEBIAN/"
(cd "$tree" && find etc -type f -printf '/%p\n') >"$tree/DEBIAN/conffiles"
(cd "$tree" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"

mkdir -p "$output"
package="$(cd "$output" && pwd)/firstlight-edgent_${version}_$arch.deb"
SOURCE_DATE_EPOCH=$stamp dpkg-deb --root-owner-group -Z"${DPKG_DEB_COMPRESSOR_TYPE:-xz}" --build "$tree" "$package" >/dev/null
echo "$package"
