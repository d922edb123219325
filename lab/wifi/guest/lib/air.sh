# The simulated air: five radios that hear each other. The device's two stay where NetworkManager is; the others get
# namespaces of their own.

make_air() {
  until_so 10 test -e /sys/class/net/wlan4 || return
  udevadm settle --timeout=10
  # Belize: eighteen channels instead of the hundred that other countries allow, and so a scan of two seconds instead of ten.
  iw reg set BZ
  move_radio wlan1 home && move_radio wlan2 cabin && move_radio wlan3 phone
}

move_radio() { # interface, namespace
  make_place "$2"
  iw phy "$(cat "/sys/class/net/$1/phy80211/name")" set netns name "$2"
}

make_place() { # namespace
  ip netns add "$1"
  ip -n "$1" link set lo up
  mkdir -p "/etc/netns/$1" "/run/$1"
  : >"/etc/netns/$1/resolv.conf"
}

# A command in the namespace of a router, the phone or the cloud.
at() { # namespace, command …
  ip netns exec "$@"
}
