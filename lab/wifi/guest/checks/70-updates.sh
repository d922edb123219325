# Updates over the air: a good one is taken; a stranger's, half of one and one that crashes leave the device as it was.

check "a device that is online" device_is_up
check "behind a wire of 20 Mbit/s: an update takes some seconds" router_speed home 20mbit

# Uploads a bundle and ships it to the device; prints the shipment.
ship() { # bundle
  local firmware
  firmware=$(at cloud curl --silent --show-error --fail-with-body --max-time 60 --header "Authorization: Bearer $(cat /run/cloud/token)" \
    --header 'Content-Type: application/octet-stream' --data-binary "@/lab/bundles/$1" \
    "http://127.0.0.1:8080/api/v1/templates/$template/firmware?fileName=$1.bundle") || { echo "$firmware"; return 1; }
  shipment=$(api POST /shipments "{\"firmwareId\":$(jq .id <<<"$firmware"),\"deviceIds\":[$device],\"attemptsLimit\":1}" | jq .id)
}
ends_as() { # jq of the device's update
  until_so 120 update_is "$1" && return
  api GET "/devices/$device/updates?limit=1"
  return 1
}
update_is() { api GET "/devices/$device/updates?limit=1" | jq -e ".items[0] | $1"; }
runs() { api GET "/devices/$device" | jq -e ".hardware.firmwareVersion == \"$1\"" || { api GET "/devices/$device"; return 1; }; }

good() {
  local begun
  begun=$(seconds)
  ship good && ends_as '.state == "Done"' && light_has_been red+blue 50 "$(since "$begun" | cut -d. -f1)" && until_so 30 runs 1.1.0 && is_online "$device"
}
check "a good update is fetched, tried and confirmed; the light blinks magenta meanwhile" good
stranger() { ship of-a-stranger && ends_as '.state == "Failed"' && until_so 60 is_online "$device" && runs 1.1.0; }
check "one signed by a stranger is refused" stranger
truncated() { ship truncated && ends_as '.state == "Failed"' && until_so 60 is_online "$device" && runs 1.1.0; }
check "half of one is refused" truncated
crashing() { ship crashing && until_so 90 crashed && until_so 120 is_online "$device" && until_so 30 runs 1.1.0; }
crashed() { journalctl -q -u firstlight-edgent --no-pager -o cat | grep -q '1\.4\.0'; }
check "a new version that crashes gives way to the one before it, by itself" crashing
check "and the cloud says that the update came to nothing" ends_as '.state == "Failed"'
