package org.asyncio4j.cli.repl;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.constant.ClassDesc;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.InternalException;
import org.jspecify.annotations.Nullable;

/**
 * Defines the classes of cells, each when it is first used: by then the REPL knows where its lines
 * stand in which cell. Any thread.
 */
final class CellLoader extends URLClassLoader implements LoaderDelegate {
  private final Map<String, byte[]> compiled = new ConcurrentHashMap<>();
  private final Map<String, LineMap> lines = new ConcurrentHashMap<>();

  private final ClassHierarchyResolver types =
      ClassHierarchyResolver.defaultResolver()
          .orElse(ClassHierarchyResolver.ofResourceParsing(this::bytesOf))
          .cached();

  CellLoader() {
    super(null, new URL[0], ClassLoader.getSystemClassLoader());
  }

  /**
   * Notes where the lines of a class stand.
   *
   * @param className a class of JShell's
   * @param map its lines
   */
  void place(String className, LineMap map) {
    lines.merge(className, map, LineMap::with);
  }

  @Override
  public void load(ClassBytecodes[] classes) {
    for (ClassBytecodes each : classes) {
      compiled.put(each.name(), each.bytecodes());
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    load(classes);
  }

  @Override
  public void addToClasspath(String path) throws InternalException {
    try {
      for (String each : path.split(File.pathSeparator, -1)) {
        addURL(new File(each).toURI().toURL());
      }
    } catch (MalformedURLException e) {
      throw new InternalException(e.toString());
    }
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      byte[] bytes = compiled.get(name);
      if (known != null || bytes == null) {
        return known != null ? known : super.findClass(name);
      }
      byte[] placed = CellClassFile.transform(bytes, mapOf(name), types);
      return defineClass(name, placed, 0, placed.length);
    }
  }

  private @Nullable InputStream bytesOf(ClassDesc type) {
    String name = type.packageName() + "." + type.displayName();
    byte[] bytes = compiled.get(name);
    return bytes == null
        ? getResourceAsStream(name.replace('.', '/') + ".class")
        : new ByteArrayInputStream(bytes);
  }

  /** A class that is declared in a cell is nested in JShell's class of the cell. */
  private @Nullable LineMap mapOf(String name) {
    String outer = name;
    while (true) {
      LineMap map = lines.get(outer);
      int dollar = outer.lastIndexOf('$');
      if (map != null || dollar <= 0) {
        return map;
      }
      outer = outer.substring(0, dollar);
    }
  }
}
