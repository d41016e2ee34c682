package org.asyncio4j.examples;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A piece of Java in a page, and the output that the page shows for it.
 *
 * <p>A piece with a {@code main} is a whole program; any other is what a program does inside {@code
 * run}. The imports that the page names once, in a piece of its own that has nothing else, stand
 * before each.
 *
 * @param page the page
 * @param line where the piece begins
 * @param imports the page's imports
 * @param code the piece
 * @param output the lines it prints
 */
record Snippet(Path page, int line, String imports, String code, List<String> output) {
  private static final String FENCE = "```";

  /** Reads the pieces of a page, in order. */
  static List<Snippet> of(Path page) throws IOException {
    List<String> lines = Files.readAllLines(page);
    List<Snippet> snippets = new ArrayList<>();
    StringBuilder imports = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).equals(FENCE + "java")) {
        List<String> block = block(lines, i + 1);
        int line = i + 1;
        i += block.size() + 1;
        if (block.stream().allMatch(each -> each.isBlank() || each.startsWith("import "))) {
          imports.append(String.join("\n", block)).append('\n');
        } else {
          List<String> output = List.of();
          if (i + 1 < lines.size() && lines.get(i + 1).equals(FENCE + "text")) {
            output = block(lines, i + 2);
          }
          snippets.add(
              new Snippet(page, line, imports.toString(), String.join("\n", block), output));
        }
      }
    }
    return snippets;
  }

  private static List<String> block(List<String> lines, int from) {
    return lines.subList(from, lines.size()).stream()
        .takeWhile(line -> !line.equals(FENCE))
        .toList();
  }

  /** Compiles it and runs it on this thread; returns the lines that it printed. */
  List<String> run(Path folder) throws ReflectiveOperationException, IOException {
    String name = "Line" + line;
    Path source = Files.writeString(folder.resolve(name + ".java"), program());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    var files = compiler.getStandardFileManager(null, Locale.ROOT, null);
    List<String> options = List.of("-d", folder.toString(), "--release", "25");
    boolean compiled =
        compiler
            .getTask(messages, files, null, options, null, files.getJavaFileObjects(source))
            .call();
    if (!compiled) {
      throw new AssertionError(this + " does not compile:\n" + messages);
    }
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      return Output.of(Class.forName(name, true, loader));
    }
  }

  private String program() {
    if (code.contains("void main(")) {
      return imports + code;
    }
    return imports + "void main() throws Exception {\n  run(() -> {\n" + code + "\n  });\n}\n";
  }

  @Override
  public String toString() {
    return page.getFileName() + ":" + line;
  }
}
