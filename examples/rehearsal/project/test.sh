#!/bin/sh
# Fails with what it expected and what it got.
check() {
  [ "$2" = "$1" ] || { echo "expected \"$1\", got \"$2\""; exit 1; }
  echo "ok: $1"
}
cd "$(dirname "$0")" || exit 1
check "Hello!" "$(./greet.sh)"
check "Hello, Ada!" "$(./greet.sh Ada)"
