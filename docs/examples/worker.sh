#!/bin/sh
# A queue worker that needs nothing but a POSIX shell. Its queue is a folder: whoever has a job puts a
# file aside and renames it into $SPOOL/new. The worker runs "$JOB file" for one after the other, in
# the order of their names, and moves them to done or failed.
#
#   heartbeat   it touches its probe file once in $BEAT seconds, also while a job runs: by itself, so
#               a worker that hangs or is stopped touches nothing
#   SIGTERM     the job at hand is finished, no other is begun; the file goes last; exit code 0
#   crash       what was at hand is done again by the next run of this worker, and by nobody else
set -u

live=${PROBE_DIR:-/run/probe}/live
spool=${SPOOL:-/spool}
# shellcheck disable=SC3028 # Kubernetes sets it
mine=$spool/work/${HOSTNAME:-worker}
stopping=no

# A rename has one winner, however many workers there are.
claim() {
  for file in "$spool"/new/*; do
    name=${file##*/}
    mv "$file" "$mine/$name" 2>/dev/null && return 0
  done
  return 1
}

# Runs the job at hand; it is put where it belongs by the process that knows how it ended.
work() {
  if "$JOB" "$mine/$name"; then
    mv "$mine/$name" "$spool/done/$name"
  else
    mv "$mine/$name" "$spool/failed/$name"
  fi
}

stop() {
  stopping=yes
  [ ! -e "$live" ] || printf 'STOPPING=1\n' >>"$live"
}

rm -f "$live" # a crash may have left it
mkdir -p "$spool/new" "$mine" "$spool/done" "$spool/failed"
for file in "$mine"/*; do
  [ -e "$file" ] && mv "$file" "$spool/new/"
done

trap stop TERM INT
trap 'touch "$live"' USR1
: >"$live"
(while sleep "${BEAT:-1}" && kill -USR1 "$$"; do :; done) &
ticker=$!

while [ "$stopping" = no ]; do
  if claim; then
    work &
    while kill -0 "$!" 2>/dev/null; do
      wait "$!" # a beat or SIGTERM ends it early
    done
  else
    wait "$ticker" # until the next beat
  fi
done

trap '' USR1
kill "$ticker"
rm -f "$live"
exit 0
