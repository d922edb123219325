# shellcheck shell=bash disable=SC2154,SC2034 # what the parts share is set in run
# Firstlight's data, by its supported ways: an owner from the environment, a template over REST, tokens as one static batch.

cloud_url() { echo "http://127.0.0.1:${ports[cloud]}"; }

run_cloud() {
  FIRSTLIGHT_OWNER_EMAIL=load@example.com FIRSTLIGHT_OWNER_PASSWORD='a password for one run' \
    LD_PRELOAD=${preload:-} dotnet "$cloud_program" --data "$work/data" --port "${ports[cloud]}" --tls-port off --flood-limit off >>"$work/cloud.log" 2>&1 &
}

ask() { # method path [body]
  curl -sS --fail-with-body -X "$1" "$(cloud_url)/api/v1/$2" -H "Authorization: Bearer $access" -H 'Content-Type: application/json' ${3:+-d "$3"} ||
    die "the cloud refused $1 $2."
}

seed_cloud() {
  local batch
  access=''
  access=$(ask POST sign-in '{"email":"load@example.com","password":"a password for one run"}' | jq -r .accessToken) || exit 1
  template=$(ask POST templates '{"name":"Load"}' | jq -r .id) || exit 1
  # A number with bounds whose last value is kept, without history: that is what the rows of writes compare.
  ask POST "templates/$template/datastreams" '{"pin":0,"name":"Level","type":"Double","min":0,"max":100,"history":"None"}' >/dev/null
  # The same with history, for the row of a working day.
  ask POST "templates/$template/datastreams" '{"pin":1,"name":"Past","type":"Double","min":0,"max":100,"history":"Raw"}' >/dev/null
  say "making $tokens tokens"
  batch=$(ask POST static-batches "{\"templateId\":\"$template\",\"count\":$tokens}" | jq -r .id) || exit 1
  until [ "$(ask GET "static-batches/$batch" | jq -r .state)" = Ready ]; do sleep 0.5; done
  # Shuffled: neighbours in the store must not log in behind each other.
  ask POST "static-batches/$batch/export?format=Csv" | tail -n +2 | cut -d, -f2 | shuf >"$work/native"
  [ "$(wc -l <"$work/native")" -eq "$tokens" ] || die "the cloud exported $(wc -l <"$work/native") of $tokens tokens."
  sed 's/^/device /' "$work/native" >"$work/mqtt"
}

# A benchmark that measures refusals is worthless: what connections wrote last is read back by another door.
read_back() { # file of "credential value", sample
  local token value answer
  while read -r token value; do
    answer=$(curl -sS --fail-with-body "$(cloud_url)/external/api/get?token=${token##* }&v0") || die "reading a value back: $answer"
    awk -v a="$answer" -v b="$value" 'BEGIN { exit a + 0 != b + 0 }' || die "a value was written as $value and is read as '$answer'."
  done < <(sed 's/^device //' "$1" | shuf -n "$2")
}
