# Sourced by the scripts of the folder above, for packages of Python and Node that are not installed.

# fetch <environment> <package>...: fills an environment once; false if it can't be had. Uses $python.
fetch() {
  local venv=$1
  shift
  [[ -e $venv/fetched ]] && return
  "$python" -m venv "$venv" \
    && "$venv/bin/pip" install -q --retries 0 --disable-pip-version-check "$@" > /dev/null 2>&1 \
    && touch "$venv/fetched"
}

# fetch_node <folder> <package>...: the same for Node's packages.
fetch_node() {
  local folder=$1
  shift
  [[ -e $folder/fetched ]] && return
  mkdir -p "$folder" \
    && npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder" "$@" > /dev/null 2>&1 \
    && touch "$folder/fetched"
}
