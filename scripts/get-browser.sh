#!/bin/sh
# Finds or gets a browser and Chinese fonts, or says in one sentence what to run. Argument: the environment's bin folder.
set -u
bin=$1
if "$bin/auditor" doctor --quiet 2>/dev/null; then exit 0; fi

have_font() { ! command -v fc-list >/dev/null 2>&1 || [ -n "$(fc-list :lang=zh family 2>/dev/null)" ]; }

# Playwright's own browser first: it is the one Playwright is tested with. It may not be reachable everywhere.
if ! "$bin/auditor" doctor --quiet >/dev/null 2>&1; then
  case "$("$bin/auditor" doctor --quiet 2>&1)" in
    *浏览器*|*browser*) timeout 120 "$bin/playwright" install chromium >/dev/null 2>&1 ;;
  esac
fi
if "$bin/auditor" doctor --quiet 2>/dev/null; then exit 0; fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "installing chromium-headless-shell (or chromium) and fonts-noto-cjk with apt-get" >&2
  apt-get update -qq >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium-headless-shell fonts-noto-cjk fontconfig >/dev/null 2>&1 ||
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null 2>&1
fi
"$bin/auditor" doctor --quiet && exit 0
have_font || echo "A Chinese font is missing: run  sudo apt-get install fonts-noto-cjk" >&2
echo "No usable browser or font yet: run  sudo apt-get install chromium fonts-noto-cjk  (Debian, Ubuntu) or install Chrome or Edge, then call make again." >&2
exit 2
