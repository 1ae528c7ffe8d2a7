#!/bin/sh
# Builds and marks the catalog of a made-up repository within a small memory and prints times and sizes.
#
#   bench/catalog/run.sh MILLIONS_OF_BLOBS [THREADS [DIRECTORY]]
#
# Needs the classes of protocol and storage (mvn package). A hundred million blobs need 15 GB in DIRECTORY.
set -eu
here=$(dirname "$0")
top=$here/../..
built=$(mktemp -d)
trap 'rm -rf "$built"' EXIT
libraries=$(find "${MAVEN_REPOSITORY:-$HOME/.m2/repository}" -name 'jspecify-*.jar' -o -name 'zstd-jni-*.jar' \
    -o -name 'bcprov-jdk18on-*.jar' -o -name 'jackson-core-2*.jar' | tr '\n' ':')
# A copy, so that a build meanwhile does not disturb what runs for minutes.
cp -r "$top"/protocol/target/classes/. "$top"/storage/target/classes/. "$built"
javac -d "$built" -cp "$built:$libraries" "$here"/*.java
flags="-Xmx${HEAP:-176m} -XX:+UseSerialGC ${FLAGS:-}"
# shellcheck disable=SC2086
java $flags -cp "$built:$libraries" packhouse.storage.catalog.CatalogBench "$1" "${2:-2}" "${3:-${TMPDIR:-/tmp}}"
