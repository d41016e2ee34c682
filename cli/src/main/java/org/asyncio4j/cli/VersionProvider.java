package org.asyncio4j.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version, as the jar's manifest has it. */
final class VersionProvider implements IVersionProvider {

  /** For picocli. */
  VersionProvider() {}

  @Override
  public String[] getVersion() {
    return new String[] {"asyncio4j " + version(), "Java " + Runtime.version()};
  }

  /** Returns the version; {@code (unpackaged)} when classes are run that are in no jar. */
  static String version() {
    String version = VersionProvider.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(version, "(unpackaged)");
  }
}
