#!/bin/sh
# Installs the coding agents that tests/RealAgents.Tests drives, from npm, at the versions its rules were seen with.
# Usage: tests/RealAgents.Tests/install.sh DIRECTORY; then ORC_REAL_AGENTS=DIRECTORY dotnet test tests/RealAgents.Tests
set -eu
[ $# -eq 1 ] || { echo "usage: $0 DIRECTORY" >&2; exit 2; }
command -v npm >/dev/null || { echo "$0: npm is missing; it comes with Node.js." >&2; exit 1; }
mkdir -p "$1"
npm install --prefix "$1" --no-fund --no-audit @anthropic-ai/claude-code@2.1.197
# Where npm does not run a package's own installation step.
[ ! -f "$1/node_modules/@anthropic-ai/claude-code/install.cjs" ] || (cd "$1/node_modules/@anthropic-ai/claude-code" && node install.cjs)
"$1/node_modules/.bin/claude" --version
