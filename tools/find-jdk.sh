# Finds a JDK that builds and runs Stint, which is one of the range in pom.xml. For scripts to read in, in any POSIX shell.
# Who does has a command "say" that tells its arguments to the user.

other= # the first JDK that will not do

# Sets jdk and version if the folder is a JDK that will do.
jdk_at() {
  [ -n "$1" ] && [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  version=
  while IFS='=' read -r key value; do
    if [ "$key" = JAVA_VERSION ]; then
      version=${value#\"}
      version=${version%\"}
    fi
  done < "$1/release"
  case $version in
    25.0.[3-9]* | 25.0.[1-9][0-9]* | 25.[1-9]*) jdk=$1 ;;
    *)
      other=${other:-"$version in $1"}
      return 1
      ;;
  esac
}

# Sets jdk and version, or says what is needed and ends the shell.
# $1: a file that may hold the folder of the JDK found last time
find_jdk() {
  jdk_at "${JAVA_HOME-}" && return
  if [ -r "${1-}" ]; then
    read -r remembered < "$1"
    jdk_at "$remembered" && return
  fi
  if command -v java > /dev/null; then
    # asked rather than followed, since it may be the shim of a version manager
    jdk_at "$(java -XshowSettings:properties -version < /dev/null 2>&1 | sed -n 's/^ *java\.home = //p')" && return
  fi
  if [ -x /usr/libexec/java_home ]; then
    jdk_at "$(/usr/libexec/java_home -v 25 2> /dev/null < /dev/null)" && return
  fi
  for home in /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    jdk_at "$home" && return
  done
  say "needs a JDK 25, 25.0.3 or newer, and found ${other:+only }${other:-none}: install one, for example Temurin 25," \
    'and set JAVA_HOME to its folder'
  exit 1
}
