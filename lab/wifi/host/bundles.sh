# Updates for the device, signed and otherwise: the daemon itself as the next version, and what must not be taken.

make_bundles() { # folder
  local program=$work/program
  mkdir -p "$1" "$program" "$work/crashing" "$work/refused"
  dpkg-deb --fsys-tarfile "$package"/*_amd64.deb | tar -x -C "$program" --strip-components=4 ./usr/lib/firstlight-edgent/firstlight-edgentd
  printf '#!/bin/sh\nexit 1\n' >"$work/crashing/firstlight-edgentd"
  # Never run: what is refused need not be long in coming.
  head -c 2000000 /dev/urandom >"$work/refused/firstlight-edgentd"
  chmod 755 "$work"/{crashing,refused}/firstlight-edgentd
  firmware key "$work/maker"
  firmware key "$work/stranger"
  bundle "$program" "$1/good" maker 1.1.0
  bundle "$work/refused" "$1/of-a-stranger" stranger 1.2.0
  bundle "$work/refused" "$1/whole" maker 1.3.0
  bundle "$work/crashing" "$1/crashing" maker 1.4.0
  head -c $(($(stat -c %s "$1/whole") / 2)) "$1/whole" >"$1/truncated"
  rm "$1/whole"
  cp "$work/maker.pub" "$1/"
}

bundle() { # folder, file, key, version
  firmware bundle "$1" "$2" --key "$work/$3" --version "$4" --type "$template" --arch amd64 --program firstlight-edgentd
}

firmware() {
  dotnet "$repository/src/Firstlight.Cli/bin/Release/net10.0/publish/firstlight.dll" firmware "$@" >"$work/bundles.log" ||
    { cat "$work/bundles.log" >&2; fault "the updates could not be made"; }
}
