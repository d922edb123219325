# The virtual machine: a kernel that runs as a program, so its programs run as fast as this machine's. It has no network card:
# every byte in it crosses the simulated air or a wire between namespaces.

make_initrd() { cat "$image/base.cpio" "$work/overlay.cpio" >"$work/initrd.img"; }

# The processors that this script may use, one a line.
processors() {
  taskset --cpu-list --pid $$ | sed 's/.*: //' | tr , '\n' | while IFS=- read -r first last; do seq "$first" "${last:-$first}"; done
}

# Without a root file system it gives up at once, and says that it came so far.
kernel_runs() {
  # In a shell of its own, which has nobody to tell how the kernel ended.
  (timeout --kill-after=5 60 "$kernel" mem=64M con=null con0=null,fd:1 panic=-1 </dev/null >"$work/probe" 2>&1; true) 2>/dev/null
  grep -q 'Unable to mount root' "$work/probe"
}

# Boots a machine for these groups, hands what the guest prints to standard output, ends when the guest powers off or after
# $limit seconds. Its disk and console are in a folder of its own.
run_machine() { # name, processor, group …
  local name=$1 folder=$work/$1 end=$((SECONDS + limit))
  mkdir "$folder"
  truncate -s 512M "$folder/disk.img"
  : >"$folder/console"
  tail -n +1 -f --pid=$BASHPID -s 0.2 "$folder/console" 2>/dev/null &
  local reader=$!
  boot "$@"
  # A power cut loses what the guest's kernel had not written yet; what it had given to the disk stays.
  while [ $SECONDS -lt $end ] && tail -n 1 "$folder/console" | grep -q 'the whole machine is cut off'; do boot "$@"; done
  sleep 1
  kill "$reader"
}

boot() { # name, processor, group …
  local name=$1 processor=$2 folder=$work/$1
  shift 2
  # Its parts stop and wake each other at every system call; on one processor that takes half the time.
  taskset --cpu-list "$processor" "$kernel" mem=2560M "umid=firstlight-lab-$name-$$" "uml_dir=$folder" "initrd=$work/initrd.img" "ubd0=$folder/disk.img" \
    con=null con0=null,fd:2 ssl=null ssl0=null,fd:1 quiet loglevel=1 rdinit=/usr/lib/systemd/systemd systemd.unit=lab.target \
    systemd.show_status=0 net.ifnames=0 panic=-1 mac80211_hwsim.radios=5 time-travel \
    "lab.groups=$(IFS=,; echo "$*")" "lab.seed=$seed" </dev/null > >(cat >>"$folder/console") 2> >(cat >>"$folder/kernel.log") &
  local machine=$!
  echo "$machine" >"$folder/machine.pid"
  while kill -0 "$machine" 2>/dev/null; do
    if [ $SECONDS -ge $end ]; then
      end_machine "$machine"
      echo "## FAILED  machine $name was stopped after $limit seconds"
    fi
    sleep 0.5
  done
  { wait "$machine"; } 2>/dev/null
  rm "$folder/machine.pid"
}

stop_machines() {
  local file
  for file in "$work"/*/machine.pid; do
    [ -f "$file" ] && end_machine "$(cat "$file")"
  done
  return 0
}

# Each program in the guest is a process of this machine, in the kernel's group.
end_machine() { # its process
  kill -KILL -- "-$1" "$1" 2>/dev/null
}
