package dev.outrigger.web.endpoints;

import java.lang.annotation.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.ClassFile;
import java.lang.classfile.Signature;
import java.lang.classfile.TypeAnnotation;
import java.lang.classfile.attribute.RuntimeVisibleAnnotationsAttribute;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.attribute.SignatureAttribute;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A class with a field for a parameter, under the same constraints. Jakarta Validation knows
 * parameters only of methods that are not static, and only all of them together; a field it checks
 * by itself, without an object, so that what did not fit its type keeps nothing else from being
 * told.
 */
final class ParameterTwin {
  /** The name of the field. */
  static final String FIELD = "value";

  private static final AtomicLong COUNT = new AtomicLong();

  private ParameterTwin() {}

  static Class<?> of(Parameter parameter) throws IllegalAccessException {
    Class<?> owner = parameter.getDeclaringExecutable().getDeclaringClass();
    byte[] file =
        ClassFile.of()
            .build(
                ClassDesc.of(owner.getPackageName(), "ParameterTwin" + COUNT.incrementAndGet()),
                type ->
                    type.withFlags(ClassFile.ACC_PUBLIC)
                        .withField(
                            FIELD,
                            descriptor(parameter.getType()),
                            field -> {
                              field.withFlags(ClassFile.ACC_PUBLIC);
                              field.with(
                                  RuntimeVisibleAnnotationsAttribute.of(
                                      copies(Constraints.at(parameter))));
                              contents(parameter.getAnnotatedType())
                                  .forEach(attribute -> attribute.accept(field));
                            }));
    // Not a hidden class: those can't be made for another module, and programs are in their own.
    return Access.into(owner).defineClass(file);
  }

  private static List<java.util.function.Consumer<java.lang.classfile.FieldBuilder>> contents(
      AnnotatedType type) {
    if (!(type instanceof AnnotatedParameterizedType generic) || !Constraints.areIn(type)) {
      return List.of();
    }
    var annotations = new ArrayList<TypeAnnotation>();
    var arguments = new ArrayList<Signature.TypeArg>();
    AnnotatedType[] types = generic.getAnnotatedActualTypeArguments();
    for (int i = 0; i < types.length; i++) {
      Class<?> raw = types[i].getType() instanceof Class<?> plain ? plain : Object.class;
      arguments.add(Signature.TypeArg.of(Signature.ClassTypeSig.of(descriptor(raw))));
      for (java.lang.classfile.Annotation copy : copies(Constraints.at(types[i]))) {
        annotations.add(
            TypeAnnotation.of(
                TypeAnnotation.TargetInfo.ofField(),
                List.of(
                    TypeAnnotation.TypePathComponent.of(
                        TypeAnnotation.TypePathComponent.Kind.TYPE_ARGUMENT, i)),
                copy));
      }
    }
    Class<?> raw = (Class<?>) ((java.lang.reflect.ParameterizedType) type.getType()).getRawType();
    Signature signature =
        Signature.ClassTypeSig.of(descriptor(raw), arguments.toArray(Signature.TypeArg[]::new));
    return List.of(
        field -> field.with(SignatureAttribute.of(signature)),
        field -> field.with(RuntimeVisibleTypeAnnotationsAttribute.of(annotations)));
  }

  private static ClassDesc descriptor(Class<?> type) {
    return ClassDesc.ofDescriptor(type.descriptorString());
  }

  private static List<java.lang.classfile.Annotation> copies(List<Annotation> annotations) {
    return annotations.stream().map(ParameterTwin::copy).toList();
  }

  private static java.lang.classfile.Annotation copy(Annotation annotation) {
    var elements = new ArrayList<AnnotationElement>();
    for (Method member : annotation.annotationType().getDeclaredMethods()) {
      try {
        // The annotation's own type may be hidden in a package of the application.
        member.setAccessible(true);
        elements.add(AnnotationElement.of(member.getName(), value(member.invoke(annotation))));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalArgumentException("@" + annotation.annotationType().getName(), e);
      }
    }
    return java.lang.classfile.Annotation.of(descriptor(annotation.annotationType()), elements);
  }

  private static AnnotationValue value(Object value) {
    return switch (value) {
      case Class<?> type -> AnnotationValue.ofClass(descriptor(type));
      case Enum<?> constant ->
          AnnotationValue.ofEnum(descriptor(constant.getDeclaringClass()), constant.name());
      case Annotation nested -> AnnotationValue.ofAnnotation(copy(nested));
      case Object array when array.getClass().isArray() -> {
        var values = new ArrayList<AnnotationValue>();
        for (int i = 0; i < Array.getLength(array); i++) {
          values.add(value(Array.get(array, i)));
        }
        yield AnnotationValue.ofArray(values);
      }
      default -> AnnotationValue.of(value);
    };
  }
}
