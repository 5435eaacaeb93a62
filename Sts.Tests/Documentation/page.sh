# What the commands of a page do in its test: the program is the one that was built, and its ports are free ones (STS_TEST_HTTP, and those in the
# settings' environment variables). A command that starts a host leaves it running in the background, in place of the one before it.
set -Eeuo pipefail

where=start
host=

end_host() {
    [[ -z $host ]] || { kill -TERM "$host" 2>/dev/null && wait "$host" || true; }
    host=
}

# start_host SETTING...
start_host() {
    end_host
    command dotnet "$STS_TEST_PROGRAM" "$@" >>host.log 2>&1 </dev/null &
    host=$!
    until command curl --silent --fail --output /dev/null "$STS_TEST_HTTP/health/ready"; do
        kill -0 "$host" 2>/dev/null || { echo "The host has ended:" && cat host.log && return 1; }
        sleep 0.1
    done
}

program() {
    [[ ${1:-} != -- ]] || shift
    case ${1:-} in
        "" | --*:*) start_host "$@" ;;
        *) command dotnet "$STS_TEST_PROGRAM" "$@" ;;
    esac
}

dotnet() {
    case "$*" in
        "run --project Sts.Host"*) program "${@:4}" ;;
        "build samples/"*) (cd "$STS_TEST_REPOSITORY" && command dotnet "$@") ;;
        *) command dotnet "$@" ;;
    esac
}

curl() { command curl --silent --show-error --fail-with-body "$@"; }

trap 'echo "It failed at $where (exit code $?)."' ERR
trap end_host EXIT
