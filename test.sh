#!/usr/bin/env bash
# Builds, checks the format and runs all tests, with a PostgreSQL and an Apache Kafka of their own on free loopback ports.
# Installs what is missing where it may (apt, npm), stops what it started, and ends with a line "N passed, N failed, N skipped".
#
#   ./test.sh [-c Debug|Release] [arguments for dotnet test, such as --filter Category!=Integration]
#
#   STS_TEST_PROGRAM           the Sts.Host.dll that hosts and commands run: it isn't published for this machine then
#   STS_TEST_POSTGRES          Npgsql connection string of a server where databases may be created: none is started then
#   STS_TEST_KAFKA             bootstrap servers of a Kafka: none is started then
#   STS_TEST_KAFKA_PROPERTIES  librdkafka properties its clients need, as "name=value;name=value"
#   STS_TEST_KAFKA_TLS         librdkafka properties of a client of that Kafka over TLS, with a certificate of its own; bootstrap.servers among them
#   STS_TEST_KAFKAJS           a folder of node modules with kafkajs and @kafkajs/confluent-schema-registry: none are fetched then
#
# The tests also get STS_TEST_KAFKA_CONTROL and STS_TEST_POSTGRES_CONTROL, commands that take "stop", "kill" or "start" (Kafka's also
# "partitions TOPIC TOTAL"), for the servers started here.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

environment=$PWD/Sts.Tests/Environment
cache=$PWD/.cache
results=$PWD/TestResults
configuration=Release
job=
source "$environment/common.sh"

arguments=()
while (($#)); do
    case $1 in
        -c | --configuration) configuration=${2:?"$1 wants Debug or Release"} && shift 2 ;;
        *) arguments+=("$1") && shift ;;
    esac
done

rm -rf "$results"
run=$(mktemp -d "${TMPDIR:-/tmp}/sts-test.XXXXXX")
chmod 711 "$run" # The database server runs as another user and has its folder in here.

# sum ATTRIBUTE...: adds up these counters of all result files.
sum() {
    local total=0 value attribute
    for attribute in "$@"; do
        for value in $(grep -rhoE --include='*.trx' "<Counters [^>]*" "$results" 2>/dev/null | sed -nE "s/.* $attribute=\"([0-9]+)\".*/\1/p"); do
            total=$((total + value))
        done
    done
    echo "$total"
}

# Runs on every way out, and is what makes the counting line the last one.
finish() {
    local status=$?
    set +e
    trap - EXIT
    trap '' INT TERM HUP
    if [[ -n $job ]]; then
        kill -TERM -- "-$job" 2>/dev/null && wait_until 5 "the tests to end" /dev/null gone "$job"
        kill -KILL -- "-$job" 2>/dev/null
    fi
    for server in kafka postgres; do
        [[ ! -f $run/$server/settings ]] || bash "$environment/$server.sh" "$run/$server" destroy || say "could not end $server in $run"
        ((status == 0)) || { mkdir -p "$results" && cp "$run/$server"/*.log "$results" 2>/dev/null; }
    done
    rm -rf "$run"

    local passed failed
    passed=$(sum passed) failed=$(sum failed error timeout aborted)
    if ((status == 0 && passed + failed == 0)); then
        say "no test ran" && status=1
    fi
    ((status == 0)) || say "FAILED (exit code $status); results and server logs, as far as there are any, are in $results"
    echo "$passed passed, $failed failed, $(($(sum total) - passed - failed)) skipped"
    exit "$status"
}
trap finish EXIT
trap 'say interrupted; exit 130' INT
trap 'say terminated; exit 143' TERM HUP

# In a process group of its own a job can be ended with all its children, and at any moment: bash runs traps only between foreground
# commands. Job control also keeps SIGINT alive in it; the tests interrupt the hosts that they start.
in_group() {
    set -m
    "$@" </dev/null &
    job=$!
    set +m
    local status=0
    wait "$job" || status=$?
    kill -KILL -- "-$job" 2>/dev/null || true # What a crashed test host leaves behind.
    job=
    return "$status"
}

# No build server may outlive this script.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Nothing here runs long enough for the compiler to earn back what it spends on profiles.
export DOTNET_TieredPGO=0

have dotnet || { say "the .NET SDK is missing: install version $(sed -nE 's/.*"version": "([^"]+)".*/\1/p' global.json) or later"; exit 1; }
in_group dotnet build Sts.sln -c "$configuration" -warnaserror || { say "the build failed"; exit 1; }
# What else "dotnet format" looks for, style and analyzers, are warnings of the build already.
in_group dotnet format whitespace Sts.sln --no-restore --verify-no-changes || { say "the format is off: run 'dotnet format' and look at what it changed"; exit 1; }

if [[ -z ${STS_TEST_PROGRAM:-} ]]; then
    # Compiled ahead, as it is installed: the tests start it some three hundred times, and so in two thirds of the time.
    architecture=$(dotnet --info | sed -nE 's/^ *RID: +.*-//p')
    in_group dotnet publish Sts.Host -c "$configuration" --arch "$architecture" --no-self-contained --output "$run/program" -warnaserror \
        || { say "publishing the program failed"; exit 1; }
    export STS_TEST_PROGRAM=$run/program/Sts.Host.dll
fi

source "$environment/install.sh"

# serve NAME ARGUMENT VARIABLE: creates and starts a server and exports its address and its control command.
serve() {
    say "starting $1"
    bash "$environment/$1.sh" "$run/$1" create "$2"
    bash "$environment/$1.sh" "$run/$1" start
    printf '#!/usr/bin/env bash\nexec bash %q %q "$@"\n' "$environment/$1.sh" "$run/$1" >"$run/$1-control"
    chmod +x "$run/$1-control"
    export "$3=$(bash "$environment/$1.sh" "$run/$1" address)" "$3_CONTROL=$run/$1-control"
}

if [[ -z ${STS_TEST_POSTGRES:-} ]] && require_postgres; then
    serve postgres "$(postgres_bin)" STS_TEST_POSTGRES
fi
if [[ -z ${STS_TEST_KAFKA:-} ]] && require_kafka; then
    serve kafka "$kafka_libs" STS_TEST_KAFKA
    export STS_TEST_KAFKA_PROPERTIES='api.version.request=false;broker.version.fallback=0.9.0.1'
    STS_TEST_KAFKA_TLS=$(bash "$environment/kafka.sh" "$run/kafka" tls)
    export STS_TEST_KAFKA_TLS
fi
require_command espeak-ng espeak-ng "espeak-ng, which speaks" || true
require_pocketsphinx || true
require_command sox sox "sox, which measures sound" || true
require_command curl curl "curl, which asks the schema registry" || true
require_command jq jq "jq, which reads JSON" || true
require_command chromium chromium "Chromium, which opens the console" || true
if [[ -z ${STS_TEST_KAFKAJS:-} ]] && require_kafkajs; then
    export STS_TEST_KAFKAJS=$kafkajs/node_modules
fi
for what in "${missing[@]}"; do say "MISSING, so the tests that need it are skipped: $what"; done

in_group dotnet test Sts.sln -c "$configuration" --no-build --logger "trx;LogFilePrefix=tests" --results-directory "$results" \
    --blame-hang-timeout 10m --blame-hang-dump-type none "${arguments[@]}" \
    || { status=$?; say "the tests failed or broke off"; exit "$status"; }
