package org.asyncio4j.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The class path with its folders made into jars, as programs are shipped; AOT caches ask for it.
 */
final class ClassPathJars {
  private ClassPathJars() {}

  /**
   * Makes the jars.
   *
   * @param folder where to
   * @return the class path
   */
  static String in(Path folder) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path place = Path.of(part);
      jars.add(Files.isDirectory(place) ? jar(place, folder).toString() : part);
    }
    return String.join(File.pathSeparator, jars);
  }

  /** A folder MODULE/target/classes becomes MODULE.jar. */
  private static Path jar(Path classes, Path folder) throws IOException {
    Path jar =
        folder.resolve(classes.toAbsolutePath().normalize().getName(moduleAt(classes)) + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
      }
    }
    return jar;
  }

  private static int moduleAt(Path classes) {
    return classes.toAbsolutePath().normalize().getNameCount() - 3;
  }
}
