# The cloud behind the routers: the program of a Release build, SQLite on the disk, TLS with its own certificate.

cloud_address=203.0.113.10
cloud_data=/state/cloud
declare -A wire_of=([home]=198.51.100.0 [cabin]=198.51.100.4 [phone]=198.51.100.8)

# Compiling well the first time, as the cloud does for its storms, takes long on the part of a processor that a guest is.
export DOTNET_TC_QuickJit=1 DOTNET_TC_QuickJitForLoops=1 DOTNET_TieredPGO=0 DOTNET_EnableDiagnostics=0 PATH=$PATH:/opt/dotnet

# The address of the cloud's end of a wire.
gateway_of() { echo "${wire_of[$1]%.*}.$((${wire_of[$1]##*.} + 1))"; }
own_end_of() { echo "${wire_of[$1]%.*}.$((${wire_of[$1]##*.} + 2))"; }

make_wires() {
  local place
  make_place cloud
  ip -n cloud address add "$cloud_address/32" dev lo
  for place in home cabin phone; do
    ip link add wan netns "$place" type veth peer name "to-$place" netns cloud
    ip -n cloud address add "$(gateway_of "$place")/30" dev "to-$place"
    ip -n cloud link set "to-$place" up
    ip -n "$place" address add "$(own_end_of "$place")/30" dev wan
    ip -n "$place" link set wan up
    ip -n "$place" route replace default via "$(gateway_of "$place")"
  done
  for place in home cabin; do
    at "$place" sysctl -qw net.ipv4.ip_forward=1
    ip -n cloud route replace "${net_of[$place]}.0/24" via "$(own_end_of "$place")"
  done
  echo "$cloud_address $cloud_name" >/etc/netns/phone/hosts
}

cloud_start() {
  rm -f /run/cloud/ready
  # "exec", so that the process is the cloud and not a shell that waits for it.
  (exec ip netns exec cloud dotnet /opt/cloud/Firstlight.Cloud.dll --data "$cloud_data" --listen 0.0.0.0 --public-host "$cloud_name" \
    --ready-file /run/cloud/ready) >>/run/cloud/log 2>&1 &
  echo $! >/run/cloud/pid
}

cloud_is_up() {
  until_so 120 test -s /run/cloud/ready && return
  tail -n 20 /run/cloud/log
  return 1
}

# It lets its devices and requests finish first.
cloud_stop() { end_by_file /run/cloud/pid 60; }

owner_signs_in() {
  api POST /sign-in "{\"email\":\"$cloud_email\",\"password\":\"$cloud_password\"}" | jq -er .accessToken >/run/cloud/token
}

# REST as the owner, asked beside the cloud: what the cloud knows does not depend on the air.
api() { # method, path, [body]
  at cloud /lab/ask "$1" "/api/v1$2" "$(cat /run/cloud/token 2>/dev/null)" "${@:3}"
}

session() { api GET "/provisioning/sessions/$1"; }

# True when the session says so: session_is 7 '.state == "Succeeded"'
session_is() { session "$1" | jq -e "$2" >/dev/null; }

device_is() { # device id, jq
  api GET "/devices/$1" | jq -e "$2" >/dev/null
}
