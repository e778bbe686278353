#!/usr/bin/env bash
# The pool beside Python's process pools on the same machine in the same run: round trips, bursts, maps, large
# arguments, starts, successors, memory. Prints a table with the targets beside the figures.
#
#   bench/pool.sh [rounds] [scale: 1 is a full round] [subject...]
#
# PYTHON names the interpreter, 'none' leaves Python out.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-5}
scale=${2:-1}
shift $(($# < 2 ? $# : 2))
python=${PYTHON:-python3}
if [[ $python != none ]] && ! command -v "$python" > /dev/null; then
  echo "$python is not installed: Outrigger is measured alone"
  python=none
fi
# shellcheck source=src/main/sh/prepare.sh
source bench/src/main/sh/prepare.sh

tell_machine
exec "$java" --enable-native-access=ALL-UNNAMED -cp "$classpath" dev.outrigger.bench.pool.PoolSpeed \
  "$rounds" "$scale" "$python" bench/src/main/python/pools.py "$@"
