package org.asyncio4j.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the number of a process. */
final class PidConverter implements ITypeConverter<Long> {

  /** For picocli. */
  PidConverter() {}

  @Override
  public Long convert(String word) {
    if (!word.matches("[1-9]\\d{0,17}")) {
      throw new TypeConversionException("'" + word + "' (expected: the number of a process)");
    }
    return Long.valueOf(word);
  }
}
