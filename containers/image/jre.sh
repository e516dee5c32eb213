#!/bin/sh
# jre.sh HOME MODULES: makes HOME/jre, a JRE of just those modules, of the JDK that runs here.
set -eu
home=$1 modules=$2
mkdir -p "$home"
jlink --add-modules "$modules" --output "$home/jre" \
  --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6
# What only tools need.
rm -f "$home/jre/bin/keytool" "$home/jre/lib/jexec" "$home/jre/lib/jrt-fs.jar" "$home/jre/lib/classlist"
