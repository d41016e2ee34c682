# For scripts of this repository, to be sourced: find_jdk. They have a function `fail` that says a text and ends.

# Whether a folder is a JDK of the wanted version, by its release file.
is_jdk() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ "${version:-0}" -ge 25 ]
}

# Prints the folder of the first JDK 25 or later among JAVA_HOME, that on the PATH and the usual places.
find_jdk() {
  onpath=$(command -v javac || true)
  if [ -n "$onpath" ]; then
    onpath=$(dirname -- "$(dirname -- "$(readlink -f -- "$onpath" || echo "$onpath")")")
  fi
  for jdk in "${JAVA_HOME:-}" "$onpath" \
    /usr/lib/jvm/* /opt/* /opt/*/* /usr/java/* "$HOME"/.jdks/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.local/share/mise/installs/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$jdk" ] && is_jdk "$jdk"; then
      echo "$jdk"
      return
    fi
  done
  fail "no JDK 25 or later found; set JAVA_HOME"
}
