#!/bin/sh
# The way in: ./do demo, ./do test, … set up everything they need from Python 3.11 or newer alone.
set -eu
CDPATH='' cd -- "$(dirname -- "$0")"
HERE=$PWD
VENV=$HERE/.venv
export YINUO_HOME="${YINUO_HOME:-$HERE/var}" PYTHONPATH="$HERE/src"

usage() {
  cat <<'END'
./do demo [--fresh] [--report] …   run the demo company; its options: ./do demo --help
./do run                           run an installation: pages, stream, worker, watch
./do test [pytest's arguments]     run the tests: all of them on every core, or as pytest is told
./do check                         style, types, import directions, migrations, locks, translations
./do yinuo …                       the yinuo command
./do lock [--upgrade …]            for maintainers: resolve the dependencies of pyproject.toml anew
./do help                          this text

Files are kept in var/, or where YINUO_HOME says; the database is an embedded PostgreSQL, or the one that
DATABASE_URL names.
END
}

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# --- system packages --------------------------------------------------------------------------------

# Install Debian packages if we may; otherwise say which one command is missing, and end.
install_packages() {
  if ! command -v apt-get >/dev/null 2>&1; then
    fail "Please install with your system's package manager (Debian's names): $*"
  elif [ "$(id -u)" = 0 ]; then
    set -- env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
    apt-get update -qq >&2 && "$@" >&2
  elif sudo -n true 2>/dev/null; then
    set -- sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
    sudo apt-get update -qq >&2 && "$@" >&2
  else
    fail "Missing system packages. Run this once, then try again:" \
      "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
  fi
}

has_any() {
  for name; do
    command -v "$name" >/dev/null 2>&1 && return 0
  done
  return 1
}

has_chinese_font() {
  has_any fc-list && [ -n "$(fc-list :lang=zh family 2>/dev/null | head -n 1)" ]
}

ensure_test_packages() {
  missing=
  has_any chromium chromium-browser google-chrome google-chrome-stable || missing="$missing chromium"
  has_chinese_font || missing="$missing fontconfig fonts-noto-cjk"
  has_any cc gcc clang || missing="$missing gcc libc6-dev"
  # shellcheck disable=SC2086 # a list of words
  [ -z "$missing" ] || install_packages $missing
}

# --- Python -----------------------------------------------------------------------------------------

# The first Python that runs (a version manager's shim may not) and can do what is asked.
find_python() {
  for name in python3.13 python3.12 python3.11 python3.14 python3 python; do
    if "$name" -c "import sys; $1; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1; then
      "$name" -c 'import sys; print(sys.executable)'
      return
    fi
  done
  return 1
}

make_venv() {
  if python=$(find_python 'import ensurepip, venv'); then
    "$python" -m venv --clear "$VENV"
  elif ! python=$(find_python 'pass'); then
    fail "Yinuo needs Python 3.11 or newer; none was found on this machine."
  elif "$python" -m pip --version >/dev/null 2>&1; then
    "$python" -m venv --without-pip --clear "$VENV"
    "$python" -m pip --python "$VENV/bin/python" install -q --disable-pip-version-check pip
  elif has_any virtualenv; then
    virtualenv -q --clear -p "$python" "$VENV"
  else
    install_packages "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    "$python" -m venv --clear "$VENV"
  fi
}

write_command() {
  cat >"$VENV/bin/yinuo" <<'END'
#!/bin/sh
# The yinuo command of this folder, as ./do sets it up.
bin=$(dirname -- "$(readlink -f -- "$0")")
root=${bin%/.venv/bin}
YINUO_HOME="${YINUO_HOME:-$root/var}" PYTHONPATH="$root/src" exec "$bin/python" -m yinuo.cli "$@"
END
  chmod +x "$VENV/bin/yinuo"
}

stamp_of() {
  printf '%s ' "$HERE"
  cksum <"$1"
}

is_ready() {
  [ -f "$VENV/stamp-$1" ] && [ "$(cat "$VENV/stamp-$1")" = "$(stamp_of "$1")" ]
}

# Have the environment hold what a lock names; the larger lock holds the smaller.
ready() {
  if is_ready requirements-dev.lock || is_ready "$1"; then return; fi
  echo "Setting up Python packages ($1) …" >&2
  "$VENV/bin/python" -m pip --version >/dev/null 2>&1 || make_venv
  rm -f "$VENV"/stamp-*
  "$VENV/bin/python" -m pip install -q --disable-pip-version-check --no-input --no-compile \
    --require-hashes --only-binary :all: -r "$1" >&2
  write_command
  stamp_of "$1" >"$VENV/stamp-$1"
}

# --- commands ---------------------------------------------------------------------------------------

# look NAME COMMAND …: run a check, and remember when it finds something.
look() {
  echo "== $1"
  shift
  "$@" || found=1
}

check() {
  found=0
  python=$VENV/bin/python
  look "style" "$python" -m ruff check .
  look "format" "$python" -m ruff format --check .
  look "types" "$python" -m mypy
  look "directions of imports" \
    "$python" -c 'from importlinter.cli import lint_imports_command as main; main()' --no-logo
  # The history is compared with the files alone: no server is up, which Django warns about.
  look "migrations" env DJANGO_SETTINGS_MODULE=yinuo.config.settings \
    "$python" -W ignore::RuntimeWarning -m django makemigrations --check --dry-run
  look "locks" "$python" .ci/lock.py --check
  if [ -f tests/architecture/translations.py ]; then
    look "translations" "$python" tests/architecture/translations.py
  fi
  return "$found"
}

command=${1:-help}
[ $# = 0 ] || shift
case $command in
  demo | run)
    ready requirements.lock
    exec "$VENV/bin/python" -m yinuo.cli "$command" "$@"
    ;;
  yinuo)
    ready requirements.lock
    exec "$VENV/bin/python" -m yinuo.cli "$@"
    ;;
  test)
    ensure_test_packages
    ready requirements-dev.lock
    # All of them on every core, up to four; each worker has a server, a browser and whole files of its own.
    [ $# -gt 0 ] || set -- -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder
    exec "$VENV/bin/python" -m pytest "$@"
    ;;
  check)
    ready requirements-dev.lock
    check
    ;;
  lock)
    python=$(find_python 'import ensurepip, venv') || fail "Locking needs Python 3.11 or newer with venv."
    exec "$python" .ci/lock.py "$@"
    ;;
  help | -h | --help) usage ;;
  *)
    usage >&2
    exit 2
    ;;
esac
