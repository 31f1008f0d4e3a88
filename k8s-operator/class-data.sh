#!/usr/bin/env bash
# Makes the class data of a Flink distribution that has the job's jar in lib/: class-data.sh FLINK_HOME.
#
# JobManager and TaskManager are started once with the job, where there is no Kafka; what they have loaded until the job has twice
# failed to reach it goes into FLINK_HOME/class-data/surety.jsa, which JVMs with
#
#   -Xshare:auto -XX:SharedArchiveFile=FLINK_HOME/class-data/surety.jsa
#
# map instead of reading and checking the jars. It holds for one build of Java, and for these jars with their times, sizes and order.
# Flink's own scripts say what the class path is, so it is the same as later.
set -eu

home=${1:?usage: class-data.sh FLINK_HOME}
patience=300 # seconds
work=$(mktemp -d)
mkdir -p "$home/class-data" "$work/log"
archive=$home/class-data/surety.jsa
export FLINK_LOG_DIR=$work/log

running=
finish() {
  # shellcheck disable=SC2086 # a list of processes
  kill $running 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

export JVM_ARGS="-XX:DumpLoadedClassList=$work/%p.list"
"$home/bin/standalone-job.sh" start-foreground --job-classname dev.surety.job.RouterJob \
  -D jobmanager.rpc.address=localhost \
  --kafka.bootstrap.servers=127.0.0.1:1 --kafka.control-timeout=1s "--journal.path=file://$work/journal" \
  >"$work/jobmanager.out" 2>&1 &
running=$!
"$home/bin/taskmanager.sh" start-foreground -D jobmanager.rpc.address=localhost >"$work/taskmanager.out" 2>&1 &
running="$running $!"

# What each process prints, to its console or to a file of its own.
attempts() { cat "$work"/*.out "$work"/log/* 2>/dev/null | grep -c "Caused by.*TimeoutException\|IllegalStateException: the control topic" || true; }
until [ "$(attempts)" -ge 2 ]; do
  # shellcheck disable=SC2086
  if ! kill -0 $running 2>/dev/null || [ "$SECONDS" -gt "$patience" ]; then
    tail -n 30 "$work"/*.out >&2
    echo 'class-data.sh: the job did not start; the ends of the logs are above' >&2
    exit 1
  fi
  sleep 1
done
# shellcheck disable=SC2086
kill $running
wait || true
running=

cat "$work"/*.list | grep -v '^#' | awk '!seen[$0]++' >"$work/classes"
JVM_ARGS="-Xshare:dump -XX:SharedClassListFile=$work/classes -XX:SharedArchiveFile=$archive" \
  "$home/bin/flink-console.sh" taskexecutor >"$work/dump.out" 2>&1 || { tail -n 30 "$work/dump.out" >&2; exit 1; }

# It must fit here, or it fits nowhere: with "on" Java refuses to start without it.
JVM_ARGS="-Xshare:on -XX:SharedArchiveFile=$archive --dry-run" "$home/bin/flink-console.sh" taskexecutor
chmod -R a+rX "$home/class-data"
echo "class-data.sh: $(wc -l <"$work/classes") lines of classes in $archive"
