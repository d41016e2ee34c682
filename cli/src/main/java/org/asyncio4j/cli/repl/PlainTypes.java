package org.asyncio4j.cli.repl;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.ForwardingJavaFileObject;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.jspecify.annotations.Nullable;

/*
 * JShell writes the inferred type of a variable into its own text of the cell, with the annotations
 * where Java does not allow them: @Nullable java.lang.Void. So var t = createTask(() -> { ... }) would
 * not compile. The compiler skips attributes of a class file whose names it does not know, so here the
 * names of those that hold annotations of types are changed by a letter.
 */
/** Shows JShell's compiler the classes of the class path without annotations of types. */
final class PlainTypes extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {
  private static final byte[] ATTRIBUTE =
      "visibleTypeAnnotations".getBytes(StandardCharsets.US_ASCII);

  /**
   * Makes one.
   *
   * @param files the compiler's own files
   */
  PlainTypes(StandardJavaFileManager files) {
    super(files);
  }

  // ---------------------------------------------------------------- reading classes

  private static final class Plain extends ForwardingJavaFileObject<JavaFileObject> {
    Plain(JavaFileObject file) {
      super(file);
    }

    JavaFileObject file() {
      return fileObject;
    }

    @Override
    public InputStream openInputStream() throws IOException {
      try (InputStream in = super.openInputStream()) {
        return new ByteArrayInputStream(plain(in.readAllBytes()));
      }
    }
  }

  /** Spoils the attribute's name; Visible and Invisible end alike but for the case of a letter. */
  static byte[] plain(byte[] classFile) {
    for (int i = 1; i + ATTRIBUTE.length <= classFile.length; i++) {
      if (isAttribute(classFile, i)) {
        classFile[i + 1] = 'I';
      }
    }
    return classFile;
  }

  private static boolean isAttribute(byte[] bytes, int at) {
    for (int i = 1; i < ATTRIBUTE.length; i++) {
      if (bytes[at + i] != ATTRIBUTE[i]) {
        return false;
      }
    }
    return (bytes[at] | 0x20) == ATTRIBUTE[0];
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    Iterable<JavaFileObject> found = super.list(location, packageName, kinds, recurse);
    if (location != StandardLocation.CLASS_PATH) {
      return found;
    }
    List<JavaFileObject> plain = new ArrayList<>();
    for (JavaFileObject each : found) {
      plain.add(each.getKind() == JavaFileObject.Kind.CLASS ? new Plain(each) : each);
    }
    return plain;
  }

  private static FileObject own(FileObject file) {
    return file instanceof Plain plain ? plain.file() : file;
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return super.inferBinaryName(location, file instanceof Plain plain ? plain.file() : file);
  }

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    return super.isSameFile(own(a), own(b));
  }

  @Override
  public boolean contains(Location location, FileObject file) throws IOException {
    return super.contains(location, own(file));
  }

  // ---------------------------------------------------------------- handed on as it is

  @Override
  public Path asPath(FileObject file) {
    return fileManager.asPath(own(file));
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
      Iterable<? extends File> files) {
    return fileManager.getJavaFileObjectsFromFiles(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromPaths(
      Collection<? extends Path> paths) {
    return fileManager.getJavaFileObjectsFromPaths(paths);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
    return fileManager.getJavaFileObjects(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(Path... paths) {
    return fileManager.getJavaFileObjects(paths);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
    return fileManager.getJavaFileObjectsFromStrings(names);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
    return fileManager.getJavaFileObjects(names);
  }

  @Override
  public void setLocation(Location location, @Nullable Iterable<? extends File> files)
      throws IOException {
    fileManager.setLocation(location, files);
  }

  @Override
  public void setLocationFromPaths(Location location, Collection<? extends Path> paths)
      throws IOException {
    fileManager.setLocationFromPaths(location, paths);
  }

  @Override
  public void setLocationForModule(
      Location location, String moduleName, Collection<? extends Path> paths) throws IOException {
    fileManager.setLocationForModule(location, moduleName, paths);
  }

  @Override
  public @Nullable Iterable<? extends File> getLocation(Location location) {
    return fileManager.getLocation(location);
  }

  @Override
  public @Nullable Iterable<? extends Path> getLocationAsPaths(Location location) {
    return fileManager.getLocationAsPaths(location);
  }

  @Override
  public void setPathFactory(PathFactory factory) {
    fileManager.setPathFactory(factory);
  }
}
