#!/usr/bin/env bash
# How long /ping of the demo takes on an idle server, and while 64 clients keep every worker of the pool busy
# with /fib/35. Exit status 1 if a ping failed, or if p99 under load is more than ten times p99 idle.
#
#   bench/ping.sh [seconds for each of the two] [heavy clients] [pings a second]
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-10}
clients=${2:-64}
rate=${3:-200}
# shellcheck source=src/main/sh/prepare.sh
source bench/src/main/sh/prepare.sh

log=$(mktemp)
"$java" --add-opens=java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED -cp "$classpath" \
  dev.outrigger.cli.Outrigger serve examples/Fibonacci.java --bind 127.0.0.1:0 > "$log" 2>&1 &
server=$!
trap 'kill "$server" 2> /dev/null || true; wait; rm -f "$log"' EXIT
until port=$(grep -oE -m 1 'http://127[.]0[.]0[.]1:[0-9]+' "$log" | grep -oE '[0-9]+$'); do
  kill -0 "$server" 2> /dev/null || { cat "$log" >&2; exit 2; }
  sleep 0.1
done

"$java" -cp "$classpath" dev.outrigger.bench.heavy.PingUnderLoad "$port" "$seconds" "$clients" "$rate"
