# Sourced by the scripts of the folder above: builds what is missing, sets $java and $classpath.
java=${JAVA_HOME:?set it to a JDK 25, or call ./outrigger bench}/bin/java

if ! compgen -G 'bench/target/outrigger-bench-*.jar' > /dev/null || [[ ! -d bench/target/lib ]] \
  || [[ -n $(find ./*/src/main -newer bench/target/lib -print -quit) ]]; then
  mvn -q -DskipTests -pl bench -am package
  touch bench/target/lib
fi
classpath=$(compgen -G 'bench/target/outrigger-bench-*.jar' | head -1):bench/target/lib/*

# What the figures depend on; uses $rounds.
tell_machine() {
  echo "$(nproc) cores, load before: $(cut -d ' ' -f 1-3 /proc/loadavg), $rounds rounds"
}
