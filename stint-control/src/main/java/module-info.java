/** See and steer the tasks of a running application from outside. */
module io.github.stint.control {
    requires static transitive org.jspecify;
    requires transitive io.github.stint;
    requires java.management;
    requires jdk.management;
    requires jdk.net;
    requires tools.jackson.core;

    exports io.github.stint.control;
    exports io.github.stint.control.view;
}
