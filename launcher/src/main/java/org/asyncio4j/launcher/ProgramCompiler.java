package org.asyncio4j.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles a program for {@code asyncio run}, once, until one of its sources changes.
 *
 * <p>Beside the jar with its classes it writes a list, by which the script finds the program again:
 *
 * <pre>
 *   Demo                                     the class to run
 *   /home/me/.../demo.jar                    where it is
 *   2418082923 118 /home/me/Demo.java        what it was made of, as the command cksum prints it
 * </pre>
 */
public final class ProgramCompiler {
  private static final int FAILED = 1;
  private static final int NO_PLACE = 3;
  private static final int DAYS_KEPT = 1;

  private ProgramCompiler() {}

  /**
   * Entry. Ends with 1 if the program has errors, which the compiler has printed, and with 3 if the
   * result cannot be written.
   *
   * @param args the source file, and the list to write
   */
  public static void main(String[] args) {
    System.exit(compile(Path.of(args[0]), Path.of(args[1])));
  }

  /**
   * Compiles a program.
   *
   * @param file its source file
   * @param list where to write the list, in a folder that is made if need be
   * @return the exit code
   */
  static int compile(Path file, Path list) {
    Compilation compilation = new Compilation();
    try {
      if (!compilation.run(file)) {
        System.err.println("error: compilation failed");
        return FAILED;
      }
      write(compilation, list);
      return 0;
    } catch (IOException e) {
      return NO_PLACE; // Java's own launcher needs no place, and says what is wrong with the source
    }
  }

  /*
   * The list appears last and at once, and names a jar that nobody overwrites: whoever reads an old list
   * meanwhile finds the old jar.
   */
  private static void write(Compilation compilation, Path list) throws IOException {
    Path folder = list.toAbsolutePath().resolveSibling("");
    String name = list.getFileName().toString();
    Files.createDirectories(folder);
    Path jar = Files.createTempFile(folder, name + ".", ".jar");
    compilation.writeJar(jar);
    List<String> lines = new ArrayList<>(List.of(compilation.mainClass(), jar.toString()));
    lines.addAll(compilation.checksums());
    Path draft = Files.createTempFile(folder, name + ".", ".draft");
    Files.write(draft, lines);
    Files.move(draft, list, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    deleteOld(folder, name + ".", jar);
  }

  /**
   * A program that runs keeps its jar open, and one that is about to start takes less than a day.
   */
  private static void deleteOld(Path folder, String prefix, Path current) throws IOException {
    Instant limit = Instant.now().minus(DAYS_KEPT, ChronoUnit.DAYS);
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(
            folder,
            each -> each.getFileName().toString().startsWith(prefix) && !each.equals(current))) {
      for (Path each : files) {
        if (Files.getLastModifiedTime(each).toInstant().isBefore(limit)) {
          Files.deleteIfExists(each);
        }
      }
    }
  }
}
