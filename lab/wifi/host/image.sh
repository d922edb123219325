# The guest's root file system without our programs, made from Debian packages and kept by content.

# Sets $image to a folder with base.cpio.
make_image() {
  local sources key
  sources=$(apt_sources)
  key=$(cat "$lab/host/packages" "$lab/host/in-image" "$lab/host/image.sh" "$sources" \
    <(cd "$lab/host/files" && find . -type f | sort | xargs sha256sum) | sha256sum | cut -c1-16)
  image=$cache/image-$key
  [ -f "$image/ready" ] && return
  install_on_host mmdebstrap:mmdebstrap cpio:cpio
  mkdir -p "$image"
  local code=0 options=()
  local folder
  for folder in man doc locale info; do options+=("--dpkgopt=path-exclude=/usr/share/$folder/*"); done
  # Recommended packages do not come along: what is needed is named.
  mmdebstrap --quiet --variant=minbase \
    --include="$(grep -v '^#' "$lab/host/packages" | paste -sd,)" \
    --aptopt='Acquire::Languages "none"' --dpkgopt=force-unsafe-io "${options[@]}" \
    --customize-hook="bash '$lab/host/in-image' \"\$1\" '$lab/host' '$image'" \
    bookworm /dev/null "$sources" >/dev/null 2>"$image/log" || code=$?
  if [ $code -ne 0 ]; then
    tail -n 30 "$image/log" >&2
    fault "the guest image could not be built"
  fi
  : >"$image/ready"
  forget_older image "$image"
}

# The machine's own package source.
apt_sources() {
  local file
  for file in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list; do
    [ -s "$file" ] && echo "$file" && return
  done
  fault "no package source of Debian: neither /etc/apt/sources.list.d/debian.sources nor /etc/apt/sources.list"
}

install_on_host() { # program:package …
  local pair missing=()
  for pair in "$@"; do command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}"); done
  [ ${#missing[@]} -eq 0 ] && return
  {
    flock 9 # Two at once would not let each other.
    as_root apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
  } 9>"$work/apt.lock" >"$work/apt.log" 2>&1 ||
    { tail -n 30 "$work/apt.log" >&2; fault "could not be installed: ${missing[*]}"; }
}

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

# Of each kind only the newest is kept.
forget_older() { # kind, folder that stays
  local folder
  for folder in "$cache/$1"-*; do [ "$folder" = "$2" ] || rm -r "$folder"; done
}
