package org.asyncio4j.agent;

import java.lang.ref.SoftReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/*
 * The library may be in any class loader of the program: of the class path, of the module path, of a
 * container's application, of several at once. What asks it is compiled against it as usual and is loaded
 * anew for each copy, by a loader below the copy's own. A copy that differs too much from the one this was
 * compiled against shows as a LinkageError.
 */
/** The copies of the library in a program, and what they answer. Any thread. */
public final class Copies implements UnaryOperator<String> {
  private static final String SIGN = "org.asyncio4j.engine.Engine"; // there once a loop was made
  private static final String INSIDE = "org.asyncio4j.agent.inside.";

  private final Supplier<Class<?>[]> classes;

  /** A loader that is used no more is not kept; guarded by itself. */
  private final Map<@Nullable ClassLoader, SoftReference<UnaryOperator<String>>> known =
      new WeakHashMap<>();

  /**
   * Finds copies among classes.
   *
   * @param classes returns the classes that are loaded
   */
  public Copies(Supplier<Class<?>[]> classes) {
    this.classes = classes;
  }

  /**
   * Answers a request: its version, its name, for some the number of the copy, and more that the
   * copy understands, with a space between.
   *
   * @param request the request
   * @return a JSON object
   */
  @Override
  public String apply(String request) {
    String[] words = request.split(" ", 4);
    StringBuilder answer = new StringBuilder("{\"door\":").append(Door.VERSION);
    answer.append(",\"pid\":").append(ProcessHandle.current().pid());
    if (words.length < 3 || !words[0].equals(Integer.toString(Door.VERSION))) {
      answer.append(",\"error\":\"the request is of another version\"");
    } else {
      answer.append(",\"libraries\":[");
      List<@Nullable ClassLoader> loaders = loaders();
      for (int i = 0; i < loaders.size(); i++) {
        answer.append(i == 0 ? "" : ",");
        boolean meant = words[2].equals("all") || words[2].equals(Integer.toString(i));
        String rest = words[1] + (words.length > 3 ? " " + words[3] : "");
        answer.append(meant ? answer(loaders.get(i), rest) : "{}");
      }
      answer.append(']');
    }
    return answer.append('}').toString();
  }

  private List<@Nullable ClassLoader> loaders() {
    Set<Class<?>> found = Collections.newSetFromMap(new IdentityHashMap<>());
    List<@Nullable ClassLoader> loaders = new ArrayList<>();
    for (Class<?> type : classes.get()) {
      if (type.getName().equals(SIGN) && found.add(type)) {
        loaders.add(type.getClassLoader());
      }
    }
    return loaders;
  }

  private String answer(@Nullable ClassLoader loader, String request) {
    try {
      return inside(loader).apply(request);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      String text = e.toString().replaceAll("[\\\\\"\\p{Cntrl}]", " ");
      return "{\"error\":\"" + text + "\"}";
    }
  }

  private UnaryOperator<String> inside(@Nullable ClassLoader loader)
      throws ReflectiveOperationException {
    synchronized (known) {
      SoftReference<UnaryOperator<String>> old = known.get(loader);
      UnaryOperator<String> answers = old == null ? null : old.get();
      if (answers == null) {
        Class<?> type = new Below(loader).loadClass(INSIDE + "Answers");
        @SuppressWarnings("unchecked") // Answers is one
        UnaryOperator<String> made =
            (UnaryOperator<String>) type.getDeclaredConstructor().newInstance();
        answers = made;
        known.put(loader, new SoftReference<>(answers));
      }
      return answers;
    }
  }

  /** Loads what is inside itself, and all else where the library is. */
  private static final class Below extends URLClassLoader {
    static {
      registerAsParallelCapable();
    }

    Below(@Nullable ClassLoader parent) {
      super("asyncio4j-agent", new URL[] {place()}, parent);
    }

    private static URL place() {
      CodeSource source = Copies.class.getProtectionDomain().getCodeSource();
      if (source == null) {
        throw new IllegalStateException("the agent's own jar is not known");
      }
      return source.getLocation();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(INSIDE)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }
}
