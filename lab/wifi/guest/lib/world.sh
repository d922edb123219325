# What is there before the first check.

# The disk is what a power cut leaves: state of the device, its stored networks, and the cloud's data.
mount_disk() {
  until_so 10 test -b /dev/ubda || return
  blkid /dev/ubda >/dev/null || mkfs.ext4 -q /dev/ubda || return
  mkdir -p /state /var/lib/firstlight-edgent
  mount /dev/ubda /state || return
  mkdir -p /state/device /state/networks
  [ -d /state/cloud ] || cp -r /lab/cloud /state/cloud || return
  chmod 700 /state/device /state/networks
  mount --bind /state/device /var/lib/firstlight-edgent
  mount --bind /state/networks /etc/NetworkManager/system-connections
}

make_world() {
  make_air && make_wires && cloud_start && router_up home HomeNet correct-horse
}

# NetworkManager gives each call of nft one second and gives up silently; the first one may take longer.
start_network_manager() {
  nft list ruleset >/dev/null
  systemctl start NetworkManager || return
  until_so 20 radio_is_free
}

radio_is_free() {
  [ "$(nmcli -g GENERAL.STATE device show wlan0 2>/dev/null | cut -d' ' -f1)" = 30 ]
}

make_cloud() {
  cloud_is_up && owner_signs_in
}
