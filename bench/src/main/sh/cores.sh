# Sourced by the scripts of the folder above: one core for what is measured and one for the load, where there are two.
# Sets $on_subject and $on_load, which stand before a command.
# shellcheck disable=SC2034
on_subject=() on_load=()
if command -v taskset > /dev/null && (($(nproc) > 1)); then
  on_subject=(taskset -c 0) on_load=(taskset -c 1)
fi
