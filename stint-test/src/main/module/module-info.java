/** For tests of code with tasks: virtual time, gates, and extensions of JUnit that find what is left behind. */
module io.github.stint.test {
    requires transitive io.github.stint;
    requires static transitive org.jspecify;
    requires static transitive org.junit.jupiter.api;
    requires java.management;
    requires jdk.management;
    requires jdk.jfr;

    exports io.github.stint.test;

    provides org.junit.jupiter.api.extension.Extension with
            io.github.stint.test.NothingLeftBehind,
            io.github.stint.test.NoPins;
}
