# Sourced after environment.sh by ./test and bench/run: a private PostgreSQL while they run.
# shellcheck shell=bash

postgres_bin() { find /usr/lib/postgresql/*/bin -maxdepth 0 2>/dev/null | sort -V | tail -n 1; }

PG_HOME=
as_postgres() {
  if is_root; then
    # PostgreSQL refuses to run as root.
    su postgres -s /bin/sh -c "$(printf '%q ' "$@")"
  else
    "$@"
  fi
}

# start_postgres OPTIONS…: a server of our own on a free port, its data in a temporary folder, gone when
# the script ends. OPTIONS go to the server.
start_postgres() {
  local bin port options="$*"
  bin=$(postgres_bin)
  PG_HOME=$(mktemp -d /tmp/tcvm-postgres.XXXXXX) || return 1
  is_root && { chown postgres "$PG_HOME" || return 1; }
  port=$("$VENV/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  (
    cd "$PG_HOME" &&
      as_postgres "$bin/initdb" -D "$PG_HOME/data" -A trust -U postgres --encoding=UTF8 \
        --locale=C.UTF-8 --no-sync &&
      as_postgres "$bin/pg_ctl" -D "$PG_HOME/data" -l "$PG_HOME/server.log" -w start \
        -o "-p $port -k $PG_HOME -c listen_addresses=127.0.0.1 $options"
  ) >"$PG_HOME/starting.log" 2>&1 </dev/null || {
    cat "$PG_HOME"/*.log >&2
    return 1
  }
  export TCVM_TEST_POSTGRES_URL=postgres://postgres@127.0.0.1:$port/postgres
}

stop_postgres() {
  [ -n "$PG_HOME" ] || return 0
  [ -e "$PG_HOME/data/postmaster.pid" ] &&
    (cd "$PG_HOME" && as_postgres "$(postgres_bin)/pg_ctl" -D "$PG_HOME/data" -m immediate -w stop) \
      >/dev/null 2>&1 </dev/null
  rm -rf "$PG_HOME"
}
trap stop_postgres EXIT
trap 'exit 130' INT TERM
