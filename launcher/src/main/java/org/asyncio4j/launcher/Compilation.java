package org.asyncio4j.launcher;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/*
 * As Java's source launcher does it (JEP 330, 458 and 512): the same options, and further sources below the
 * folder that belongs to the file's package. What that launcher refuses, or treats in a way of its own, such
 * as a folder with a module, is left to it.
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

  /** How far the times of files may be behind the clock. */
  private static final Duration GRAIN = Duration.ofMillis(20);

  private final Path file;
  private final Instant began = Instant.now();
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final Map<String, ByteArrayOutputStream> classes = new LinkedHashMap<>();
  private final List<String> checksums = new ArrayList<>();
  private final Set<String> withMain = new HashSet<>();
  private final StringWriter said = new StringWriter();
  private Path root;
  private String mainClass = "";

  /**
   * Prepares one.
   *
   * @param file the source file of the program, an absolute path
   */
  Compilation(Path file) {
    this.file = file;
    this.root = file.resolveSibling("");
  }

  /**
   * Compiles.
   *
   * @return false if this is a program for Java's own launcher
   * @throws IOException if the file cannot be read
   * @throws RuntimeException if the compiler throws one
   */
  boolean run() throws IOException {
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(file);
      CompilationUnitTree unit =
          task(files, sources, Writer.nullWriter()).parse().iterator().next();
      if (!findRoot(unit) || Files.exists(root.resolve("module-info.java"))) {
        return false;
      }
      files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of(root));
      JavacTask task = task(new Keeping(files), sources, said);
      task.addTaskListener(new Notes(task.getElements()));
      return task.call() && findMain(unit);
    }
  }

  private JavacTask task(
      JavaFileManager files, Iterable<? extends JavaFileObject> sources, Writer output) {
    return (JavacTask) compiler.getTask(output, files, null, OPTIONS, null, sources);
  }

  /** False if the file is not where its package wants it. */
  private boolean findRoot(CompilationUnitTree unit) {
    if (unit.getPackageName() == null) {
      return true;
    }
    String[] parts = unit.getPackageName().toString().split("\\.", -1);
    for (int i = parts.length - 1; i >= 0; i--) {
      if (!root.endsWith(parts[i])) {
        return false;
      }
      root = root.resolveSibling("");
    }
    return true;
  }

  /** The first class of the file if it has a main, else the one with the file's name. */
  private boolean findMain(CompilationUnitTree unit) {
    String own = file.getFileName().toString().replaceFirst("\\.java$", "");
    for (String name : new String[] {first(unit), own}) {
      String prefix = unit.getPackageName() == null ? "" : unit.getPackageName() + ".";
      if (withMain.contains(prefix + name)) {
        mainClass = prefix + name;
        return true;
      }
    }
    return false;
  }

  private static @Nullable String first(CompilationUnitTree unit) {
    for (var declared : unit.getTypeDecls()) {
      if (declared instanceof ClassTree type) {
        return type.getSimpleName().toString();
      }
    }
    return null;
  }

  /** The class to run. */
  String mainClass() {
    return mainClass;
  }

  /** The folder in which the file's package begins. */
  Path root() {
    return root;
  }

  /** What the compiler has said; nothing as a rule. */
  String warnings() {
    return said.toString();
  }

  /** What the sources were: a line for each, as {@code cksum} prints it. */
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

  /** Notes what is read, and which classes could be started. */
  private final class Notes implements TaskListener {
    private final Elements elements;

    Notes(Elements elements) {
      this.elements = elements;
    }

    /**
     * A source that has changed since we began may have changed after the compiler has read it, and
     * gets a line that {@code cksum} does not print.
     */
    @Override
    public void started(TaskEvent event) {
      if (event.getKind() == TaskEvent.Kind.PARSE) {
        // by name, which leaves links as they are: they may come to lead elsewhere
        Path source = Path.of(event.getSourceFile().getName());
        try {
          String line = Checksum.line(source);
          boolean still =
              Files.getLastModifiedTime(source).toInstant().isBefore(began.minus(GRAIN));
          checksums.add(still ? line : "changing " + line);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public void finished(TaskEvent event) {
      TypeElement type = event.getTypeElement();
      if (event.getKind() == TaskEvent.Kind.ANALYZE && hasMain(type)) {
        withMain.add(type.getQualifiedName().toString());
      }
    }

    private boolean hasMain(TypeElement type) {
      return ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
          .anyMatch(each ->
              each.getSimpleName().contentEquals("main") && each.getParameters().size() < 2);
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
