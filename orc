#!/bin/sh
# Runs Orchestrator from this checkout; builds it first when it is not built or its sources changed.
# ORC_NO_BUILD=1 runs what is built, however old. Needs the .NET 10 SDK, tmux >= 3.2 and git.
set -u

# Where this script is, through any symlinks. An absolute path, since the caller's directory is kept.
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=${self%/*}/$link ;; esac
done
case $self in */*) ;; *) self=$(command -v -- "$self") ;; esac
root=$(CDPATH='' cd -P -- "${self%/*}" && pwd) || exit 1
build=$root/.build

# .build/current names the directory of the newest build; its own time is when that build began.
current_build() {
  program='' dotnet_root=''
  [ -f "$build/current" ] && { read -r program; read -r dotnet_root; } <"$build/current"
  [ -n "$program" ] && [ -x "$build/$program/orc" ]
}

is_stale() {
  current_build || return 0
  # Directories count too: theirs is the only time that a deleted or renamed file changes.
  [ -n "$(cd "$root" && find src config examples/rehearsal Directory.*.props Directory.*.targets global.json orc \
    \( -name bin -o -name obj \) -prune -o -newer "$build/current" -print 2>/dev/null | head -n 1)" ]
}

if [ "${ORC_NO_BUILD:-}" = 1 ]; then
  current_build || { echo "orc: nothing is built in $build. Run it once without ORC_NO_BUILD." >&2; exit 1; }
elif is_stale; then
  ORC_ROOT=$root ORC_SEEN=$program sh "$root/src/build.sh" || exit 1
  current_build || { echo "orc: the build left no program in $build; its log is $build/build.log." >&2; exit 1; }
fi

# Only an SDK outside the standard places needs a hint for the program to find its runtime.
if [ -n "$dotnet_root" ] && [ -z "${DOTNET_ROOT:-}" ]; then export DOTNET_ROOT="$dotnet_root"; fi
# What agents get on their PATH: survives rebuilds, unlike the program's own directory.
export ORC_BIN="$build/bin"
exec "$build/$program/orc" "$@"
