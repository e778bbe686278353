#!/usr/bin/env bash
# Tasks on a loop beside virtual threads, Netty, Kotlin's coroutines, Python's asyncio and uvloop on the same
# machine in the same run: spawn, switch, time-out, echo, a million asleep. Each contender is a process of its own
# on one core; the clients of the echo have the other. Prints medians with the least and the most of the rounds.
#
#   bench/runtime.sh [rounds] [scale: 1 is a full round] [subject...]
#
# PYTHON names the interpreter, 'none' leaves Python out.
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-7}
scale=${2:-1}
shift $(($# < 2 ? $# : 2))
python=${PYTHON:-python3}
# shellcheck source=src/main/sh/prepare.sh
source bench/src/main/sh/prepare.sh
# shellcheck source=src/main/sh/cores.sh
source bench/src/main/sh/cores.sh
# shellcheck source=src/main/sh/packages.sh
source bench/src/main/sh/packages.sh

jvm=("$java" --add-opens=java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC -Xms1g -Xmx6g -Djdk.virtualThreadScheduler.parallelism=1
  -Djdk.virtualThreadScheduler.maxPoolSize=1)
peer=dev.outrigger.bench.runtime.PeerMain

contenders=()
for kind in outrigger threads netty; do
  contenders+=(-- "${on_subject[@]}" "${jvm[@]}" -cp "$classpath" "$peer" "$kind")
done

kotlin=bench/kotlin/target
if [[ ! -d $kotlin/lib || -n $(find bench/kotlin/src bench/kotlin/pom.xml -newer $kotlin/lib -print -quit) ]]; then
  if mvn -q -f bench/kotlin/pom.xml process-classes > /dev/null 2>&1; then
    touch $kotlin/lib
  fi
fi
if [[ -d $kotlin/lib ]]; then
  contenders+=(-- "${on_subject[@]}" "${jvm[@]}" -cp "$kotlin/classes:$kotlin/lib/*" CoroutinesKt)
else
  echo "Kotlin's coroutines could not be fetched or compiled (mvn -f bench/kotlin/pom.xml process-classes says why): they are left out"
fi

if [[ $python != none ]] && ! command -v "$python" > /dev/null; then
  echo "$python is not installed: asyncio and uvloop are left out"
  python=none
fi
if [[ $python != none ]]; then
  contenders+=(-- "${on_subject[@]}" "$python" bench/src/main/python/loops.py asyncio)
  venv=bench/target/venv
  fetch $venv uvloop || true # its greeting says what is missing
  contenders+=(-- "${on_subject[@]}" "$venv/bin/python" bench/src/main/python/loops.py uvloop)
fi

tell_machine
exec "${on_load[@]}" "$java" -Xmx256m -cp "$classpath" dev.outrigger.bench.runtime.RuntimeSpeed \
  "$rounds" "$scale" "$@" "${contenders[@]}"
