# Sourced by ./run and ./test, which set $root. POSIX sh, and nothing but a Python >= 3.11.

# ready run|dev: returns once .venv holds what the lock file says. Costs a few milliseconds when it
# already does: the stamp, written last by setup.py, names the lock files and the folder.
ready() {
    if [ -x "$root/.venv/bin/python" ] && [ -r "$root/.venv/stamp-$1" ]; then
        IFS= read -r stamp <"$root/.venv/stamp-$1" || stamp=
        [ "$stamp" != "$(stamp_now "$1")" ] || return 0
    fi
    python=$(find_python) || exit 1
    "$python" "$root/scripts/setup.py" "$1" "$(stamp_now "$1")" || exit 1
}

stamp_now() {
    case $1 in
    run) set -- "$root/requirements.lock" ;;
    dev) set -- "$root/requirements.lock" "$root/requirements-dev.lock" ;;
    esac
    echo "$(cat "$@" | cksum) $root"
}

# The first Python >= 3.11 that can make a venv, else the first Python >= 3.11.
find_python() {
    best=$(best_python)
    if [ -z "$best" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing Python with apt …" >&2
        export DEBIAN_FRONTEND=noninteractive
        { apt-get update && apt-get install -y --no-install-recommends python3 python3-venv; } >&2
        best=$(best_python)
    fi
    if [ -z "$best" ]; then
        echo "Neonarr needs Python 3.11 or newer, and found none. On Debian 12 or Ubuntu 24.04:" >&2
        echo "    sudo apt install python3 python3-venv" >&2
        echo "If it is installed elsewhere: PYTHON=/path/to/python3 ./run" >&2
        return 1
    fi
    echo "$best"
}

best_python() {
    first=
    # 3.14 comes last: the built-in torrent engine has no wheel for it yet.
    for name in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3 python3.14 python; do
        version_ok='import sys; sys.exit(sys.version_info < (3, 11))'
        "$name" -c "$version_ok" 2>/dev/null || continue
        [ -n "$first" ] || first=$name
        if "$name" -c 'import ensurepip, venv' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "$first"
}
