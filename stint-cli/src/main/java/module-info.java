/** The command-line tool {@code stint}. */
module io.github.stint.cli {
    requires info.picocli;
    requires io.github.stint;
    requires io.github.stint.control;
    requires java.logging;
    requires jdk.unsupported;
    requires org.jline.terminal;
    requires static org.jspecify;
    requires tools.jackson.core;
}
