import com.google.googlejavaformat.java.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or applies google-java-format to every Java file below a folder.
 *
 * <p>Run by build-tools/pom.xml through the source launcher: {@code java FormatTree.java
 * check|apply ROOT}. A program rather than a shell pipeline so that it is the same on every system.
 */
final class FormatTree {
  private FormatTree() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 2 || !(args[0].equals("check") || args[0].equals("apply"))) {
      System.err.println("FormatTree: got " + List.of(args) + " (expected: check|apply ROOT)");
      System.exit(2);
    }
    boolean check = args[0].equals("check");
    List<String> files = javaFiles(Path.of(args[1]).toRealPath());
    if (files.isEmpty()) {
      System.out.println("format: no Java files");
      return;
    }
    int exit = format(check, files);
    if (exit != 0) {
      System.err.println(
          check
              ? "format: the files named above are not formatted; run ./format"
              : "format: the files named above could not be formatted");
    }
    System.exit(exit);
  }

  private static int format(boolean check, List<String> files) throws Exception {
    List<String> arguments = new ArrayList<>();
    if (check) {
      arguments.addAll(List.of("--dry-run", "--set-exit-if-changed"));
    } else {
      arguments.add("--replace");
    }
    arguments.addAll(files);
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    int exit = new Main(out, err, System.in).format(arguments.toArray(String[]::new));
    out.flush();
    err.flush();
    return exit;
  }

  /**
   * Every Java file below {@code root}, in a stable order; hidden folders and target/ are left out.
   */
  private static List<String> javaFiles(Path root) throws IOException {
    List<String> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            String name = dir.getFileName().toString();
            boolean skipped = name.equals("target") || name.startsWith(".");
            return skipped && !dir.equals(root)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && file.toString().endsWith(".java")) {
              files.add(file.toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    files.sort(null);
    return files;
  }
}
