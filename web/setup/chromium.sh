#!/bin/sh
# Look for the Chromium that the browser tests drive; where apt may be used, install it with a font
# for Chinese. Always ends well: without Chromium the browser tests fail by themselves, and this
# says beforehand why.
set -eu

found() {
    if [ -n "${YIZHAN_CHROMIUM:-}" ]; then
        command -v "$YIZHAN_CHROMIUM"
    else
        command -v chromium || command -v chromium-browser || command -v google-chrome
    fi >/dev/null
}

if found; then
    exit 0
fi

if [ -n "${YIZHAN_CHROMIUM:-}" ]; then
    echo "YIZHAN_CHROMIUM is set to $YIZHAN_CHROMIUM, but there is no such program: the browser tests will fail." >&2
    exit 0
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium and a font for Chinese (the first time: a minute)"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -qq -y --no-install-recommends chromium fonts-noto-cjk >/dev/null || true
    if found; then
        exit 0
    fi
fi

cat >&2 <<'TEXT'
Chromium was not found: the browser tests will fail. Install it and a font for Chinese, on Debian
with `apt install chromium fonts-noto-cjk`, or name a Chromium or Chrome with YIZHAN_CHROMIUM=/path.
TEXT
