package org.asyncio4j.cli.look;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import org.asyncio4j.agent.Agent;
import org.jspecify.annotations.Nullable;

/** Where the agent's jar lies: the one that its classes here come from. */
final class AgentJar {
  private AgentJar() {}

  static String path() throws LookException {
    Path jar = jar();
    if (jar == null || !Files.isRegularFile(jar)) {
      throw LookException.noEntry(
          "the agent's jar is missing: asyncio4j-agent-*.jar must be on the class path");
    }
    return jar.toString();
  }

  static String nameOrHint() {
    Path jar = jar();
    return jar == null ? "asyncio4j-agent.jar" : jar.toString();
  }

  private static @Nullable Path jar() {
    CodeSource source = Agent.class.getProtectionDomain().getCodeSource();
    return source == null ? null : Path.of(URI.create(source.getLocation().toString()));
  }
}
