#!/usr/bin/env bash
# A throw-away PostgreSQL on a free loopback port, everything it writes under DIR, with a password of its own.
#   postgres.sh DIR create BIN   makes the database cluster; BIN is the folder with initdb and pg_ctl
#   postgres.sh DIR start        starts it and returns when it takes connections
#   postgres.sh DIR stop|kill    politely, or every process of it with SIGKILL; the data stays
#   postgres.sh DIR destroy      ends it; its data is worthless from then on
#   postgres.sh DIR address      prints an Npgsql connection string
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
dir=$1 action=$2

# PostgreSQL refuses to run as root.
as_server() {
    if ((EUID == 0)); then
        (cd / && su postgres -s /bin/sh -c "$(printf '%q ' "$@")")
    else
        "$@"
    fi
}

create() {
    mkdir -p "$dir"
    ((EUID != 0)) || chown postgres "$dir"
    local password
    password=$(tr -d - </proc/sys/kernel/random/uuid)
    printf '%s\n' "bin=$1" "port=$(free_port)" "password=$password" >"$dir/settings"
    echo "$password" >"$dir/password"
    as_server "$1/initdb" -D "$dir/data" -U postgres --auth=scram-sha-256 --pwfile="$dir/password" --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
    # The tests kill processes, not the machine, so what was written survives without fsync.
    cat >>"$dir/data/postgresql.conf" <<END
listen_addresses = '127.0.0.1'
port = $(sed -n 's/^port=//p' "$dir/settings")
unix_socket_directories = '$dir'
max_connections = 200
fsync = off
END
}

running() { owned_pid "$dir/data/postmaster.pid" "$dir/data"; }

start() {
    running >/dev/null || as_server "$bin/pg_ctl" -D "$dir/data" -l "$dir/postgres.log" -w -t 60 start </dev/null >"$dir/start.log" 2>&1 || {
        say "PostgreSQL did not start; the end of its logs:"
        tail -n 30 "$dir/start.log" "$dir/postgres.log" >&2
        return 1
    }
}

stop() {
    running >/dev/null || return 0
    as_server "$bin/pg_ctl" -D "$dir/data" -w -t 60 -m "$1" stop >/dev/null
}

# The children go too: a cluster can't start again while one of them still holds its shared memory.
kill_all() {
    local postmaster pid
    postmaster=$(running) || return 0
    local -a pids=("$postmaster")
    for pid in $(cat "/proc/$postmaster/task/$postmaster/children" 2>/dev/null); do pids+=("$pid"); done
    kill -KILL "${pids[@]}" 2>/dev/null || true
    for pid in "${pids[@]}"; do wait_until 30 "PostgreSQL to end" "$dir/postgres.log" gone "$pid"; done
    # While nobody has reaped the dead postmaster, its process id in these files would look alive and refuse a start.
    rm -f "$dir/data/postmaster.pid" "$dir"/.s.PGSQL.*
}

[[ $action == create ]] || source "$dir/settings"
case $action in
    create) create "$3" ;;
    start) start ;;
    stop) stop fast ;;
    kill) kill_all ;;
    destroy) stop immediate ;;
    address) echo "Host=127.0.0.1;Port=$port;Username=postgres;Password=$password" ;;
    *) say "unknown action '$action'" && exit 2 ;;
esac
