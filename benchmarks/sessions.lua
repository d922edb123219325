-- Tokens handed out: provisioning sessions begun over REST, each on disk before its answer. The tokens go to a file. A refusal fails the run.
local file

function init(arguments)
  local access, name = arguments[1], arguments[2]
  file = io.open(name, "a")
  file:setvbuf("full")
  wrk.headers["Authorization"] = "Bearer " .. access
  wrk.headers["Content-Type"] = "application/json"
  wrk.method, wrk.path, wrk.body = "POST", "/api/v1/provisioning/sessions", "{}"
end

function response(status, headers, body)
  local token = body:match('"token":"([^"]+)"')
  if token then
    file:write(token, "\n")
    file:flush()
  end
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
