package org.asyncio4j.cli.repl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.asyncio4j.Asyncio;

/**
 * The public classes of the library, as its modules export them, by simple name. Read from where
 * the library lies, jars or folders, so that a new class is known without a list.
 */
final class PublicNames {
  private static final String DESCRIPTOR = "module-info.class";
  private static final String CLASS = ".class";
  private static final Set<String> MODULES = Set.of("org.asyncio4j.core", "org.asyncio4j.io");

  private PublicNames() {}

  /**
   * Reads the names.
   *
   * @return full names by simple names
   */
  static Map<String, String> read() {
    Map<String, String> names = new TreeMap<>();
    for (Path place : places()) {
      ModuleFinder.of(place).findAll().forEach(module -> read(module, names));
    }
    return names;
  }

  private static void read(ModuleReference module, Map<String, String> names) {
    Set<String> packages =
        module.descriptor().exports().stream()
            .filter(exports -> !exports.isQualified())
            .map(Exports::source)
            .collect(Collectors.toSet());
    try (ModuleReader reader = module.open();
        var files = reader.list()) {
      files
          .filter(file -> file.endsWith(CLASS) && file.indexOf('$') < 0)
          .map(file -> file.substring(0, file.length() - CLASS.length()).replace('/', '.'))
          .filter(name -> packages.contains(packageOf(name)) && isPublic(name))
          .forEach(name -> names.putIfAbsent(name.substring(name.lastIndexOf('.') + 1), name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the classes of " + module, e);
    }
  }

  /** Returns where the modules of the library lie: the core, and what else there is. */
  private static Set<Path> places() {
    Set<Path> places = new LinkedHashSet<>();
    places.add(location(Asyncio.class));
    try {
      for (URL url : Collections.list(Asyncio.class.getClassLoader().getResources(DESCRIPTOR))) {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
          if (MODULES.contains(ModuleDescriptor.read(in).name())) {
            places.add(placeOf(url, connection));
          }
        }
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot look for the modules of the library", e);
    }
    return places;
  }

  private static Path placeOf(URL descriptor, URLConnection connection) throws URISyntaxException {
    URI uri =
        connection instanceof JarURLConnection jar
            ? jar.getJarFileURL().toURI()
            : descriptor.toURI().resolve(".");
    return Path.of(uri);
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
