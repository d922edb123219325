# The guest's kernel: user-mode Linux, a program like any other. Debian's own build of it has no radios, so it is made from
# Debian's source package and kept by content.

# Sets $kernel to the program.
make_kernel() {
  local package key folder
  package=$(source_package) || { as_root apt-get update -qq && package=$(source_package); } || fault "no package linux-source is known to apt"
  key=$({ cat "$lab/host/kernel.config" "$lab/host/kernel.sh"; apt-cache policy "$package" | grep Candidate; } | sha256sum | cut -c1-16)
  folder=$cache/kernel-$key
  kernel=$folder/linux
  [ -f "$folder/ready" ] && return
  echo "-- compiling the guest's kernel; it is kept for later runs"
  install_on_host flex:flex bison:bison bc:bc make:make gcc:gcc xz:xz-utils
  mkdir -p "$folder" "$work/kernel"
  compile_kernel "$package" >"$folder/log" 2>&1 || { tail -n 30 "$folder/log" >&2; fault "the guest's kernel could not be built"; }
  : >"$folder/ready"
  forget_older kernel "$folder"
}

# Its name has the version in it.
source_package() {
  apt-cache depends linux-source 2>/dev/null | awk '/Depends: linux-source-/ { print $2; found = 1; exit } END { exit !found }'
}

# The guest waits for the machine below it and hardly for its kernel, which is compiled once for each change of it.
less_thought='-O1 -finline-small-functions'

compile_kernel() { # package
  cd "$work/kernel" || return
  apt-get download -qq "$1" && dpkg-deb --fsys-tarfile ./*.deb | tar -x "./usr/src/$1.tar.xz" && tar -xf "usr/src/$1.tar.xz" &&
    make -s -C "$1" ARCH=um KCONFIG_ALLCONFIG="$lab/host/kernel.config" allnoconfig && all_is_in "$1/.config" &&
    make -s -C "$1" ARCH=um KCFLAGS="$less_thought" -j"$(nproc)" linux && strip -o "$kernel" "$1/linux" || return
  cd "$repository" && rm -r "$work/kernel"
}

# A wish that depends on something else is forgotten in silence.
all_is_in() { # .config
  local wish missing=0
  while read -r wish; do
    grep -qx "$wish" "$1" || { echo "not in the kernel: $wish"; missing=1; }
  done < <(grep '=y$' "$lab/host/kernel.config")
  return $missing
}
