# Sourced by ./run and ./test: makes .venv hold exactly what a lock file names, and this project.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV=$ROOT/.venv

say() { printf '%s\n' "$*" >&2; }

is_root() { [ "$(id -u)" = 0 ]; }

# Install Debian packages where we may; say which ones are wanted where we may not.
install_debian() {
  if is_root && command -v apt-get >/dev/null; then
    say "Installing Debian packages: $*"
    local log
    log=$(mktemp)
    if ! (
      export DEBIAN_FRONTEND=noninteractive
      apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"
    ) </dev/null >"$log" 2>&1; then
      tail -n 20 "$log" >&2
      say "apt-get could not install: $*"
      rm -f "$log"
      return 1
    fi
    rm -f "$log"
  else
    say "Missing Debian packages. As root: apt-get install $*"
    return 1
  fi
}

# Print a Python of this machine that is 3.11 or later and can make a virtual environment: rather 3.11,
# for which the locks were resolved.
find_python() {
  local name
  for name in python3.11 python3.14 python3.13 python3.12 python3 /usr/bin/python3; do
    if command -v "$name" >/dev/null &&
      "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

make_venv() {
  local python
  if ! python=$(find_python); then
    install_debian python3 python3-venv || return 1
    python=$(find_python) || {
      say "No Python 3.11 or later was found."
      return 1
    }
  fi
  say "Making .venv with $("$python" --version)"
  "$python" -m venv --clear "$VENV" && printf '%s\n' "$ROOT" >"$VENV/.made-in"
}

# A .venv that was copied or moved with its folder still calls the Python of the old place.
venv_works() {
  "$VENV/bin/python" -c '' 2>/dev/null &&
    { ! [ -e "$VENV/.made-in" ] || [ "$(cat "$VENV/.made-in")" = "$ROOT" ]; }
}

# With uv where it can be had, else with pip; either checks every file against its hash in the lock.
install_locked() {
  local lock=$1
  if ! [ -x "$VENV/bin/uv" ]; then
    "$VENV/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes \
      --requirement "$ROOT/requirements/bootstrap.lock" ||
      say "uv cannot be installed here; going on with pip, which is slower."
  fi
  if [ -x "$VENV/bin/uv" ]; then
    local install=("$VENV/bin/uv" --quiet pip install --python "$VENV/bin/python")
  else
    local install=("$VENV/bin/python" -m pip install -qq --disable-pip-version-check)
  fi
  "${install[@]}" --require-hashes --requirement "$lock" &&
    "${install[@]}" --no-deps --no-build-isolation --editable "$ROOT"
}

# set_up NAME: .venv has what requirements/NAME.lock names. Quick when nothing has changed since.
set_up() {
  local lock=$ROOT/requirements/$1.lock stamp=$VENV/.set-up-$1 wanted start=$SECONDS
  wanted=$(cat "$lock" "$ROOT/pyproject.toml" | sha256sum)
  wanted="${wanted%% *} $ROOT"
  is_set_up "$stamp" "$wanted" && return
  # Two at once would install into each other.
  exec 9>"$ROOT/.set-up.lock"
  command -v flock >/dev/null && flock 9
  if ! is_set_up "$stamp" "$wanted"; then
    say "Setting up: installing what requirements/$1.lock names into .venv"
    venv_works || make_venv || return 1
    install_locked "$lock" || {
      say "Setting up failed."
      return 1
    }
    printf '%s\n' "$wanted" >"$stamp"
    say "Set up in $((SECONDS - start)) s."
  fi
  exec 9>&-
}

is_set_up() { [ -x "$VENV/bin/tcvm" ] && [ -e "$1" ] && [ "$(cat "$1")" = "$2" ]; }
