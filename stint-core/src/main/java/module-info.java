/** Bounded, named, owned, cancellable and visible tasks on virtual threads. */
module io.github.stint {
    requires static transitive org.jspecify;
    requires static jdk.jfr;

    uses io.github.stint.spi.ContextPropagator;

    exports io.github.stint;
    exports io.github.stint.spi;
}
