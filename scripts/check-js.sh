#!/bin/sh
# Checks the JavaScript that runs in pages and reports: layout, eslint, types by JSDoc, owners of the library's slots.
set -eu
cd "$(dirname "$0")/.."
if ! command -v npm >/dev/null 2>&1; then
  echo "npm is missing: install Node.js 20.19 or newer (Debian: apt-get install nodejs npm); make check uses it." >&2
  exit 2
fi
if [ ! -f node_modules/.package-lock.json ] || [ package-lock.json -nt node_modules/.package-lock.json ]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules/.package-lock.json
fi
node_modules/.bin/prettier --log-level warn --check "auditor/capture/**/*.{js,ts}" "auditor/journeys/**/*.js" "reports/**/*.js" eslint.config.js scripts/*.mjs
node_modules/.bin/eslint .
node_modules/.bin/tsc -p .
node scripts/check-slots.mjs
