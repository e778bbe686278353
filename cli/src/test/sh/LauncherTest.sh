#!/bin/sh
# The launcher in a world of its own: a PATH with nothing but the tools it may use, and a checkout, a JDK and
# a Maven that only write down how they were called.
set -eu

launcher=$(cd "$(dirname "$0")/../../../.." && pwd)/outrigger
world=$(mktemp -d)
trap 'rm -rf "$world"' EXIT

fresh_world() {
  rm -rf "$world"
  checkout="$world/a check out"
  calls=$world/calls
  tools=$world/bin
  mkdir -p "$checkout/.mvn" "$checkout/bench" "$checkout/examples" "$checkout/web/src/main/java" \
    "$checkout/cli/src/main/java" "$checkout/cli/src/test/sh" "$tools" "$world/no jdks" "$world/jdks"
  cp "$launcher" "$checkout/outrigger"
  for module in . web cli bench examples; do
    echo "<version>1.2.3</version>" >"$checkout/$module/pom.xml"
  done
  echo "class A {}" >"$checkout/web/src/main/java/A.java"
  for tool in sh dirname readlink sed head find mktemp touch rm mkdir cat cksum cut id sleep date grep wc tr flock; do
    ln -s "$(command -v "$tool")" "$tools/$tool"
  done
  # Sources are older than any build of this test, without waiting for the clock.
  find "$checkout" -exec touch -t 202001010000 {} +
}

jdk() { # version folder
  mkdir -p "$2/bin"
  echo "JAVA_VERSION=\"$1\"" >"$2/release"
  echo >"$2/bin/javac"
  cat >"$2/bin/java" <<JAVA
#!/bin/sh
for argument; do echo "java: \$argument" >>"$calls"; done
echo "java: pid \$\$" >>"$calls"
JAVA
  chmod +x "$2/bin/java" "$2/bin/javac"
}

maven() { # exit status
  cat >"$tools/mvn" <<MVN
#!/bin/sh
echo "mvn: \$*" >>"$calls"
echo "this is Maven with JAVA_HOME=\$JAVA_HOME"
mkdir -p cli/target/outrigger
touch cli/target/outrigger/outrigger.jar
sleep 0.3
exit $1
MVN
  chmod +x "$tools/mvn"
}

# Runs the launcher; sets status, and leaves its output in out and err.
outrigger() {
  status=0
  (
    unset JAVA_HOME OUTRIGGER_JAVA_HOME
    # shellcheck disable=SC2030
    PATH=$tools
    [ -z "${java_home-}" ] || export JAVA_HOME="$java_home"
    [ -z "${own_java_home-}" ] || export OUTRIGGER_JAVA_HOME="$own_java_home"
    cd "${from-$world}" &&
      OUTRIGGER_JDK_SEARCH="$world/no jdks:$world/jdks" "${started_as-$checkout/outrigger}" "$@"
  ) >"$world/out" 2>"$world/err" || status=$?
}

fail() {
  echo "FAILED $scenario: $*" >&2
  for file in out err calls; do
    [ ! -e "$world/$file" ] || sed "s/^/  $file: /" "$world/$file" >&2
  done
  exit 1
}

exits() { [ "$status" = "$1" ] || fail "exit status $status, expected $1"; }
says() { grep -qF -- "$1" "$world/err" || fail "stderr lacks: $1"; }
prints() { grep -qF -- "$1" "$world/out" || fail "stdout lacks: $1"; }
one_line() { [ "$(wc -l <"$world/err")" -eq 1 ] || fail "stderr is not one line"; }
called() { grep -qF -- "$1" "$calls" 2>/dev/null || fail "no call: $1"; }
times_called() { # count text
  [ "$(grep -cF -- "$2" "$calls" 2>/dev/null || true)" = "$1" ] || fail "expected $1 calls of: $2"
}

no_jdk_is_one_line_that_says_where_it_looked_and_what_to_do() {
  maven 0
  outrigger demo
  exits 1
  one_line
  for part in "no JDK 25" OUTRIGGER_JAVA_HOME "$world/no jdks" "apt install" "brew install" "sdk install"; do
    says "$part"
  done
  ! grep -q '://' "$world/err" || fail "a registry is named"
}

an_older_jdk_and_one_without_a_compiler_are_passed_over() {
  maven 0
  jdk 17.0.9 "$world/jdks/a"
  jdk 25.0.1 "$world/jdks/b"
  rm "$world/jdks/b/bin/javac"
  jdk 25.0.3 "$world/jdks/c d"
  java_home=$world/jdks/a outrigger java-home
  exits 0
  prints "$world/jdks/c d"
}

java_on_the_path_is_followed_to_its_home() {
  jdk 26 "$world/elsewhere/jdk"
  ln -s ../elsewhere/jdk/bin/java "$tools/java"
  outrigger java-home
  exits 0
  prints "/elsewhere/jdk"
}

the_jdk_that_the_user_names_is_taken_or_refused_by_name() {
  jdk 25 "$world/jdks/a"
  jdk 25 "$world/mine"
  own_java_home=$world/mine outrigger java-home
  prints "$world/mine"
  own_java_home=$world/nothing outrigger demo
  exits 1
  one_line
  says "OUTRIGGER_JAVA_HOME=$world/nothing"
}

no_maven_is_one_line_but_only_if_there_is_something_to_build() {
  jdk 25 "$world/jdks/a"
  outrigger demo
  exits 1
  one_line
  says "Maven is needed"
  maven 0
  outrigger demo
  rm "$tools/mvn"
  outrigger demo
  exits 0
  times_called 2 "java: demo"
}

it_works_from_anywhere_through_a_link_and_with_spaces_in_its_path() {
  maven 0
  jdk 25 "$world/jdks/a"
  mkdir "$world/links"
  ln -s "../a check out/outrigger" "$world/links/or"
  ln -s or "$world/links/again"
  from=/ started_as=$world/links/again outrigger serve "My App.java" --bind 127.0.0.1:1
  exits 0
  called "java: $checkout/cli/target/outrigger/outrigger.jar"
  called "java: My App.java"
  called "java: java.base/java.lang=ALL-UNNAMED"
  called "java: --enable-native-access=ALL-UNNAMED"
}

a_program_runs_with_outrigger_on_its_class_path() {
  maven 0
  jdk 25 "$world/jdks/a"
  touch "$world/My Program.java"
  outrigger run "$world/My Program.java" --option "an argument"
  exits 0
  called "java: $checkout/cli/target/outrigger/outrigger.jar"
  called "java: $world/My Program.java"
  called "java: an argument"
  called "java: java.base/java.lang=ALL-UNNAMED"
}

it_builds_once_and_again_only_when_a_source_changed_or_went() {
  maven 0
  jdk 25 "$world/jdks/a"
  outrigger demo
  says "first time"
  outrigger demo
  times_called 1 mvn:
  touch "$checkout/bench/pom.xml" "$checkout/examples/pom.xml"
  outrigger demo
  times_called 1 mvn:
  touch "$checkout/web/src/main/java/A.java"
  outrigger demo
  says "sources changed"
  times_called 2 mvn:
  rm "$checkout/web/src/main/java/A.java"
  outrigger demo
  times_called 3 mvn:
  outrigger demo
  times_called 3 mvn:
  times_called 6 "java: demo"
}

a_failed_build_shows_why_and_starts_nothing() {
  maven 7
  jdk 25 "$world/jdks/a"
  outrigger demo
  exits 1
  prints "this is Maven"
  says "the build failed"
  times_called 0 java:
}

two_at_once_build_once() {
  maven 0
  jdk 25 "$world/jdks/a"
  outrigger demo &
  outrigger demo
  wait
  times_called 1 mvn:
  times_called 2 "java: demo"
}

two_at_once_build_once_without_flock() {
  rm "$tools/flock"
  two_at_once_build_once
}

signals_to_the_launcher_reach_the_server() {
  maven 0
  jdk 25 "$world/jdks/a"
  outrigger demo
  # shellcheck disable=SC2031
  PATH=$tools OUTRIGGER_JAVA_HOME=$world/jdks/a "$checkout/outrigger" demo &
  launched=$!
  wait $launched
  called "java: pid $launched"
}

help_and_version_need_nothing() {
  outrigger help
  exits 0
  prints "Usage: ./outrigger"
  outrigger version
  prints "outrigger 1.2.3"
  outrigger dmeo
  exits 2
  one_line
  says "'dmeo'"
}

test_runs_maven_and_the_scripts_and_says_how_it_went() {
  maven 0
  jdk 25 "$world/jdks/a"
  echo "echo script >>'$calls'" >"$checkout/cli/src/test/sh/OneTest.sh"
  outrigger test -o -Dx="a b"
  exits 0
  called "mvn: -B -Dstyle.color=never verify -o -Dx=a b"
  called script
  prints "All tests passed"
  outrigger test --conformance -o
  exits 0
  called "mvn: -B -Dstyle.color=never verify -Pconformance -Doutrigger.tests.excluded= -o"
  echo "exit 3" >"$checkout/cli/src/test/sh/OneTest.sh"
  outrigger test
  exits 1
  says "TESTS FAILED"
  says OneTest.sh
  maven 1
  outrigger test
  exits 1
  says "TESTS FAILED"
}

scenarios=$(sed -n 's/^\([a-z_]*\)() {$/\1/p' "$0" | grep _ | grep -v -e '^fresh_world$' -e '^one_line$')
for scenario in $scenarios; do
  fresh_world
  "$scenario"
done
echo "launcher: $(echo "$scenarios" | wc -w | tr -d ' ') scenarios passed"
