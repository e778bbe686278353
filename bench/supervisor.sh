#!/usr/bin/env bash
# Server processes behind one port, and their supervisor: Outrigger beside gunicorn with aiohttp's workers and Node's
# cluster module. Time to the first answer of a cold and of a warm start, memory when idle, and reloads under load: how
# long, and how many requests are lost. Prints a table with medians and ranges; nothing fails by its figures.
#
#   bench/supervisor.sh [rounds] [reloads in each round] [server processes]
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-5}
reloads=${2:-10}
workers=${3:-2}
# shellcheck source=src/main/sh/prepare.sh
source bench/src/main/sh/prepare.sh
# shellcheck source=src/main/sh/cores.sh
source bench/src/main/sh/cores.sh

# As ./outrigger serve starts it.
as_launched=(-Xms8m -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1)

# %PORT% and %FOLDER%, an empty one for each cold start, are put in for each start. In that folder lies the program.
contenders=(-- outrigger bench/src/main/outrigger/Supervised.java
  "${on_subject[@]}" "$java" "${as_launched[@]}" -jar cli/target/outrigger/outrigger.jar serve %FOLDER%/Supervised.java --workers "$workers"
  --bind 127.0.0.1:%PORT% --probe /pid --control %FOLDER%/control)
if command -v gunicorn > /dev/null && "$(sed -n '1s/^#!//p' "$(command -v gunicorn)")" -c 'import aiohttp' 2> /dev/null; then
  contenders+=(-- gunicorn bench/src/main/python/supervised.py
    "${on_subject[@]}" gunicorn --workers "$workers" --worker-class aiohttp.GunicornWebWorker --chdir %FOLDER%
    --bind 127.0.0.1:%PORT% --log-level error supervised:app)
else
  echo "gunicorn or aiohttp is not installed (apt install gunicorn python3-aiohttp): left out"
fi
if command -v node > /dev/null; then
  contenders+=(-- node bench/src/main/node/cluster.js "${on_subject[@]}" node %FOLDER%/cluster.js %PORT% "$workers")
else
  echo "Node is not installed (apt install nodejs): left out"
fi

echo "$(nproc) cores, load before: $(cut -d ' ' -f 1-3 /proc/loadavg), $rounds rounds of $reloads reloads, $workers server processes"
exec "${on_load[@]}" "$java" -Xmx256m -cp "$classpath" dev.outrigger.bench.supervisor.SupervisorSpeed \
  "$rounds" "$reloads" "${contenders[@]}"
