#!/bin/sh
# Fetches Dear ImGui's source (1.92 or newer) into the folder given as the first argument:
#   cmake/fetch_imgui.sh .cache/imgui
#   cmake/fetch_imgui.sh --check .cache/imgui    only says, by its status, whether a new enough one is there
#
# Why this way: Debian 12's own package is 1.86 and too old, but Debian ships a new enough one as a signed source
# package in a later suite. A private apt configuration (its own list, its own index folder) reads that suite's
# sources from the mirror which this machine already uses; apt checks the archive's signature, and the machine's own
# apt configuration stays as it is. Calling it again does nothing while a new enough source is in place.
set -eu

suite=forky
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

fail() {
  echo "fetch_imgui: $1" >&2
  exit 1
}

only_checks=''
if [ "${1:-}" = --check ]; then
  only_checks=yes
  shift
fi
[ $# -eq 1 ] || fail "give the folder to unpack into, for example: cmake/fetch_imgui.sh .cache/imgui"
target=$1
least=$(sed -n 's/^set(imgui_version_least \([0-9]*\))$/\1/p' "$(dirname "$0")/imgui_version.cmake")
[ -n "$least" ] || fail "cmake/imgui_version.cmake does not say which Dear ImGui is the least."

# IMGUI_VERSION_NUM is major * 10000 + minor * 100 + patch.
version_number() {
  sed -n 's/^#define IMGUI_VERSION_NUM[[:space:]]*\([0-9]*\).*/\1/p' "$1/imgui.h" 2>/dev/null
}
is_new_enough() {
  found=$(version_number "$1" || true)
  [ -n "$found" ] && [ "$found" -ge "$least" ]
}
if is_new_enough "$target"; then exit 0; fi
[ -z "$only_checks" ] || exit 1

for tool in apt-get dpkg-source; do
  command -v "$tool" >/dev/null 2>&1 ||
    fail "$tool is missing; on Debian install apt and dpkg-dev, elsewhere unpack Dear ImGui 1.92 and configure with -DSMSDESK_IMGUI_DIR=<folder>."
done
[ -r "$keyring" ] || fail "$keyring is missing; install the package debian-archive-keyring."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
mkdir -p "$work/lists/partial" "$work/archives/partial" "$work/source"

# The mirror that serves this machine's own Debian packages: the first index whose origin is Debian's main archive.
mirror=$(apt-get indextargets --format '$(REPO_URI)|$(RELEASE)|$(ORIGIN)|$(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
  awk -F'|' '$3 == "Debian" && $4 == "main" && $2 !~ /security/ { print $1; exit }')
[ -n "$mirror" ] ||
  fail "no Debian mirror among this machine's apt sources; run apt-get update first, or pass -DSMSDESK_IMGUI_DIR=<folder with 1.92>."

echo "deb-src [signed-by=$keyring] $mirror $suite main" >"$work/sources.list"
private_apt() {
  apt-get -qq \
    -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=- \
    -o Dir::State::lists="$work/lists" -o Dir::Cache::archives="$work/archives" \
    -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Get::List-Cleanup=0 -o APT::Sandbox::User= \
    -o Acquire::AllowInsecureRepositories=false -o APT::Get::AllowUnauthenticated=false \
    -o Acquire::Languages=none "$@"
}
private_apt update >"$work/log" 2>&1 ||
  fail "apt could not read the $suite sources from this machine's mirror: $(tail -n 1 "$work/log")"
# A mirror that cannot be reached is only a warning to apt-get update; what counts is whether there is an index.
set -- "$work"/lists/*_Sources*
if [ ! -e "$1" ]; then
  cat "$work/log" >&2
  fail "the mirror $mirror cannot be reached, so the network may be down; check it (and any proxy in apt's settings) and start again."
fi
(cd "$work/source" && private_apt source --download-only imgui) >"$work/log" 2>&1 ||
  fail "apt could not download imgui's source, or its signature is wrong: $(tail -n 1 "$work/log")"
description=$(ls "$work"/source/imgui_*.dsc 2>/dev/null) ||
  fail "apt downloaded no description (.dsc) of imgui's source."
# apt has checked the checksums from the signed index; the packager's own key need not be on this machine.
dpkg-source --no-check --skip-patches -x "$description" "$work/tree" >"$work/log" 2>&1 ||
  fail "dpkg-source could not unpack imgui's source: $(tail -n 1 "$work/log")"

is_new_enough "$work/tree" ||
  fail "the $suite suite's Dear ImGui is older than 1.92; pass -DSMSDESK_IMGUI_DIR=<folder with 1.92>."

mkdir -p "$(dirname "$target")"
rm -rf "$target.new"
mv "$work/tree" "$target.new"
rm -rf "$target"
mv "$target.new" "$target"
echo "Dear ImGui $(sed -n 's/^#define IMGUI_VERSION[[:space:]]*"\(.*\)".*/\1/p' "$target/imgui.h") is in $target"
