#!/usr/bin/env bash
# The servers that a benchmark runs on, from the tests' scripts, on free loopback ports and with all their data under DIR.
#   servers.sh DIR kafka|postgres   installs what is missing, starts the server and prints its address as the last line
#   servers.sh DIR destroy          ends what was started here, by process id, and removes DIR
set -euo pipefail
dir=$1 action=$2
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
environment=$root/Sts.Tests/Environment
cache=$root/.cache
source "$environment/common.sh"
source "$environment/install.sh"

serve() {
    bash "$environment/$action.sh" "$dir/$action" create "$1"
    bash "$environment/$action.sh" "$dir/$action" start
    bash "$environment/$action.sh" "$dir/$action" address
}

# The database server runs as another user and has its folder in here.
[[ ! -d $dir ]] || chmod 711 "$dir"
case $action in
    kafka) require_kafka || { printf '%s\n' "${missing[@]}" >&2 && exit 1; } && serve "$kafka_libs" ;;
    postgres) require_postgres || { printf '%s\n' "${missing[@]}" >&2 && exit 1; } && serve "$(postgres_bin)" ;;
    destroy)
        for server in kafka postgres; do
            [[ ! -f $dir/$server/settings ]] || bash "$environment/$server.sh" "$dir/$server" destroy
        done
        rm -rf "$dir"
        ;;
    *) echo "unknown action '$action'" >&2 && exit 2 ;;
esac
