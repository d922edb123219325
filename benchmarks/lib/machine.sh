# shellcheck shell=bash disable=SC2154,SC2034 # what the parts share is set in run
# The machine: what it lacks, what it allows, what else it does meanwhile.

install_missing() {
  local missing=() sudo=''
  command -v gcc >/dev/null && [ -e /usr/include/stdio.h ] || missing+=(gcc libc6-dev)
  command -v curl >/dev/null || missing+=(curl)
  command -v jq >/dev/null || missing+=(jq)
  command -v wrk >/dev/null || missing+=(wrk)
  [ -x /usr/sbin/mosquitto ] || missing+=(mosquitto)
  command -v dotnet >/dev/null || die "the .NET SDK is missing; global.json says which one."
  [ ${#missing[@]} -eq 0 ] && return
  command -v apt-get >/dev/null || die "missing: ${missing[*]}. On Debian this script installs them."
  say "installing ${missing[*]}"
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get update -qq >"$work/apt.log" 2>&1
  # A policy of 101 keeps the package from starting a broker of its own.
  if ! $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" >>"$work/apt.log" 2>&1; then
    tail -n 20 "$work/apt.log" >&2
    die "cannot install ${missing[*]}."
  fi
}

# Devices and sockets: one file each, on both sides.
raise_file_limit() {
  local limit spare=1000
  ulimit -Hn 1048576 2>/dev/null
  ulimit -Sn "$(ulimit -Hn)"
  limit=$(ulimit -n)
  if [ "$limit" = unlimited ] || [ "$limit" -ge $((devices + spare)) ]; then return; fi
  [ "$devices_are" = wished ] || die "a process may open $limit files here and $((devices + spare)) are needed: raise 'ulimit -Hn' or choose fewer --devices."
  devices=$(((limit - spare) / 1000 * 1000))
  say "a process may open $limit files here: $devices devices instead of 100000"
}

build_all() {
  local flags=(-O2 -std=gnu17 -Wall -Wextra)
  say "building the load tool and the limit server"
  gcc "${flags[@]}" -o "$work/load" "$here"/load/*.c || die "the load tool does not build."
  gcc "${flags[@]}" -o "$work/limit" "$here/limit.c" || die "the limit server does not build."
  gcc "${flags[@]}" -shared -fPIC -o "$work/slow-disk.so" "$here/slow-disk.c" || die "the slow disk does not build."
  cloud_program=$root/src/Firstlight.Cloud/bin/Release/net10.0/publish/Firstlight.Cloud.dll
  if [ "$build" = yes ]; then
    say "building the cloud (Release)"
    dotnet build "$root/src/Firstlight.Cloud" -c Release -v quiet --nologo >"$work/build.log" 2>&1 || { tail -n 20 "$work/build.log" >&2; die "the cloud does not build."; }
  fi
  [ -e "$cloud_program" ] || die "there is no $cloud_program: run without --no-build."
}

check_ports() {
  local port
  for ((port = first_port; port < first_port + 5; port++)); do
    if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then die "port $port is in use: choose another --port."; fi
  done
}

# Once before and once after the measurements: figures of a machine that does other work are worth little.
describe_machine() {
  local load
  read -r load _ </proc/loadavg
  printf '%s\t%s cores, %s, %s MB, Linux %s\tload %s; %s rounds of %s s, %s tokens, %s devices in storm and steady\n' "$(date -u '+%Y-%m-%d %H:%M UTC')" "$(nproc)" \
    "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(awk '/MemTotal/ {print int($2/1024)}' /proc/meminfo)" "$(uname -r)" "$load" "$rounds" "$seconds" "$tokens" "$devices"
}
