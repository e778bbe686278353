#!/usr/bin/env bash
# What a request costs on Outrigger, plain Netty, Vert.x, Helidon, Jetty, Node, aiohttp and uvicorn in one run: CPU time
# of each server's process, and what those on a JVM allocate; then what idle connections hold. Each server is a process
# of its own on one core; the clients have the other. A wrong answer or a missing one ends it with exit status 1.
#
#   bench/http.sh [rounds] [scale: 1 is a second of CPU time] [work or server...]
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

# As ./outrigger runs its own.
jvm=("$java" --add-opens=java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xms512m -Xmx512m
  -Djava.util.logging.config.file=.mvn/test-logging.properties -Dslf4j.internal.verbosity=ERROR)

servers=()
for kind in outrigger portable netty; do
  servers+=(-- "$kind" "${on_subject[@]}" "${jvm[@]}" -cp "$classpath" dev.outrigger.bench.http.SubjectMain "$kind")
done

others=bench/servers/target
if [[ ! -d $others/lib || -n $(find bench/servers/src bench/servers/pom.xml bench/target/lib -newer $others/lib -print -quit) ]]; then
  if mvn -q -Pservers -DskipTests -Dspotless.check.skip -pl bench/servers -am package > /dev/null 2>&1; then
    touch bench/target/lib $others/lib
  fi
fi
if [[ -d $others/lib ]]; then
  for kind in vertx helidon jetty; do
    servers+=(-- "$kind" "${on_subject[@]}" "${jvm[@]}" -cp "$others/classes:$others/lib/*"
      dev.outrigger.bench.servers.ServersMain "$kind")
  done
else
  echo "Vert.x, Helidon and Jetty could not be fetched or compiled (mvn -Pservers -DskipTests -pl bench/servers -am package says why)"
fi

if command -v node > /dev/null; then
  servers+=(-- node "${on_subject[@]}" node bench/src/main/node/server.js)
else
  echo "Node is not installed (apt install nodejs)"
fi

# The interpreter's own packages, or else an environment that pip fills.
if [[ $python != none ]] && ! command -v "$python" > /dev/null; then
  echo "aiohttp and uvicorn are not installed (apt install python3-aiohttp python3-uvicorn): there is no $python"
  python=none
fi
if [[ $python != none ]]; then
  if ! "$python" -c 'import aiohttp, uvicorn' 2> /dev/null; then
    venv=bench/target/venv-http
    if fetch $venv aiohttp uvicorn uvloop httptools websockets; then
      python=$venv/bin/python
    fi
  fi
  for kind in aiohttp uvicorn; do
    servers+=(-- "$kind" "${on_subject[@]}" "$python" -B "bench/src/main/python/http_$kind.py")
  done
fi

# Ten thousand connections need as many descriptors, on both sides.
ulimit -n "$(ulimit -H -n)"
tell_machine
exec "${on_load[@]}" "$java" -Xmx1g --enable-native-access=ALL-UNNAMED \
  -cp "$classpath" dev.outrigger.bench.http.HttpSpeed "$rounds" "$scale" "$@" "${servers[@]}"
