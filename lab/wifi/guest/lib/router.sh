# Two routers: "home" on channel 6 and "cabin" on channel 11, each with a network of its own and a wire to the cloud.

declare -A radio_of=([home]=wlan1 [cabin]=wlan2) channel_of=([home]=6 [cabin]=11) net_of=([home]=10.20.30 [cabin]=10.20.40)

# router_up PLACE SSID [PASSWORD] [hidden] [wpa3] [open] [no-dhcp]
router_up() {
  local place=$1 ssid=$2 password=$3
  shift 3
  router_down "$place"
  router_air "$place" "$ssid" "$password" " $* " >"/run/$place/hostapd.conf"
  ip -n "$place" address replace "${net_of[$place]}.1/24" dev "${radio_of[$place]}"
  : >"/run/$place/hostapd.log"
  at "$place" hostapd -B -f "/run/$place/hostapd.log" -P "/run/$place/hostapd.pid" "/run/$place/hostapd.conf" >/dev/null || return
  until_so 10 grep -q AP-ENABLED "/run/$place/hostapd.log" || return
  [[ " $* " == *" no-dhcp "* ]] || router_dhcp "$place"
}

router_air() { # place, ssid, password, words
  printf '%s\n' "interface=${radio_of[$1]}" driver=nl80211 "ctrl_interface=/run/$1/hostapd" "ssid=$2" hw_mode=g "channel=${channel_of[$1]}"
  [[ $4 == *" hidden "* ]] && echo ignore_broadcast_ssid=1
  [[ $4 == *" open "* ]] && return
  printf '%s\n' wpa=2 rsn_pairwise=CCMP "wpa_passphrase=$3"
  if [[ $4 == *" wpa3 "* ]]; then
    printf '%s\n' wpa_key_mgmt=SAE ieee80211w=2
  else
    echo wpa_key_mgmt=WPA-PSK
  fi
}

# "no-ping": asking the air first whether an address is free costs three seconds a lease.
router_dhcp() { # place
  at "$1" dnsmasq --conf-file=/dev/null --no-resolv --no-hosts --no-ping --bind-interfaces --interface="${radio_of[$1]}" --except-interface=lo \
    --dhcp-range="${net_of[$1]}.50,${net_of[$1]}.90,1h" --dhcp-authoritative --dhcp-leasefile="/run/$1/leases" \
    --address="/$cloud_name/$cloud_address" --log-facility="/run/$1/dnsmasq.log" --pid-file="/run/$1/dnsmasq.pid"
}

router_down() { # place
  local name
  for name in hostapd dnsmasq; do end_by_file "/run/$1/$name.pid"; done
  ip -n "$1" link set "${radio_of[$1]}" down
}

# The wire to the cloud.
router_internet() { # place, up|down
  ip -n "$1" link set wan "$2"
  # Routes through a wire go with it.
  [ "$2" = down ] || ip -n "$1" route replace default via "$(gateway_of "$1")"
}

# How fast the wire from the cloud is, such as 20mbit.
router_speed() { # place, rate
  ip netns exec cloud tc qdisc replace dev "to-$1" root tbf rate "$2" burst 32kb latency 200ms
}

router_has_station() { # place
  at "$1" iw dev "${radio_of[$1]}" station dump | grep -q Station
}

end_by_file() { # pid file, [at most so many seconds]
  local pid
  pid=$(cat "$1" 2>/dev/null) || return 0
  kill "$pid" 2>/dev/null
  until_so "${2:-5}" gone "$pid"
  rm -f "$1"
}

gone() { ! kill -0 "$1" 2>/dev/null; }
