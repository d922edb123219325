# The cloud's data: a first start makes keys, certificate and owner, which takes the guest a minute and this machine seconds.

# Puts it into the folder. Kept by the content of the program that made it.
furnish_cloud() { # folder
  local publish=$repository/src/Firstlight.Cloud/bin/Release/net10.0/publish key made
  # shellcheck source=../guest/product.sh
  source "$lab/guest/product.sh"
  key=$(cd "$publish" && sha256sum ./*.dll "$lab/host/cloud.sh" "$lab/guest/product.sh" | sha256sum | cut -c1-16)
  made=$cache/cloud-$key
  if [ ! -f "$made/ready" ]; then
    mkdir -p "$made/data"
    first_start "$publish" "$made/data" || fault "the cloud could not be furnished"
    : >"$made/ready"
    forget_older cloud "$made"
  fi
  cp -r "$made/data" "$1"
}

first_start() { # program, data
  local ready=$work/cloud-ready pid address code=0
  FIRSTLIGHT_OWNER_EMAIL=$cloud_email FIRSTLIGHT_OWNER_PASSWORD=$cloud_password \
    dotnet "$1/Firstlight.Cloud.dll" --data "$2" --port 0 --tls-port 0 --public-host "$cloud_name" --ready-file "$ready" \
    >"$work/cloud.log" 2>&1 &
  pid=$!
  for _ in $(seq 300); do
    [ -s "$ready" ] && break
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  address=$(sed -nE 's|^  cloud +http://[^:/]+:([0-9]+).*|http://127.0.0.1:\1/api/v1|p' "$ready")
  make_product "$address" >/dev/null || { code=$?; tail -n 20 "$work/cloud.log" >&2; }
  kill "$pid" && wait "$pid"
  return $code
}

make_product() { # address
  local token
  token=$(call "$1/sign-in" "" "{\"email\":\"$cloud_email\",\"password\":\"$cloud_password\"}" | sed -nE 's/.*"accessToken":"([^"]+)".*/\1/p')
  [ -n "$token" ] || return
  call "$1/templates" "$token" "{\"id\":\"$template\",\"name\":\"Thermostat\",\"hardware\":\"Raspberry Pi\"}" &&
    call "$1/templates/$template/datastreams" "$token" '{"name":"Temperature","pin":0,"type":"Double","min":-40,"max":125}'
}

call() { # address, token, body
  curl --silent --show-error --fail-with-body --max-time 10 --header 'Content-Type: application/json' \
    --header "Authorization: Bearer $2" --data "$3" "$1"
}
