# shellcheck shell=bash disable=SC2154,SC2034 # what the parts share is set in run
# The competitors: starting each, waiting until it listens, ending it by its id.
#
#   cloud        Firstlight, Release, SQLite in a folder of this run, flood limit off
#   mosquitto    Debian's package, password file with its default hash (PBKDF2-SHA-512, 101 rounds)
#   mosquitto-1  the same with one SHA-512 for each password
#   limit        limit.c: one thread that answers and stores nothing

declare -A pids=()
declare -A ports=([cloud]=$first_port [mosquitto]=$((first_port + 1)) [mosquitto-1]=$((first_port + 2)) [limit]=$((first_port + 3)))

stop_server() { # name
  local pid=${pids[$1]:-}
  [ -n "$pid" ] || return 0
  kill "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  unset "pids[$1]"
}

stop_servers() {
  local name
  for name in "${!pids[@]}"; do stop_server "$name"; done
}

start_server() { # name
  case $1 in
    cloud) run_cloud ;;
    limit) "$work/limit" "${ports[limit]}" >"$work/limit.log" 2>&1 & ;;
    *) /usr/sbin/mosquitto -c "$work/$1.conf" >"$work/$1.log" 2>&1 & ;;
  esac
  pids[$1]=$!
  await_port "$1"
}

await_port() { # name
  local tries
  for ((tries = 0; tries < 600; tries++)); do
    kill -0 "${pids[$1]}" 2>/dev/null || break
    (exec 3<>"/dev/tcp/127.0.0.1/${ports[$1]}") 2>/dev/null && return
    sleep 0.1
  done
  tail -n 20 "$work/$1.log" >&2
  die "$1 did not start."
}

# So that each row that looks at memory begins with a young process.
restart_server() { stop_server "$1"; start_server "$1"; }

prepare_servers() {
  start_server cloud
  seed_cloud
  prepare_mosquitto
  start_server mosquitto
  start_server mosquitto-1
  start_server limit
}

# Ten thousand users. They share one password and its hash: what a login costs does not depend on it.
prepare_mosquitto() {
  local user
  for ((user = 1; user <= 10000; user++)); do echo "user-$user one-password"; done >"$work/mosquitto-users"
  configure_mosquitto mosquitto sha512-pbkdf2
  configure_mosquitto mosquitto-1 sha512
}

configure_mosquitto() { # name hash
  local hash
  mosquitto_passwd -H "$2" -c -b "$work/one-user" user one-password || die "mosquitto_passwd failed."
  hash=$(cut -d: -f2 "$work/one-user")
  sed "s|^\(.*\) .*|\1:$hash|" "$work/mosquitto-users" >"$work/$1.passwords"
  chmod 600 "$work/$1.passwords"
  cat >"$work/$1.conf" <<TEXT
listener ${ports[$1]} 127.0.0.1
allow_anonymous false
password_file $work/$1.passwords
persistence false
set_tcp_nodelay true
log_type error
user $(id -un)
TEXT
}
