# shellcheck shell=bash
# Sourced: what test.sh and the server scripts share.

say() { printf '%s\n' "test.sh: $*" >&2; }

have() { command -v "$1" >/dev/null 2>&1; }

# port_open PORT: does anything listen there on loopback?
port_open() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Below the range that the kernel hands out to clients, so that no connection takes the port between here and the server's start.
free_port() {
    local port
    while port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000)); do
        port_open "$port" || { echo "$port"; return; }
    done
}

# owned_pid FILE WORD: prints the process id in FILE while that process is alive and is ours: its command line names WORD.
owned_pid() {
    local pid
    pid=$(head -n 1 "$1" 2>/dev/null) && [[ -n $pid ]] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "$2" && echo "$pid"
}

# Also true of a zombie, which its parent has yet to reap.
gone() { [[ -z $(tr -d "\0" 2>/dev/null <"/proc/$1/cmdline") ]]; }

# wait_until SECONDS WHAT LOG COMMAND...: polls until COMMAND succeeds; past the deadline it shows the end of LOG.
wait_until() {
    local deadline=$((SECONDS + $1)) what=$2 log=$3
    shift 3
    until "$@"; do
        if ((SECONDS >= deadline)); then
            say "gave up waiting for $what; the end of $log:"
            tail -n 30 "$log" >&2
            return 1
        fi
        sleep 0.1
    done
}
