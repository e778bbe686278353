#!/usr/bin/env bash
# What finding a route and binding a request cost by themselves, without a network: by JMH, time and bytes.
#
#   bench/micro.sh [JMH option...]   e.g. -f 1 Routing; -h lists the options
set -euo pipefail
cd "$(dirname "$0")/.."

# shellcheck source=src/main/sh/prepare.sh
source bench/src/main/sh/prepare.sh

exec "$java" -cp "bench/target/test-classes:$classpath" org.openjdk.jmh.Main -prof gc -foe true \
  -jvmArgs '--add-opens=java.base/java.lang=ALL-UNNAMED --enable-native-access=ALL-UNNAMED' "$@"
