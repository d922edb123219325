# The parts: each runs in the network namespace of its name, which also says which processes are its own.

postgres_programs=/usr/lib/postgresql/15/bin
owner_email=owner@example.com
owner_password='correct horse battery'

until_so() { # seconds, command …
  local end=$((SECONDS + $1)); shift
  until "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.1
  done
}
processes_of() { ip netns pids "$1"; }
runs() { [ -n "$(processes_of "$1")" ]; }
is_gone() { ! runs "$1"; }
signal_part() { # signal, part
  local pids
  pids=$(processes_of "$2")
  [ -z "$pids" ] || kill "-$1" $pids 2>/dev/null
}
kill_part() { signal_part KILL "$1"; until_so 10 is_gone "$1"; }
in_background() { # part, command …
  local part=$1; shift
  (exec ip netns exec "$part" "$@") >>"$work/log/$part" 2>&1 </dev/null &
  disown # how it ends is no news of the shell
}

start_all() {
  chmod 755 "$work"
  gcc -shared -fPIC -O2 -o "$work/clock.so" "$lab/host/clock.c" || return
  make_postgres && start_postgres && make_database || return
  start_rabbit || return
  local number
  for ((number = 1; number <= nodes; number++)); do make_node "node$number" && start_node "node$number" || return; done
  start_haproxy
}

# Data in memory of a fixed size, so that its disk can be filled; a killed server finds there what it had written.
make_postgres() {
  mkdir "$work/postgres" && mount -t tmpfs -o size=384m,uid=postgres,gid=postgres,mode=700 none "$work/postgres" || return
  in_part postgres setpriv --reuid postgres --regid postgres --clear-groups \
    "$postgres_programs/initdb" -D "$work/postgres/data" -U firstlight -A trust -E UTF8 --no-locale --no-sync >>"$work/log/postgres" || return
  echo 'host all all 10.0.0.0/24 trust' >>"$work/postgres/data/pg_hba.conf"
}
start_postgres() {
  in_background postgres setpriv --reuid postgres --regid postgres --clear-groups "$postgres_programs/postgres" -D "$work/postgres/data" \
    -c listen_addresses='*' -c unix_socket_directories= -c max_wal_size=64MB -c min_wal_size=32MB
  until_so 60 postgres_answers
}
postgres_answers() { "$postgres_programs/pg_isready" -q -t 1 -h "${address[postgres]}" -U firstlight; }
make_database() { "$postgres_programs/createdb" -h "${address[postgres]}" -U firstlight -T template0 firstlight; }

start_rabbit() {
  mkdir -p "$work/rabbit" && chown rabbitmq "$work/rabbit" || return
  in_background rabbit setpriv --reuid rabbitmq --regid rabbitmq --clear-groups env HOME="$work/rabbit" \
    RABBITMQ_NODENAME=firstlight@localhost RABBITMQ_MNESIA_BASE="$work/rabbit" RABBITMQ_LOG_BASE="$work/rabbit" RABBITMQ_LOGS=- \
    RABBITMQ_CONF_ENV_FILE="$work/rabbit/none" RABBITMQ_CONFIG_FILE="$lab/host/rabbitmq.conf" RABBITMQ_ADVANCED_CONFIG_FILE="$work/rabbit/none" \
    RABBITMQ_ENABLED_PLUGINS_FILE="$work/rabbit/plugins" /usr/lib/rabbitmq/bin/rabbitmq-server
  until_so 90 rabbit_answers
}
rabbit_answers() { (exec 3<>"/dev/tcp/${address[rabbit]}/5672" && printf 'AMQP\0\0\11\1' >&3 && IFS= read -r -n 1 -t 1 -u 3 _); }

# Nodes share the keys that seal tokens, and the folders of files.
make_node() {
  mkdir -p "$work/$1" "$work/shared/"{keys,firmware,device_files,uploads} && mount -t tmpfs -o size=64m none "$work/$1" && echo 0 >"$work/$1/clock" &&
    ln -s "$work/shared/"{keys,firmware,device_files,uploads} "$work/$1/"
}
# A node's wall clock is what its file says; see clock.c. Code 5 asks to be started again, which a service manager would do.
start_node() {
  local more=()
  # haproxy has taken a node out after four seconds.
  [ "$nodes" -eq 1 ] || more=(--node "$1" --rabbitmq "amqp://lab:lab@${address[rabbit]}:5672/" --drain-delay 5 --drain 5)
  FIRSTLIGHT_OWNER_EMAIL=$owner_email FIRSTLIGHT_OWNER_PASSWORD=$owner_password in_background "$1" env \
    LD_PRELOAD="$work/clock.so" LAB_CLOCK="$work/$1/clock" \
    bash -c 'until "$@"; [ $? -ne 5 ]; do :; done' starts-again \
    dotnet "$repository/src/Firstlight.Cloud/bin/Release/net10.0/publish/Firstlight.Cloud.dll" --data "$work/$1" --listen 0.0.0.0 --port 8080 \
    --tls-port off --proxies "${address[haproxy]}" --database "Host=${address[postgres]};Username=firstlight;Database=firstlight" "${more[@]}"
  until_so 5 runs "$1" && until_so 60 node_is_up_or_gone "$1" && runs "$1"
}
node_is_up_or_gone() { node_is_ready "$1" || is_gone "$1"; }
node_is_ready() { curl -fsS -m 2 "http://${address[$1]}:8080/readyz"; }

# The configuration that we hand out, without the nodes that are not there.
start_haproxy() {
  local number gone=()
  for ((number = nodes + 1; number <= 3; number++)); do gone+=(-e "/server node$number /d"); done
  sed -e 's/maxconn 200000/maxconn 2000/' "${gone[@]}" "$repository/deploy/haproxy/haproxy.cfg" >"$work/haproxy.cfg"
  in_background haproxy /usr/sbin/haproxy -db -f "$work/haproxy.cfg"
  until_so 20 haproxy_serves
}
haproxy_serves() { curl -fsS -m 2 "http://${address[haproxy]}:8080/readyz"; }
