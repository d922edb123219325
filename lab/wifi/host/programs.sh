# What is different from run to run: our programs and the checks, as a second archive behind the image's.

# Writes $work/overlay.cpio.
make_overlay() {
  local root=$work/overlay project
  mkdir -p "$root/lab" "$root/opt"
  for project in Firstlight.Cloud Firstlight.Cli; do
    dotnet build "$repository/src/$project" -c Release -v quiet --nologo >"$work/build.log" 2>&1 ||
      { tail -n 30 "$work/build.log" >&2; fault "$project does not build"; }
  done
  copy_program Firstlight.Cloud "$root/opt/cloud"
  copy_program Firstlight.Cli "$root/opt/firstlight"
  copy_runtime "$root/opt/dotnet"
  furnish_cloud "$root/lab/cloud"
  cp -r "$lab/guest/." "$root/lab/"
  install_on_host gcc:gcc
  gcc -static -O2 -Wall -Wextra -Werror -o "$root/lab/board" "$lab/guest/board.c" || fault "guest/board.c does not build"
  make_package
  cp "$package"/*_amd64.deb "$root/lab/firstlight-edgent.deb"
  make_bundles "$root/lab/bundles"
  (cd "$root" && find . -print0 | cpio --quiet --null -o -H newc -R 0:0) >"$work/overlay.cpio"
}

copy_program() { # project, folder
  mkdir -p "$2"
  cp -r "$repository/src/$1/bin/Release/net10.0/publish/." "$2/"
  find "$2" -name '*.pdb' -delete
}

# The runtime that runs everything else here runs the cloud and the phone too.
copy_runtime() { # folder
  local from version
  from=$(dirname "$(readlink -f "$(command -v dotnet)")")
  version=$(dotnet --list-runtimes | awk '$1 == "Microsoft.AspNetCore.App" && $2 ~ /^10\./ { print $2 }' | sort -V | tail -n 1)
  [ -n "$version" ] || fault "ASP.NET Core 10 is not installed here"
  mkdir -p "$1/shared/Microsoft.NETCore.App" "$1/shared/Microsoft.AspNetCore.App" "$1/host"
  cp "$from/dotnet" "$1/"
  cp -r "$from/host/fxr" "$1/host/"
  cp -r "$from/shared/Microsoft.NETCore.App/$version" "$1/shared/Microsoft.NETCore.App/"
  cp -r "$from/shared/Microsoft.AspNetCore.App/$version" "$1/shared/Microsoft.AspNetCore.App/"
}

# Sets $package to a folder with the daemon's package, as people install it. Kept by content: trimming the runtime takes a while.
make_package() {
  local key
  key=$(cd "$repository" && find packages src/Firstlight.Protocol src/Firstlight.Edgent* src/*.props ./*.props global.json \
    -type f ! -path '*/bin/*' ! -path '*/obj/*' ! -path '*/out/*' | sort | xargs -d '\n' sha256sum | sha256sum | cut -c1-16)
  package=$cache/package-$key
  [ -f "$package/ready" ] && return
  # It goes no further than into the guest: packing it well would take longer than all the rest of it.
  DPKG_DEB_COMPRESSOR_TYPE=gzip "$repository/packages/build.sh" --arch amd64 --output "$package" >"$work/package.log" 2>&1 ||
    { tail -n 30 "$work/package.log" >&2; fault "the package of the daemon does not build"; }
  : >"$package/ready"
  forget_older package "$package"
}
