package io.github.stint.cli;

/** What {@code --help} says. Each text fits a screen of 24 lines and 80 columns. */
final class Help {

    static final String STINT = """
        Usage: stint COMMAND ...

          run          run a command for each argument, many at a time

          -h, --help   show this; 'stint run --help' says more
          --version    show the version
        """;

    static final String RUN = """
        Usage: stint run [OPTION]... COMMAND [WORD]... [::: ARGUMENT...]
        Runs COMMAND once for each ARGUMENT, many at a time, outputs never mixed.
          -j, --jobs N         run N at a time, 1 to 10000 (default: number of cores)
          -k, --keep-order     write outputs in the order of the arguments
          -a, --arg-file FILE  read arguments from FILE ('-': standard input)
              --shell          run the words as one line of bash (sh if there is none)
          -h, --help           show this
        Arguments come from behind ':::', from FILE, or else from standard input, one a
        line, empty lines left out. Every '{}' in COMMAND and WORDs is replaced by the
        argument; without '{}' it becomes the last word. No shell sees it. With --shell
        it is one word of the line, unless that evaluates it again (eval, sh -c, ssh).
        A command reads nothing, has no terminal and its own process group; what it
        leaves running there is killed after 1 second.
        Standard error shows progress and a summary on a terminal, elsewhere a summary
        only if a command failed or was not started.
        Ctrl-C, SIGTERM or SIGHUP: once, start nothing more and let finish what runs;
        twice, end what runs and its children, by force after 1 second; thrice, at once.
        Exit status: 0 all succeeded, or there was no argument; 1 to 99 so many failed;
        100 that or more failed; 2 wrong usage or unreadable arguments; 3 output cannot
        be written; 126 COMMAND cannot be run, 127 it is not found (nothing was run);
        129, 130, 143 ended by SIGHUP, SIGINT, SIGTERM; 141 standard output was closed.
        """;

    private Help() {}
}
