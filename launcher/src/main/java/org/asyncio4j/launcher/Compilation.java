package org.asyncio4j.launcher;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/*
 * As Java's source launcher does it (JEP 330 and 458): the same options, further sources below the folder
 * that belongs to the file's package, and the first class of the file is the program.
 */
/** One call of the compiler, for a program of one file and those that it mentions. */
final class Compilation {
  private static final List<String> OPTIONS =
      List.of(
          "-proc:none",
          "-Xdiags:verbose",
          "-Xlint:deprecation",
          "-Xlint:unchecked",
          "-Xlint:-options");

  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();
  private final List<String> checksums = new ArrayList<>();
  private @Nullable String mainClass;

  /**
   * Compiles; errors and warnings go to stderr.
   *
   * @param file the source file of the program
   * @return false if it has errors
   * @throws IOException if it, or a file that it mentions, cannot be read
   */
  boolean run(Path file) throws IOException {
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(file);
      CompilationUnitTree unit = parse(files, sources);
      if (unit == null) {
        return false;
      }
      mainClass = mainClass(unit);
      if (mainClass == null) {
        System.err.println("error: no class declared in source file");
        return false;
      }
      List<String> options = new ArrayList<>(OPTIONS);
      options.add("-sourcepath");
      options.add(root(file, unit).toString());
      JavacTask task =
          (JavacTask) compiler.getTask(null, new Keeping(files), null, options, null, sources);
      task.addTaskListener(new Sources());
      return task.call();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Only to learn its package and its first class; null if there are errors. */
  private @Nullable CompilationUnitTree parse(
      StandardJavaFileManager files, Iterable<? extends JavaFileObject> sources)
      throws IOException {
    boolean[] errors = new boolean[1];
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                null,
                files,
                said -> {
                  if (said.getKind() == javax.tools.Diagnostic.Kind.ERROR) {
                    errors[0] = true;
                    System.err.println(said);
                  }
                },
                List.of("-proc:none"),
                null,
                sources);
    CompilationUnitTree unit = task.parse().iterator().next();
    return errors[0] ? null : unit;
  }

  private static @Nullable String mainClass(CompilationUnitTree unit) {
    for (var declared : unit.getTypeDecls()) {
      if (declared instanceof ClassTree first) {
        String name = first.getSimpleName().toString();
        return unit.getPackageName() == null ? name : unit.getPackageName() + "." + name;
      }
    }
    return null;
  }

  /** The folder of the package's first part. */
  private static Path root(Path file, CompilationUnitTree unit) {
    Path root = file.toAbsolutePath().resolveSibling("");
    if (unit.getPackageName() != null) {
      for (String _ : unit.getPackageName().toString().split("\\.", -1)) {
        root = root.resolve("..");
      }
    }
    return root.normalize();
  }

  /**
   * Returns the class to run.
   *
   * @return its name
   */
  String mainClass() {
    if (mainClass == null) {
      throw new IllegalStateException("nothing is compiled; call run() first");
    }
    return mainClass;
  }

  /**
   * Returns what the sources were.
   *
   * @return a line for each, as {@code cksum} prints it
   */
  List<String> checksums() {
    return checksums;
  }

  /**
   * Writes the classes.
   *
   * @param jar to this file
   */
  void writeJar(Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Map.Entry<String, ByteArrayOutputStream> each : classes.entrySet()) {
        out.putNextEntry(new JarEntry(each.getKey().replace('.', '/') + ".class"));
        each.getValue().writeTo(out);
      }
    }
  }

  /** Notes each source when it is read. */
  private final class Sources implements TaskListener {
    @Override
    public void started(TaskEvent event) {
      if (event.getKind() == TaskEvent.Kind.PARSE) {
        Path source = Path.of(event.getSourceFile().toUri());
        try {
          checksums.add(Checksum.line(source));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** Keeps the classes in memory. */
  private final class Keeping extends ForwardingJavaFileManager<JavaFileManager> {
    Keeping(JavaFileManager files) {
      super(files);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          classes.put(name, bytes);
          return bytes;
        }
      };
    }
  }
}
