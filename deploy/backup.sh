#!/bin/sh
# Every night: the anonymous counts into /backups, the newest KEEP_DAYS of them kept.
#   backup.sh once FOLDER     one copy now (used by the tests)
#   restore: gunzip -c counts-....sql.gz | psql
set -eu
umask 077
copy() {
  folder=$1
  file="$folder/counts-$(date -u +%Y%m%dT%H%M%SZ).sql.gz"
  pg_dump --data-only --table=counts >"$file.part.sql"
  gzip -c "$file.part.sql" >"$file"
  rm "$file.part.sql"
  ls -1t "$folder"/counts-*.sql.gz | tail -n +"$((${KEEP_DAYS:-30} + 1))" | xargs -r rm --
}
if [ "${1:-}" = once ]; then
  copy "$2"
  exit
fi
while :; do
  copy /backups || echo "backup failed; trying again in an hour" >&2
  sleep 86400
done
