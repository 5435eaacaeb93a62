#!/usr/bin/env bash
# A throw-away Apache Kafka 0.9.0.1 with its ZooKeeper, on free loopback ports, everything it writes under DIR.
#   kafka.sh DIR create LIBS   writes the configuration; LIBS is the folder with Kafka's jars
#   kafka.sh DIR start         starts what does not run and returns when consumer groups are served
#   kafka.sh DIR stop|kill     the broker alone, politely or with SIGKILL; its data and ZooKeeper stay
#   kafka.sh DIR partitions TOPIC TOTAL   raises the number of a topic's partitions, which clients of this version can't
#   kafka.sh DIR destroy       ends both; their data is worthless from then on
#   kafka.sh DIR address       prints the bootstrap server
#   kafka.sh DIR tls           prints the one that speaks TLS with clients that have a certificate, and the properties of such a client
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
dir=$1 action=$2
password=no-secret # Of key stores that live as long as the tests.

# A certificate for the broker and one for a client, each known to the other side.
create_certificates() {
    local name
    for name in broker client; do
        keytool -genkeypair -alias "$name" -keyalg EC -groupname secp256r1 -dname "CN=sts-test-$name" -ext san=ip:127.0.0.1 -validity 30 \
            -storetype PKCS12 -keystore "$dir/$name.p12" -storepass "$password" 2>/dev/null
        keytool -exportcert -rfc -alias "$name" -keystore "$dir/$name.p12" -storepass "$password" 2>/dev/null >"$dir/$name.pem"
    done
    keytool -importcert -noprompt -alias client -file "$dir/client.pem" -storetype PKCS12 -keystore "$dir/clients.p12" -storepass "$password" 2>/dev/null
}

create() {
    mkdir -p "$dir"
    local zookeeper_port broker_port tls_port
    zookeeper_port=$(free_port)
    until broker_port=$(free_port) && [[ $broker_port != "$zookeeper_port" ]]; do :; done
    until tls_port=$(free_port) && [[ $tls_port != "$zookeeper_port" && $tls_port != "$broker_port" ]]; do :; done
    printf '%s\n' "libs=$1" "zookeeper_port=$zookeeper_port" "broker_port=$broker_port" "tls_port=$tls_port" >"$dir/settings"
    create_certificates
    # The short tick and session make ZooKeeper forget a killed broker within seconds; only then may it register again.
    cat >"$dir/zookeeper.properties" <<END
dataDir=$dir/zookeeper
clientPort=$zookeeper_port
clientPortAddress=127.0.0.1
maxClientCnxns=0
tickTime=500
END
    cat >"$dir/server.properties" <<END
broker.id=0
listeners=PLAINTEXT://127.0.0.1:$broker_port,SSL://127.0.0.1:$tls_port
advertised.listeners=PLAINTEXT://127.0.0.1:$broker_port,SSL://127.0.0.1:$tls_port
ssl.keystore.type=PKCS12
ssl.keystore.location=$dir/broker.p12
ssl.keystore.password=$password
ssl.key.password=$password
ssl.truststore.type=PKCS12
ssl.truststore.location=$dir/clients.p12
ssl.truststore.password=$password
ssl.client.auth=required
ssl.enabled.protocols=TLSv1.2
log.dirs=$dir/data
zookeeper.connect=127.0.0.1:$zookeeper_port
zookeeper.session.timeout.ms=2000
num.partitions=4
auto.create.topics.enable=true
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
group.min.session.timeout.ms=500
group.max.session.timeout.ms=300000
message.max.bytes=4194304
replica.fetch.max.bytes=4194304
log.cleaner.dedupe.buffer.size=8388608
END
    cat >"$dir/log4j.properties" <<END
log4j.rootLogger=INFO, out
log4j.appender.out=org.apache.log4j.ConsoleAppender
log4j.appender.out.layout=org.apache.log4j.PatternLayout
log4j.appender.out.layout.ConversionPattern=%d %p %m (%c)%n
END
}

# Kafka's own scripts pass flags that Java 17 refuses, so its main classes are started directly. In a session of its own, the
# server gets no Ctrl-C that is meant for whoever started it.
launch() {
    local name=$1
    shift
    setsid java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-Dlog4j.configuration=file:$dir/log4j.properties" -cp "$libs/*" "$@" \
        </dev/null >>"$dir/$name.log" 2>&1 &
    echo $! >"$dir/$name.pid"
    wait_until 30 "$name to begin" "$dir/$name.log" began "$!"
}

# A process that is about to become another program has no command line for a moment, as if it were gone.
began() { tr '\0' ' ' 2>/dev/null <"/proc/$1/cmdline" | grep -q '^java '; }

running() { owned_pid "$dir/$1.pid" "$dir" >/dev/null; }

died() { ! running "$1"; }

# ZooKeeper's `dump` lists the live sessions with their ephemeral nodes.
zookeeper_knows_broker() { ask_zookeeper dump | grep -q '/brokers/ids/0'; }
zookeeper_forgot_broker() { ask_zookeeper ruok | grep -q imok && ! zookeeper_knows_broker; }
ask_zookeeper() {
    { exec 3<>"/dev/tcp/127.0.0.1/$zookeeper_port"; } 2>/dev/null || return
    printf '%s' "$1" >&3
    timeout 2 cat <&3 || true
    exec 3>&-
}

# A GroupCoordinator request (api 10, version 0) for the group "sts" is answered with error 0 only once metadata, the controller
# and the offsets topic with its leaders are all there, so it stands for "a client can produce and consume".
broker_serves_groups() {
    running broker || return 0
    zookeeper_knows_broker && port_open "$broker_port" || return
    { exec 3<>"/dev/tcp/127.0.0.1/$broker_port"; } 2>/dev/null || return
    printf '\x00\x00\x00\x12\x00\x0a\x00\x00\x00\x00\x00\x01\x00\x03sts\x00\x03sts' >&3
    local answer
    answer=$(timeout 5 head -c 10 <&3 | od -An -v -tx1 | tr -d ' \n') || true
    exec 3>&-
    [[ ${answer:16:4} == 0000 ]]
}

start() {
    if ! running zookeeper; then
        launch zookeeper -Xmx128m -Dzookeeper.forceSync=no org.apache.zookeeper.server.quorum.QuorumPeerMain "$dir/zookeeper.properties"
    fi
    if ! running broker; then
        wait_until 30 "ZooKeeper to be up and without the former broker" "$dir/zookeeper.log" zookeeper_forgot_broker
        launch broker -Xms256m -Xmx512m kafka.Kafka "$dir/server.properties"
    fi
    wait_until 60 "Kafka to serve consumer groups" "$dir/broker.log" broker_serves_groups
    if died broker; then
        say "Kafka ended while starting; the end of $dir/broker.log:"
        tail -n 30 "$dir/broker.log" >&2
        return 1
    fi
}

# end NAME SIGNAL
end() {
    local pid
    pid=$(owned_pid "$dir/$1.pid" "$dir") || return 0
    kill "-$2" "$pid" 2>/dev/null || true
    wait_until 30 "$1 to end" "$dir/$1.log" gone "$pid"
}

[[ $action == create ]] || source "$dir/settings"
case $action in
    create) create "$3" ;;
    start) start ;;
    stop) end broker TERM ;;
    kill) end broker KILL ;;
    destroy) end broker KILL && end zookeeper KILL ;;
    partitions)
        java -XX:TieredStopAtLevel=1 "-Dlog4j.configuration=file:$dir/log4j.properties" -cp "$libs/*" \
            kafka.admin.TopicCommand --zookeeper "127.0.0.1:$zookeeper_port" --alter --topic "$3" --partitions "$4" >&2
        ;;
    address) echo "127.0.0.1:$broker_port" ;;
    tls) echo "bootstrap.servers=127.0.0.1:$tls_port;ssl.ca.location=$dir/broker.pem;ssl.keystore.location=$dir/client.p12;ssl.keystore.password=$password" ;;
    *) say "unknown action '$action'" && exit 2 ;;
esac
