#!/bin/sh
# Redraws docs/live-switch.svg: a download whose deployment is switched from central to tracker half way.
# Starts a tracker, a publisher and a downloader on this machine, and records what the downloader sends and receives.
#
#   docs/live-switch.sh [OUT]      OUT: the file to write; default: docs/live-switch.svg
#
# COVEY names the program; default: the launcher beside this folder.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
covey=${COVEY:-$here/../covey}
out=${1:-$here/live-switch.svg}
work=$(mktemp -d)
# State, running nodes and downloads of the user stay out of it.
export HOME="$work" XDG_RUNTIME_DIR="$work" COVEY_MULTICAST=off
running=
trap 'kill $running 2>/dev/null || true; wait; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# Starts a tracker or node and waits until it is ready; sets listen and http to its addresses.
start() {
  name=$1
  shift
  "$covey" "$@" --listen 127.0.0.1:0 --http 127.0.0.1:0 --state "$work/$name" \
    --ready-file "$work/$name.json" >/dev/null 2>"$work/$name.log" &
  running="$running $!"
  until [ -e "$work/$name.json" ]; do
    kill -0 $! || { cat "$work/$name.log" >&2; exit 1; }
    sleep 0.1
  done
  listen=$(sed 's/.*"listen":"\([^"]*\)".*/\1/' "$work/$name.json")
  http=$(sed 's/.*"http":"\([^"]*\)".*/\1/' "$work/$name.json")
}

start tracker tracker --origin "$work/origin"
tracker=$listen
server=$http
"$covey" limit --up 16Mbit --http "$server" >/dev/null
start publisher node --mode central --tracker "$tracker" --up 32Mbit
head -c 16777216 /dev/urandom >"$work/video.mkv"
link=$("$covey" share "$work/video.mkv" --http "$http")
until "$covey" status --json --http "$http" "$link" | grep -q '"kept": *true'; do sleep 0.5; done

start downloader node --mode central --tracker "$tracker" --trace "$work/recording.jsonl"
"$covey" get "$link" -o "$work/downloads" --http "$http" >/dev/null &
get=$!
half=8000000
until [ "$("$covey" status --json --http "$http" "$link" 2>/dev/null |
  sed -n 's/.*"haveBytes": *\([0-9]*\).*/\1/p' | grep . || echo 0)" -ge "$half" ]; do
  kill -0 "$get"
done
"$covey" mode tracker --deployment --http "$server" >/dev/null
wait "$get"
cmp "$work/video.mkv" "$work/downloads/video.mkv"

# The downloader first, so that the picture ends with its goodbyes.
kill "${running##* }"
wait "${running##* }" || true
kill $running 2>/dev/null || true
wait
running=
"$covey" trace draw "$work/recording.jsonl" --out "$work/diagram" \
  --title "A download, switched from central to tracker half way" >/dev/null
cp "$work/diagram/sequence.svg" "$out"
[ -z "${KEEP:-}" ] || cp -r "$work/diagram" "$work/recording.jsonl" "$KEEP"
