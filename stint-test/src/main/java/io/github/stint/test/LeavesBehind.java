package io.github.stint.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a test leaves something behind on purpose, or each test of a class: {@link NothingLeftBehind} lets it, and what
 * was left is not held against later tests either.
 *
 * {@snippet :
 * @LeavesBehind("a body that heeds nothing: it is what the report is about")
 * }
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface LeavesBehind {

    /**
     * The reason.
     *
     * @return words for whoever reads the test, not blank
     */
    String value();
}
