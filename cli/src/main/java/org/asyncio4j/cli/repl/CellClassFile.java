package org.asyncio4j.cli.repl;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashSet;
import java.util.Set;
import org.asyncio4j.cli.repl.cell.Break;
import org.jspecify.annotations.Nullable;

/*
 * Two changes of JShell's class files, made before they are defined, so that every stack trace and
 * every task's text shows the user's cells, whoever prints it:
 *
 *   the source file is the cell, the lines are its lines
 *   each method, and each jump backwards, first asks whether the cell is broken off
 *
 * The idea of the second is that of the JDK's LocalExecutionControl.
 */
/** Makes a compiled cell say where its lines stand, and makes it stoppable. */
final class CellClassFile {
  private static final ClassDesc BREAK = ClassDesc.of(Break.class.getName());

  private CellClassFile() {}

  /**
   * Changes a class file.
   *
   * @param bytes the class file
   * @param map where its lines stand, or null if that is not known
   * @param types knows the classes that its code names
   * @return the changed class file
   */
  static byte[] transform(byte[] bytes, @Nullable LineMap map, ClassHierarchyResolver types) {
    ClassFile classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(types));
    ClassTransform methods =
        ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(() -> new Body(map)));
    ClassTransform all =
        map == null ? methods : methods.andThen((builder, each) -> place(builder, each, map));
    return classFile.transformClass(classFile.parse(bytes), all);
  }

  private static void place(ClassBuilder builder, ClassElement element, LineMap map) {
    builder.with(
        element instanceof SourceFileAttribute ? SourceFileAttribute.of(map.file()) : element);
  }

  /** One method's code. */
  private static final class Body implements CodeTransform {
    private final @Nullable LineMap map;
    private final Set<Label> passed = new HashSet<>();

    Body(@Nullable LineMap map) {
      this.map = map;
    }

    @Override
    public void atStart(CodeBuilder builder) {
      check(builder);
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      switch (element) {
        case LineNumber number when map != null ->
            builder.with(LineNumber.of(map.line(number.line())));
        case LabelTarget target -> {
          passed.add(target.label());
          builder.with(element);
        }
        case BranchInstruction branch when passed.contains(branch.target()) -> {
          check(builder);
          builder.with(element);
        }
        default -> builder.with(element);
      }
    }

    private static void check(CodeBuilder builder) {
      builder.invokestatic(BREAK, "check", ConstantDescs.MTD_void);
    }
  }
}
