#!/usr/bin/env bash
# Makes web/dist: installs what is missing or out of date, builds when a source is newer than the last build.
# With --packages it stops after installing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

installed=node_modules/.package-lock.json
if [ ! -f $installed ] || [ package-lock.json -nt $installed ]; then
  npm ci --no-audit --no-fund --loglevel=error
  # npm keeps the file's old time when nothing in it changed.
  touch $installed
fi
[ "${1:-}" = --packages ] && exit 0

# Written last: a build that was interrupted counts for nothing.
built=dist/.built
sources=(src public index.html openapi.json package-lock.json vite.config.ts compress.mjs tsconfig.json postcss.config.cjs)
if [ ! -f $built ] || [ -n "$(find "${sources[@]}" ! -name schema.ts -newer $built -print -quit)" ]; then
  npm run build --silent
  node compress.mjs
  touch $built
fi
