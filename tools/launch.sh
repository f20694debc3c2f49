# Starts the command-line tool in a JVM. For launchers to read in, in any POSIX shell. They have set java, the command;
# class_path; and cache, the file that keeps what the JVM has learnt of our classes, or nothing.

# $1: what to start it with, exec or env; then what is for java
start() {
  mode=$1
  shift
  # with the last of them the cache lies where it was made for: to move it takes a tenth of the time of a start
  "$mode" "$java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xms24m -Xmn16m -Xlog:aot=off -Xlog:cds=off \
    --enable-native-access=ALL-UNNAMED -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 "$@"
}

# Has the JVM learn our classes in one run, for one version of the JDK; without it a start takes three times as long. The run is
# long enough for it to listen. Fails if it cannot be kept.
learn() {
  start env -XX:AOTCacheOutput="$cache.$$" -cp "$class_path" io.github.stint.cli.Main \
    run -j 2 sh -c 'sleep 1.2; echo "$1"' sh '{}' ::: 1 2 3 < /dev/null > /dev/null 2>&1 &&
    mv "$cache.$$" "$cache" 2> /dev/null
  learnt=$?
  rm -f "$cache.$$"*
  return $learnt
}

# Becomes the tool.
run() {
  if [ -n "$cache" ]; then
    start exec -XX:AOTCache="$cache" -cp "$class_path" io.github.stint.cli.Main "$@"
  fi
  start exec -cp "$class_path" io.github.stint.cli.Main "$@"
}
