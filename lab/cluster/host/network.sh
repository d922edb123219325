# One bridge, and a network namespace for each part: the addresses are those of deploy/haproxy/haproxy.cfg. Clients sit at the bridge.

declare -A address=([haproxy]=10.0.0.10 [node1]=10.0.0.11 [node2]=10.0.0.12 [node3]=10.0.0.13 [postgres]=10.0.0.20 [rabbit]=10.0.0.21)

in_part() { local part=$1; shift; ip netns exec "$part" "$@"; }

make_network() {
  mkdir -p /run/netns && mount -t tmpfs none /run/netns || return
  ip link set lo up && ip link add bridge type bridge && ip addr add 10.0.0.1/24 dev bridge && ip link set bridge up || return
  local part
  for part in "${!address[@]}"; do
    ip netns add "$part" || return
    ip link add "$part" type veth peer name eth0 netns "$part" || return
    ip link set "$part" master bridge up || return
    in_part "$part" ip link set lo up || return
    in_part "$part" ip addr add "${address[$part]}/24" dev eth0 || return
    in_part "$part" ip link set eth0 up || return
  done
}

# Packets between the two are dropped without a word, in both directions, as by a cable that is pulled.
cut_link() { # part, other part
  in_part "$1" nft -f - <<RULES
table ip cut_$2 {
  chain incoming { type filter hook input priority 0; ip saddr ${address[$2]} drop; }
  chain outgoing { type filter hook output priority 0; ip daddr ${address[$2]} drop; }
}
RULES
}
join_link() { in_part "$1" nft delete table ip "cut_$2"; }

# 256 kbit/s with a queue of a second: what is sent at once arrives drop by drop, and what does not fit is lost.
slow_part() { in_part "$1" tc qdisc add dev eth0 root tbf rate 256kbit burst 3000 limit 32000; }
fast_part() { in_part "$1" tc qdisc del dev eth0 root; }
