package org.asyncio4j.cli.repl;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.asyncio4j.Asyncio;

/**
 * The public classes of the library, as its module exports them, by simple name. Read from where
 * the library lies, jar or folder, so that a new class is known without a list.
 */
final class PublicNames {
  private static final String CLASS = ".class";

  private PublicNames() {}

  /**
   * Reads the names.
   *
   * @return full names by simple names
   */
  static Map<String, String> read() {
    ModuleReference library = ModuleFinder.of(location(Asyncio.class)).findAll().iterator().next();
    Set<String> packages =
        library.descriptor().exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(Exports::source)
            .collect(Collectors.toSet());
    Map<String, String> names = new TreeMap<>();
    try (ModuleReader reader = library.open();
        var files = reader.list()) {
      files
          .filter(file -> file.endsWith(CLASS) && file.indexOf('$') < 0)
          .map(file -> file.substring(0, file.length() - CLASS.length()).replace('/', '.'))
          .filter(name -> packages.contains(packageOf(name)) && isPublic(name))
          .forEach(name -> names.put(name.substring(name.lastIndexOf('.') + 1), name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the classes of the library", e);
    }
    return names;
  }

  /**
   * Returns where a class lies.
   *
   * @param type the class
   * @return its jar or folder
   */
  static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("cannot tell where " + type + " lies", e);
    }
  }

  private static String packageOf(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  private static boolean isPublic(String name) {
    try {
      Class<?> type = Class.forName(name, false, Asyncio.class.getClassLoader());
      return Modifier.isPublic(type.getModifiers());
    } catch (ClassNotFoundException | LinkageError e) {
      return false; // package-info, or what needs a module that is not there
    }
  }
}
