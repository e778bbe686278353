#!/usr/bin/env bash
# What a request costs on Outrigger's framework, on its bare server, plain Netty, Vert.x Web, Helidon, Javalin, Spring
# Boot, Express, aiohttp and FastAPI in one run: CPU time of each one's process, and what those on a JVM allocate. Each is
# a process of its own on one core; the clients have the other. A wrong answer or a missing one ends it with exit status 1.
#
#   bench/web.sh [rounds] [scale: 1 is a second of CPU time] [work or framework...]
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

frameworks=()
for kind in outrigger http netty; do
  frameworks+=(-- "$kind" "${on_subject[@]}" "${jvm[@]}" -cp "$classpath" dev.outrigger.bench.web.WebMain "$kind")
done

# is_stale <module>: whether its jars are missing, or older than what they are made of.
is_stale() {
  [[ ! -d bench/$1/target/lib ]] \
    || [[ -n $(find bench/$1/src bench/$1/pom.xml bench/target/lib -newer "bench/$1/target/lib" -print -quit) ]]
}
if is_stale frameworks || is_stale spring; then
  # Each as far as it can be had.
  mvn -q -fae -Pservers -DskipTests -Dspotless.check.skip -pl bench/frameworks,bench/spring -am package > /dev/null 2>&1 || true
  touch bench/target/lib
  for module in frameworks spring; do
    [[ ! -d bench/$module/target/lib ]] || touch "bench/$module/target/lib"
  done
fi
if [[ -d bench/frameworks/target/lib ]]; then
  for kind in vertx helidon javalin; do
    frameworks+=(-- "$kind" "${on_subject[@]}" "${jvm[@]}" -cp "bench/frameworks/target/classes:bench/frameworks/target/lib/*"
      dev.outrigger.bench.frameworks.FrameworksMain "$kind")
  done
else
  echo "Vert.x, Helidon and Javalin could not be fetched or compiled (mvn -Pservers -DskipTests -pl bench/frameworks -am package says why)"
fi
if [[ -d bench/spring/target/lib ]]; then
  frameworks+=(-- spring "${on_subject[@]}" "${jvm[@]}" -cp "bench/spring/target/classes:bench/spring/target/lib/*"
    dev.outrigger.bench.spring.SpringMain spring)
else
  echo "Spring Boot could not be fetched or compiled (mvn -Pservers -DskipTests -pl bench/spring -am package says why)"
fi

if ! command -v node > /dev/null; then
  echo "Node is not installed, and so Express is not (apt install nodejs npm)"
elif express=bench/target/node-web && fetch_node $express express@5 multer@2 zod@4; then
  frameworks+=(-- express "${on_subject[@]}" env NODE_PATH="$express/node_modules" NODE_ENV=production
    node bench/src/main/node/web_express.js)
else
  echo "Express could not be fetched (npm install --prefix $express express@5 multer@2 zod@4 says why)"
fi

# The interpreter that was named, or else the one of the system's packages.
if [[ $python != none ]]; then
  if ! "$python" -c 'import aiohttp, fastapi, uvicorn' 2> /dev/null && [[ -x /usr/bin/python3 ]]; then
    python=/usr/bin/python3
  fi
  if command -v "$python" > /dev/null; then
    for kind in aiohttp fastapi; do
      frameworks+=(-- "$kind" "${on_subject[@]}" "$python" -B "bench/src/main/python/web_$kind.py")
    done
  else
    echo "aiohttp and FastAPI are not installed (apt install python3-aiohttp python3-fastapi python3-uvicorn): there is no $python"
  fi
fi

tell_machine
exec "${on_load[@]}" "$java" -Xmx1g --enable-native-access=ALL-UNNAMED \
  -cp "$classpath" dev.outrigger.bench.web.WebSpeed "$rounds" "$scale" "$@" "${frameworks[@]}"
