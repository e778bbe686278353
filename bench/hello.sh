#!/usr/bin/env bash
# What hello-world over keep-alive costs on Outrigger beside plain Netty with the same codec: CPU time of
# the server process, as the operating system counts it, for each request. Exit status 1 when the
# loop-carried backend costs more than 1.15 times plain Netty, by the median of the rounds' ratios.
#
#   bench/hello.sh [rounds] [requests a round] [transport: EPOLL, IO_URING or NIO]
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-15}
requests=${2:-100000}
transport=${3:-EPOLL}
flags=(--add-opens=java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED)
# shellcheck source=src/main/sh/prepare.sh
source bench/src/main/sh/prepare.sh
# shellcheck source=src/main/sh/cores.sh
source bench/src/main/sh/cores.sh

work=$(mktemp -d)
pids=()
cleanup() {
  for pid in "${pids[@]}"; do kill "$pid" 2> /dev/null || true; done
  wait
  rm -rf "$work"
}
trap cleanup EXIT

# start <name> <main class> <argument>...: sets $started to "name pid port probe-port".
start() {
  local name=$1 main=$2
  shift 2
  "${on_subject[@]}" "$java" "${flags[@]}" -XX:+UseSerialGC -Xms256m -Xmx256m -cp "$classpath" \
    "dev.outrigger.bench.$main" 0 "$@" > "$work/$name" &
  local pid=$!
  pids+=("$pid")
  for _ in $(seq 300); do
    if grep -q '^serving ' "$work/$name"; then
      read -r _ port probe < <(grep '^serving ' "$work/$name")
      started="$name $pid $port $probe"
      return
    fi
    kill -0 "$pid" 2> /dev/null || break
    sleep 0.1
  done
  echo "$name did not start" >&2
  exit 2
}

start netty NettyHello "$transport"
netty=$started
start loop-carried OutriggerHello "$transport" LOOP_CARRIED
carried=$started
start portable OutriggerHello "$transport" PORTABLE
portable=$started

# Words, not one string: each server is four arguments.
# shellcheck disable=SC2086
compare() {
  "${on_load[@]}" "$java" -Xmx256m -cp "$classpath" dev.outrigger.bench.HelloRatio \
    "$rounds" "$requests" "$1" $netty $2
}

echo "transport $transport, $rounds rounds of $requests requests"
compare 0 "$portable"
compare 1.15 "$carried"
