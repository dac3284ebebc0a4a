#!/bin/sh
# Installs the coding agents that tests/RealAgents.Tests drives, from npm, at the versions its rules were seen with.
# Usage: tests/RealAgents.Tests/install.sh DIRECTORY [CLI…]; then ORC_REAL_AGENTS=DIRECTORY dotnet test tests/RealAgents.Tests
# Each CLI is optional: what npm cannot get is named, and its tests are skipped.
set -eu
[ $# -ge 1 ] || { echo "usage: $0 DIRECTORY [claude|codex|gemini|opencode|qwen …]" >&2; exit 2; }
command -v npm >/dev/null || { echo "$0: npm is missing; it comes with Node.js (22 or newer for all of them)." >&2; exit 1; }
directory=$1
shift
[ $# -gt 0 ] || set -- claude codex gemini opencode qwen
mkdir -p "$directory"
missing=
for cli; do
    case $cli in
        claude) package=@anthropic-ai/claude-code@2.1.197 ;;
        codex) package=@openai/codex@0.169.0 ;;
        gemini) package=@google/gemini-cli@0.61.0 ;;
        opencode) package=opencode-ai@1.18.33 ;;
        qwen) package=@qwen-code/qwen-code@0.24.4 ;;
        *) echo "$0: there is no $cli; it knows claude, codex, gemini, opencode and qwen." >&2; exit 2 ;;
    esac
    npm install --prefix "$directory" --no-fund --no-audit --loglevel=error "$package" || { missing="$missing $package"; continue; }
    # Where npm does not run a package's own installation step.
    if [ "$cli" = claude ] && [ -f "$directory/node_modules/@anthropic-ai/claude-code/install.cjs" ]; then
        (cd "$directory/node_modules/@anthropic-ai/claude-code" && node install.cjs)
    fi
    echo "$cli $("$directory/node_modules/.bin/$cli" --version 2>/dev/null | tail -n 1)"
done
[ -z "$missing" ] || { echo "$0: npm could not install:$missing" >&2; exit 1; }
