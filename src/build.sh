#!/bin/sh
# Builds Orchestrator for ./orc into a new directory under .build, then switches to it.
# Called with ORC_ROOT (the checkout) and ORC_SEEN (the build that was found out of date, empty for none).
# Progress goes to stderr, the compiler's output to .build/build.log. Running programs keep the build they started from.
set -u
root=$ORC_ROOT
build=$root/.build

say() { echo "orc: $*" >&2; }

has_tmux() {
  command -v tmux >/dev/null 2>&1 || return 1
  version=$(tmux -V 2>/dev/null) && version=${version##* } && version=${version#next-}
  case $version in
    [0-2].* | 3.[01] | 3.[01][!0-9]*) return 1 ;;
  esac
}

# Sets $dotnet to a dotnet whose SDKs include version 10, and $sdk_root to where that SDK is.
find_dotnet() {
  for dotnet in dotnet "${DOTNET_ROOT:-/nonexistent}/dotnet" "${HOME:-/nonexistent}/.dotnet/dotnet" \
    /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet /usr/local/share/dotnet/dotnet /opt/homebrew/bin/dotnet; do
    command -v "$dotnet" >/dev/null 2>&1 || continue
    sdk_root=$("$dotnet" --list-sdks 2>/dev/null | sed -n 's|^10\..*\[\(.*\)/sdk\]$|\1|p' | tail -n 1)
    [ -n "$sdk_root" ] && return 0
  done
  return 1
}

# Says everything that is missing at once, with the command that gets it.
check_tools() {
  missing=0
  if ! find_dotnet; then
    missing=1
    say "the .NET 10 SDK is missing."
    say "  Ubuntu: sudo apt install dotnet-sdk-10.0 · macOS: brew install --cask dotnet-sdk"
    say "  elsewhere, Debian too: https://dotnet.microsoft.com/download/dotnet/10.0"
  fi
  if ! has_tmux; then
    missing=1
    say "tmux 3.2 or newer is missing${version:+ (found $version)}."
    say "  Debian, Ubuntu: sudo apt install tmux · macOS: brew install tmux · https://github.com/tmux/tmux/wiki/Installing"
  fi
  if ! command -v git >/dev/null 2>&1; then
    missing=1
    say "git is missing."
    say "  Debian, Ubuntu: sudo apt install git · macOS: brew install git · https://git-scm.com/downloads"
  fi
  return $missing
}

# One build at a time; whoever waited finds the work done. The lock file's descriptor must not reach the compiler's
# servers, which would hold it after us.
lock() {
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$build/lock"
    flock -n 9 && return
    say "another orc is building; waiting for it."
    flock 9
    return
  fi
  waited=''
  while ! mkdir "$build/lock.d" 2>/dev/null; do
    owner=$(cat "$build/lock.d/pid" 2>/dev/null)
    [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null && rm -rf "$build/lock.d" && continue
    [ -n "$waited" ] || say "another orc is building; waiting for it."
    waited=1
    sleep 0.2
  done
  echo $$ >"$build/lock.d/pid"
  trap 'rm -rf "$build/lock.d"' EXIT
}

# compile DIRECTORY [true|false]: the second says whether to compile ahead of time (ready to run).
compile() {
  "$dotnet" publish "$root/src/Orchestrator/Orchestrator.csproj" -c Release --use-current-runtime --artifacts-path "$build/artifacts" \
    -o "$1" -p:PublishReadyToRun="$2" -p:GenerateDocumentationFile=false -p:DebugType=embedded -nodeReuse:false -p:UseSharedCompilation=false \
    -v quiet -nologo </dev/null >"$build/build.log" 2>&1 9>&-
}

# The last resort of a build without the ahead-of-time compiler is remembered for a day, so that it is said once.
compile_either_way() {
  plain=$build/plain
  if [ -z "$(find "$plain" -mtime -1 2>/dev/null)" ]; then
    compile "$1" true && rm -f "$plain" && return 0
    grep -qi 'crossgen' "$build/build.log" || return 1
    say "the ahead-of-time compiler could not be fetched: every command will start about 0.1 s slower. Trying again tomorrow."
    : >"$plain"
  fi
  compile "$1" false
}

# Follows a build on a terminal with the seconds that passed; elsewhere one line at the start and one at the end.
with_progress() {
  begun=$(date +%s)
  if [ -f "$build/current" ]; then say "sources changed; building …"; else say "first start: building, about a minute …"; fi
  if [ -t 2 ]; then
    (while sleep 1; do printf '\rorc: building … %s s ' "$(($(date +%s) - begun))" >&2; done) 9>&- &
    ticker=$!
  fi
  "$@"
  result=$?
  if [ -t 2 ]; then
    kill "$ticker" 2>/dev/null
    printf '\r\033[K' >&2
  fi
  [ $result = 0 ] && say "built in $(($(date +%s) - begun)) s."
  return $result
}

is_in_use() {
  if [ -d /proc/self ]; then
    ls -l /proc/[0-9]*/exe 2>/dev/null | grep -qF "$build/$1/"
  else
    ps -A -o args= | grep -vF grep | grep -qF "$build/$1/"
  fi
}

# Keeps the build before this one: somebody may be about to start it.
remove_old_builds() {
  for old in "$build"/program-*; do
    old=${old##*/}
    [ "$old" = "$1" ] || [ "$old" = "$2" ] || is_in_use "$old" || rm -rf "${build:?}/$old"
  done
}

# A launcher that agents can keep on their PATH for days.
write_launcher() {
  mkdir -p "$build/bin"
  cat >"$build/bin/orc.$$" <<'LAUNCHER'
#!/bin/sh
build=${0%/bin/*}
{ read -r program; read -r dotnet_root; } <"$build/current"
if [ -n "$dotnet_root" ] && [ -z "${DOTNET_ROOT:-}" ]; then export DOTNET_ROOT="$dotnet_root"; fi
exec "$build/$program/orc" "$@"
LAUNCHER
  chmod +x "$build/bin/orc.$$" && mv -f "$build/bin/orc.$$" "$build/bin/orc"
}

check_tools || exit 1
mkdir -p "$build" || exit 1
lock
previous=''
[ -f "$build/current" ] && read -r previous <"$build/current"
# Built by whom we waited for, or between the caller's look and ours.
[ "$previous" = "${ORC_SEEN:-}" ] || exit 0

# NuGet and the SDK want a home directory of their own.
if [ -z "${HOME:-}" ]; then export HOME="$build/home"; mkdir -p "$HOME"; fi
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

name=program-$(date +%Y%m%d%H%M%S)-$$
case $sdk_root in
  /usr/share/dotnet | /usr/lib/dotnet | /usr/local/share/dotnet) runtime_hint='' ;;
  *) runtime_hint=$sdk_root ;;
esac
printf '%s\n%s\n' "$name" "$runtime_hint" >"$build/next"   # before the build: what changes during it is newer

if ! with_progress compile_either_way "$build/$name"; then
  say "the build failed; its whole log is $build/build.log:"
  { grep -E ': error |^error' "$build/build.log" | sort -u | grep . || tail -n 5 "$build/build.log"; } | head -n 10 >&2
  rm -rf "${build:?}/$name" "$build/next"
  exit 1
fi
write_launcher
mv -f "$build/next" "$build/current"
remove_old_builds "$name" "$previous"
