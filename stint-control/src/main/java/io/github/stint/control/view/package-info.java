/** What is seen from outside: values, the same at the server and at the client. */
@NullMarked
package io.github.stint.control.view;

import org.jspecify.annotations.NullMarked;
