package org.asyncio4j.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles a program for {@code asyncio run}, once, until one of its sources changes. Beside the
 * jar with its classes it writes a list, by which the script finds the program again:
 *
 * <pre>
 *   Demo                                     the class to run
 *   /home/me/.../demo.jar                    where it is
 *   /home/me                                 the folder of its package, for resources
 *   2418082923 118 /home/me/Demo.java        what it was made of, as the command cksum prints it
 * </pre>
 */
public final class ProgramCompiler {
  private static final int DAYS_KEPT = 1;

  private ProgramCompiler() {}

  /**
   * Entry. Ends with 0 if the list is written. Else the program is one for Java's own launcher,
   * which also says what is wrong with it.
   *
   * @param args the source file as the user has named it, its absolute path, and the list to write
   */
  public static void main(String[] args) {
    System.exit(compile(args[0], Path.of(args[1]), Path.of(args[2])) ? 0 : 1);
  }

  /**
   * Compiles a program.
   *
   * @param shown the source file as the user has named it
   * @param file its absolute path
   * @param list where to write the list, in a folder that is made if need be
   * @return false if the program is for Java's own launcher
   */
  static boolean compile(String shown, Path file, Path list) {
    try {
      Compilation compilation = new Compilation(file);
      if (!compilation.run()) {
        return false;
      }
      write(compilation, list);
      System.err.print(compilation.warnings().replace(file.toString(), shown));
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /*
   * The list appears last and at once, and names a jar that nobody overwrites: whoever reads an old list
   * meanwhile finds the old jar.
   */
  private static void write(Compilation compilation, Path list) throws IOException {
    Path folder = list.toAbsolutePath().resolveSibling("");
    Files.createDirectories(folder);
    String unique = list.getFileName() + "." + ProcessHandle.current().pid() + System.nanoTime();
    Path jar = folder.resolve(unique + ".jar");
    compilation.writeJar(jar);
    List<String> lines = new ArrayList<>();
    lines.add(compilation.mainClass());
    lines.add(jar.toString());
    lines.add(compilation.root().toString());
    lines.addAll(compilation.checksums());
    Path draft = folder.resolve(unique + ".draft");
    Files.write(draft, lines);
    noteReplaced(list);
    Files.move(draft, list, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    deleteOld(folder, list.getFileName().toString(), jar);
  }

  /** From now on the jar of before gets old. */
  private static void noteReplaced(Path list) {
    try {
      if (Files.exists(list)) {
        Path jar = Path.of(Files.readAllLines(list).get(1));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
      }
    } catch (IOException | RuntimeException e) {
      return; // it has gone, or the list says nothing
    }
  }

  /**
   * A program that runs keeps its jar open, and one that is about to start takes less than a day.
   */
  private static void deleteOld(Path folder, String list, Path current) {
    Instant limit = Instant.now().minus(DAYS_KEPT, ChronoUnit.DAYS);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path each : files) {
        String name = each.getFileName().toString();
        if (name.startsWith(list)
            && name.substring(list.length()).matches("\\.\\d+\\.(jar|draft)")
            && !each.equals(current)
            && Files.getLastModifiedTime(each).toInstant().isBefore(limit)) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException | RuntimeException e) {
      return; // somebody else tidies up, or nobody may
    }
  }
}
