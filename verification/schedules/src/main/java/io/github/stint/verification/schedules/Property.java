package io.github.stint.verification.schedules;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says that a method with a {@link World} as its one parameter is a scenario. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Property {

    /** What holds, in a sentence. */
    String value();

    /** Seeds that once found a bug, in the order of the bugs in docs/internals.md. They run before all others. */
    long[] found() default {};
}
