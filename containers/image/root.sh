#!/bin/sh
# root.sh HOME ROOT: makes ROOT, the rest of a file system in which HOME/jre runs: the C library, who the
# user is, and where scanners and lawyers look. Also takes Netty's native library out of the jars, since
# a root file system that is read-only has no place to unpack it.
set -eu
home=$1 root=$2
case $(uname -m) in
  x86_64) machine=x86_64 ;;
  aarch64) machine=aarch_64 ;;
  *) echo "root.sh: machine '$(uname -m)' (expected: x86_64 or aarch64)" >&2; exit 2 ;;
esac
for jar in "$home"/*.jar; do
  (cd "$home/jre/lib" && jar --extract --file "$jar" "META-INF/native/libnetty_transport_native_epoll_$machine.so" &&
    mv META-INF/native/*.so . && rm -r META-INF)
done

mkdir -p "$root/etc" "$root/tmp" "$root/var/lib/dpkg/status.d" "$root/usr/lib"
chmod 1777 "$root/tmp"
find "$home/jre" \( -name '*.so' -o -path '*/bin/java' \) -exec ldd {} + |
  sed -n -e 's/.* => \(\/[^ ]*\) .*/\1/p' -e 's/^[[:space:]]*\(\/[^ ]*\) .*/\1/p' | sort -u |
  while read -r library; do
    case $library in
      "$home"/*) ;; # finds its own
      *) cp -L --parents "$library" "$root" ;;
    esac
  done
echo 'nonroot:x:65532:65532:nonroot:/:/nonexistent' >"$root/etc/passwd"
echo 'nonroot:x:65532:' >"$root/etc/group"
echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
cp -L /etc/os-release "$root/usr/lib/os-release"
ln -s ../usr/lib/os-release "$root/etc/os-release"
# As distroless images have it: a scanner finds version and licence of the C library there.
dpkg-query --status libc6 >"$root/var/lib/dpkg/status.d/libc6"
cp --parents /usr/share/doc/libc6/copyright "$root"
sh /image/stamp.sh "$root" "$home"
