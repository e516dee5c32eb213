#!/bin/sh
# aot.sh HOME JAR ARGS TRAIN: makes HOME/classes.aot by a training run, and HOME/java.args, the JVM's command
# line for the image. ARGS holds the JVM's options; the cache is good for these only, so that they are
# the same in training and in the image.
set -eu
home=$1 jar=$2 args=$3 train=$4
# The cache remembers the times of the files that it was made of.
sh /image/stamp.sh "$home"
# What begins with the name of a machine is for that one only.
sed -e '/^#/d' -e '/^$/d' -e "s/^$(uname -m): //" -e '/^[a-z0-9_]*: /d' "$args" >/tmp/options
# With -jar the JVM would open the jar at each start just to see which class is the main one.
(cd /tmp/ && jar --extract --file "$home/$jar" META-INF/MANIFEST.MF)
main=$(sed -n 's/^Main-Class: \([A-Za-z0-9_.]*\).*/\1/p' /tmp/META-INF/MANIFEST.MF)
{ cat /tmp/options; printf '%s\n' "-XX:AOTCacheOutput=$home/classes.aot" -cp "$home/$jar" "$main"; } >/tmp/train.args
java --enable-native-access=ALL-UNNAMED -cp "$home/$jar" "$train" "$home/jre/bin/java" @/tmp/train.args
test -s "$home/classes.aot"
{ cat /tmp/options; printf '%s\n' "-XX:AOTCache=$home/classes.aot" -cp "$home/$jar" "$main"; } >"$home/java.args"
sh /image/stamp.sh "$home"
