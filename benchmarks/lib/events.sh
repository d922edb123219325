# shellcheck shell=bash disable=SC2154,SC2034 # what the parts share is set in run
# The rows that are about the cloud alone, and happen rather than last: a storm, a start, a working day.

addresses() { echo $((devices / 5000 + 1)); } # one address of loopback has ports for some 28,000 connections, and a bound on strangers

# Everybody at once, and what those feel who stayed. What was written before is there afterwards.
row_storm() {
  local round count
  for ((round = 1; round <= (rounds + 1) / 2; round++)); do
    for name in limit cloud; do
      restart_server $name
      load $name native storm --batch 10 --connections "$devices" --addresses "$(addresses)" --expected "$work/expected" ||
        die "storm could not be measured with $name."
      record storm $name $round
    done
    count=$((devices / 100))
    read_back "$work/expected" $count
    say "storm: $count values read back"
  done
}

# From the command to the first accepted login, with everything in the store.
row_start() {
  local round since
  for ((round = 1; round <= rounds; round++)); do
    stop_server cloud
    since=$(date +%s.%N)
    run_cloud
    pids[cloud]=$!
    load cloud native knock --since "$since" || die "no login after a start."
    record start cloud $round
    await_port cloud
  done
}

# All are connected; values arrive at the rate of ThingsBoard's published scenario, with history.
row_steady() {
  restart_server cloud
  load cloud native steady --pin 1 --batch 10 --connections "$devices" --addresses "$(addresses)" --rate $((devices / 30)) --seconds 60 ||
    die "steady could not be measured."
  record steady cloud 1
}
