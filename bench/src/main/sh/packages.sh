# Sourced by the scripts of the folder above, for Python's packages that are not installed.

# fetch <environment> <package>...: fills an environment once; false if it can't be had. Uses $python.
fetch() {
  local venv=$1
  shift
  [[ -e $venv/fetched ]] && return
  "$python" -m venv "$venv" \
    && "$venv/bin/pip" install -q --retries 0 --disable-pip-version-check "$@" > /dev/null 2>&1 \
    && touch "$venv/fetched"
}
