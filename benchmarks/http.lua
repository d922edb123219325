-- Calls of the device HTTPS API over plain HTTP: `get` or `update` of one pin, each with the next token. A refusal fails the run.
local requests, at = {}, 0

function init(arguments)
  local call, file = arguments[1], arguments[2]
  local number = 0
  for token in io.lines(file) do
    number = number + 1
    if number > 10000 then break end
    local value = call == "update" and string.format("&v0=20.%03d", number % 1000) or "&v0"
    requests[number] = wrk.format("GET", "/external/api/" .. call .. "?token=" .. token .. value)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  local bad = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  if bad > 0 then
    io.stderr:write(string.format("%d calls failed, %d of them by their status\n", bad, errors.status))
    return
  end
  local seconds = summary.duration / 1e6
  print(string.format("rate=%.0f operations=%d p50_ms=%.3f p99_ms=%.3f",
    summary.requests / seconds, summary.requests, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
