package io.github.stint.cli;

import io.github.stint.cli.words.ShellQuote;
import io.github.stint.cli.words.UsageException;
import java.util.Arrays;
import java.util.List;

/** What {@code --help} and {@code stint help} say. Each page fits a screen of 24 lines and 80 columns. */
enum Help {
    STINT("stint", """
        Usage: stint COMMAND ...

          run                run a command for each argument, many at a time
          ps                 show the tasks of a running application; likewise tree,
                             show, owners, stats, ended, check, handlers
          top                the same on a whole screen, and keys to steer it
          cancel             end some of them; likewise resize, pause, resume, lock,
                             unlock, drain, flush, start, stop, restart, submit
          help TOPIC         say more; topics are: run, inputs, pipe, places, pace,
                             control, setting, outputs, results, display, json, resume,
                             listen, ps, top, steer, sockets, completion
          completion SHELL   write what bash, zsh or fish needs to complete commands
          man                write all pages of help as one manual page

          -h, --help         show this
          --version          show the version
        """),

    RUN("run", """
        Usage: stint run [OPTION]... COMMAND [WORD]... [::: ARGUMENT...]
        Runs COMMAND once for each ARGUMENT, many at a time. Outputs are not mixed,
        unless that is asked for ('stint help outputs').
          -j, --jobs N         run N at a time (default: cores; see 'stint help pace')
              --shell          run the words as one line of bash (sh if there is none)
          -h, --help           show this
        Arguments come from behind ':::', from files, or else from standard input, one a
        line ('stint help inputs'). Every '{}' in COMMAND and WORDs is replaced by the
        argument; without any place the argument is the last word ('stint help places').
        No shell sees it. With --shell it is one word of the line, unless that evaluates
        it again (eval, sh -c, ssh).
        A command reads nothing or, with --pipe, a block ('stint help pipe'). It has no
        terminal and its own process group; what it leaves running there is killed after
        1 second.
        Standard error shows progress and a summary on a terminal, elsewhere a summary
        only if a command failed or was not started ('stint help display').
        Ctrl-C, SIGTERM or SIGHUP: once, start nothing more and let finish what runs;
        twice, end what runs and its children, by force after 1 second; thrice, at once.
        Exit status: 0 all succeeded, or there was no argument; 1 to 99 so many failed;
        100 that or more failed; 2 wrong usage or unreadable arguments; 3 output cannot
        be written; 126 COMMAND cannot be run, 127 it is not found (nothing was run);
        129, 130, 143 ended by SIGHUP, SIGINT, SIGTERM; 141 standard output was closed.
        """),

    INPUTS("inputs", """
        Where 'stint run' has its arguments from:
          ::: A B C             these words, behind the command
          :::: FILE...          the lines of each FILE ('-': standard input)
          -a, --arg-file FILE   the lines of FILE, said before the command; repeatable
        Without any of these, the lines of standard input.
        Several of them make every combination, the first changing slowest:
          :::+ A B C            these step on together with the input before them,
          ::::+ FILE...         and so do these lines, up to the end of the shortest

          -0, --null            an argument of a file ends with a zero byte
          -d, --delimiter C     an argument ends with the byte C, or '\\n', '\\t', '\\0'
          -n, --max-args N      N arguments a job, 1 to 100000; the last may have fewer
              --colsep REGEX    an argument is a row; REGEX stands between its columns
              --header          the first argument of each input names its column

        Empty lines are left out. An input is read while commands run, as far as it is
        needed, so it may be endless; of several inputs that holds for the first, the
        others are kept in memory.
        """),

    PIPE("pipe", """
        How 'stint run' gives its standard input to the commands, in blocks:
              --pipe            each job reads a block of whole records; without any of
                                the following a record is a line
              --block SIZE      a block has at most SIZE bytes, 1 to 512M (default: 1M);
                                K, M, G are powers of 1024, and k, m, g of 1000
          -N RECORDS            a block has so many records, and the last one the rest
              --recend TEXT     TEXT ends a record; if it is empty every byte is one
              --recstart TEXT   TEXT begins one; with --recend both have to be there

        In a TEXT, '\\n', '\\t', '\\r', '\\0' and '\\\\' stand for single bytes. A record that
        is longer than a block is a block, up to 1 GiB.

        There are no arguments: '{}' is replaced by nothing, '{#}' by the number of the
        block, which is the tag of --tag and the name with --results too. A command need
        not read all that it gets.
        The input is read while commands run, three blocks ahead at most, so it may be
        endless. --resume does not go with it, since a block has no argument to be known
        again by.
        """),

    PLACES("places", """
        What in the command of 'stint run' is replaced, here for the argument a/b.c:
          {}      a/b.c   the argument
          {.}     a/b     without its extension
          {/}     b.c     without its folders
          {/.}    b       without both
          {//}    a       its folder, '.' if it has none
          {2}     the second value of a job that has several; {-1} the last; {2/.} parts
          {NAME}  the value of that column, with --header
          {#}     the number of the job, from 1
          {%}     its slot: which of those that run at once it is, from 1

        A word that is just '{}' becomes as many words as the job has values; as a part
        of a word they are joined by a blank. Without any place they are the last words.
        Other braces stay as they are, and with --shell those behind a '$'.

          -I, --replace TEXT    TEXT stands for the values, and nothing in braces does
        """),

    PACE("pace", """
        How many commands 'stint run' runs at a time, and when it starts the next one.
        The N of -j is a number from 1 to 10000; N% of the cores, at least 1; +N or -N,
        so many more or fewer than cores; or a file that has one of these in it. A file
        is read again while commands run: more of them are started, or no other until
        enough have ended; 0 starts none. What is no number changes nothing.

              --delay T        start one only when T has passed since the last start
              --rate N/s       start at most N in any second, at once if they can; N/m
                               in any minute, N/h in any hour; N is from 1 to 100000
              --load N         start one only while fewer than N processes of the
                               system run or wait for a core, and 10 ms after the last
                               start; N% is of the cores
              --memfree SIZE   start one only while there is so much memory, as 500M
                               or 1.5G. With not even half of it, the youngest command
                               is ended and run again later, whatever --retries says,
                               but never the last one that runs
        All that are given must allow a start. T is 10s, 2m, 1.5h, 1m30s, or 90 for
        seconds.
        """),

    CONTROL("control", """
        What 'stint run' does when commands take long or fail:
              --timeout T        end a command that has run for T: 10s, 2m, 1.5h, 1m30s,
                                 or 90 for seconds; or N%, of more than 100, of the
                                 median of those that have succeeded, once 3 have. It
                                 has 1 second for its end; it has failed and its line in
                                 the job log has -1 as Exitval
              --retries N        try a failing command up to N times in all, 1 to 1000
              --retry-delay T    wait for T before the second try, twice as long before
                                 each further one, but double no wait past 5 minutes
              --halt never|now,WHY|soon,WHY
                                 give up the rest when WHY is the case; 'now' ends what
                                 runs, 'soon' lets it finish. WHY is fail=N, success=N
                                 or done=N, so many jobs; or N%, of all in the input,
                                 which is read to its end and kept in memory then
        A wait between two tries takes no slot. Outputs, job log and summary have a job
        once, as its last try ended; but with --line-buffer and -u each try is seen. One
        that waited when the run was given up is not in the log, as if never started.
        The exit status after --halt: 0 for success; with fail=1 and done=1 that of the
        job; with other numbers how many failed, with N% how many in a hundred.
        """),

    SETTING("setting", """
        What 'stint run' does around each command:
              --wd DIR           start it in this folder, if it is there; COMMAND is
                                 found from there if it is a path such as ./x. DIR may
                                 have places ('stint help places')
              --env NAME=VALUE   set a variable for it, whose VALUE may have places; can
                                 be given several times
              --nice N           let others go first: raise its niceness by N, -20 to 19
        Its environment is that of stint with these, and the number of the job and its
        slot as STINT_JOB and STINT_SLOT, PARALLEL_SEQ and PARALLEL_JOBSLOT.

              --dry-run          show the commands, one a line and quoted for a shell,
                                 and run none; no job log is written, and {%} is 1
              --shuf             run them in random order; the input is read to its end,
                                 kept in memory, and refused if it is too much for that
              --seed N           in the same random order whenever N is the same
        """),

    OUTPUTS("outputs", """
        How 'stint run' shows what commands write. Without any of these job by job, when
        it has ended: its standard output, then its standard error.
          -k, --keep-order         in the order of the arguments, not of the ends; what
                                   the job whose turn it is writes to standard output
                                   is shown while it runs
              --line-buffer, --lb  line by line, while jobs run; with -k those of the
                                   job whose turn it is
          -u, --ungroup            by the commands themselves: they get the outputs of
                                   stint, and lines may be torn
              --tag                put the values of the job and a tab before each line
              --tagstring TEXT     put TEXT and a tab there; TEXT may have places

        Bytes come as they were written. But with --line-buffer and with a tag, a last
        line without an end gets one, since others may follow.
        With -j 1 every job has its turn at once, as with -k.
        What is held back is in memory up to 64 KiB for each output, past that in a
        temporary file in TMPDIR, or else in /tmp.
        """),

    RESULTS("results", """
        How 'stint run' stores what commands write:
              --results DIR   store it in DIR, a folder for each job that has run
        The folder has five files: stdout, stderr, status (as a shell gives it, 0 if the
        job succeeded), seq (the number of the job) and command. All of it is shown as
        well; '> /dev/null' if it is not wanted.

        The folder is called as the values of the job, with commas between them. A
        slash, a comma, a percent sign, a control character, a byte that is no UTF-8 and
        a dot at the beginning stand as '%2F' and the like; an empty value alone is
        '%empty'. Of more than 200 bytes the first are taken, then '%~' and a digest.
        Where the same values are there again, '%+2' is put behind the name, then '%+3'.

        DIR is made if it is not there, and has to be empty unless the run goes on with
        one before: '--resume' runs only what has no folder, '--resume-failed' also what
        has failed and replaces its folder. A job log is not asked then.
        A folder gets its name when it is written, so one that is there is whole however
        stint has ended; what was half-written has a name with a dot and is removed by
        the next run that goes on there.
        """),

    DISPLAY("display", """
        What 'stint run' shows on standard error while commands run, and after them:
              --progress        show progress, also where standard error is no terminal
              --no-progress     show none
              --color WHEN      auto (on a terminal, the default), always or never
        On a terminal: how many are done, run and have failed, how many end a second of
        late, and how long the rest takes at that pace, once all arguments are read and
        one job has ended. Under that the jobs that have run for the longest time, those
        of a second and more: number, time, command and the last line they wrote, as
        many as take a third of the rows, 8 at most. Outputs scroll above it. Where
        standard output is a pipe, whose reader may use the same terminal, there is the
        first line only, and it steps aside for each output. Nothing is drawn while
        somebody types the arguments, or another program has the terminal.
        Where there is no terminal, or TERM is 'dumb' or not set, progress is a line
        after 1, 3, 7, ... seconds and at last one a minute; without a terminal only
        with --progress.
        A NO_COLOR that is not empty turns colors off, unless '--color always' is given.
        Bars and dots are plain where the locale is not UTF-8.

        The summary at the end is there on a terminal, and elsewhere if a command failed
        or was not started: the first 10 that failed, how many were done and failed, and
        with --joblog how to go on. A terminal has also the 3 slowest commands of those
        that took a second and more, if more than 3 were done.
        """),

    JSON("json", """
        What 'stint run' writes for programs:
              --json            one JSON object a line on standard output: for each job
                                when it has ended, and a last one for the whole run
        Nothing else is written there. Of a job:
          type "job", seq (its number, '{#}'), slot ('{%}'), values (a list), command
          start (UTC, ISO 8601), seconds (how long it ran)
          exit (a status; null if a signal ended it), signal (a number or null)
          timedOut (true or false), tries (how often it was tried, 1 or more)
          problem (why it could not be run), cancelled (who ended it from outside, and
          why); each only there if so
          stdout, stderr (what it wrote)
        What is no UTF-8 is in Base64, under another name instead: stdoutBase64,
        commandBase64, valuesBase64 (then all values).
        Of an output of more than 1 MiB there is the beginning, and besides it
        stdoutTruncated (true) and stdoutBytes (how many it wrote).
        Of the run: type "summary", done, failed, cancelled, doneBefore (by --resume),
        complete (false if some were not started), seconds, exit (status of stint),
        problem (why arguments could not be read; only there if so).
        The objects come as jobs end, or with -k in the order of the arguments. There is
        no last one if standard output, the job log or a temporary file cannot be
        written. Pass over members that you do not know: more may come.
        """),

    RESUME("resume", """
        How 'stint run' goes on where a run before has ended, however that was:
              --joblog FILE     write a line to FILE for each job when it has ended
              --joblog-sync     have the line on the disk before the job's slot is free
              --resume          run only what is not in the log
              --resume-failed   run also what is in the log as failed
        A job is known again by its values, wherever they stand in the input; the same
        values several times are as many jobs. '{#}' stays the place in the input.
        After kill -9 the log lacks at most what was running. A line that was cut by a
        crash of the machine counts for nothing; without --joblog-sync the last lines
        may be lost then. A job that was ended by Ctrl-C is in the log as failed; one
        that was cancelled from outside ('stint help listen') is run again.

        The columns, with tabs between them, are those of GNU parallel's log and, behind
        them, the values: Seq, Host (':'), Starttime (seconds since 1970), JobRuntime
        (seconds), Send (0), Receive (bytes of standard output), Exitval, Signal,
        Command, Values. In the last two \\t, \\n, \\r and \\\\ stand for themselves.
        """),

    PS("ps", """
        Usage: stint ps [OPTION]... [PID]
        Usage: stint tree|owners|stats|ended|check|handlers [OPTION]...
        Usage: stint show [OPTION]... TASK
        Look at the tasks of a running application ('stint help sockets').
          ps         live tasks; of the process PID by its thread names if it listens
                     nowhere
          tree       owners, what they have adopted, and their tasks by groups
          owners     owners, also called pools, and how many tasks of which kind
          stats      the same, of an OWNER that can be named, and times of its groups
          show       one TASK with its stack: 12, run#12 or its full name
          ended      the last tasks that have ended
          check      what looks wrong, also called lints; the exit status is 1 then
          handlers   what can be submitted

          -o, --owner NAME    only the tasks of that owner
              --where FILTER  only tasks such as 'age>5s state=running name~fetch.*'
              --sort KEY      the first by id, age, waited, ran, name or state
          -n, --limit N       at most N tasks, 1 to 2000 (default: 100)
          -w, --watch         show it again every second, until Ctrl-C
              --all-threads   name virtual threads of PID too; a JVM of JDK 25 can crash
                              by that, if threads end or move at that moment
        """),

    TOP("top", """
        Usage: stint top [OPTION]... [APPLICATION]
        Show the tasks of a running application on a whole screen, anew each second, and
        steer them by keys. APPLICATION is its name, process or socket, as -s takes it.

              --where FILTER  at first only tasks such as 'age>5s state=running'
              --sort KEY      at first by id, age, waited, ran, name or state

          1 2 3 4  owners, groups, tasks, a tree; Tab goes to the next of them
          Enter    more: the tasks of an owner; of a task or group all that is known,
                   its stack, and the percentiles and a histogram of times of its group
          / < >    show only tasks that match a filter; sort tasks by another key
          Space    tag; what follows is done to all that is tagged, or else to the
                   selected row, or to its owner
          c C      cancel; C all tasks that the filter shows. You are asked before
          + -      let one more or one fewer run at once; of workers, have so many
          z l d    pause or resume; lock or unlock; drain
          p ? q    freeze what is shown; all keys; quit

        No more is asked of the application than the screen shows: with 60000 tasks too
        that is a screenful a second. When it is not there any more that is told, and
        one is looked for again.
        """),

    STEER("steer", """
        Usage: stint cancel [OPTION]... [TASK]...
        Usage: stint pause|resume|lock|unlock|drain|flush [OPTION]... [OWNER]
        Usage: stint resize|start|stop [OPTION]... [OWNER] N
        Usage: stint restart [OPTION]... SERVICE
        Usage: stint submit [OPTION]... HANDLER [JSON]...
        Change the tasks of a running application ('stint help sockets').
          cancel    ask tasks to stop, or those of a group or filter
          resize    let N run at once; pause: none; resume: as many as before the pause
          lock      accept nothing from outside, until unlock
          drain     lock, and wait until all tasks have ended
          flush     forget the ended tasks that a pool has kept
          start     N more workers; stop: N fewer
          restart   interrupt a service, which begins anew as its policy says
          submit    call a handler, once for each JSON: an object or a list
        OWNER need not be named where only one can be meant.

          -o, --owner NAME    the owner of the tasks, or of the SERVICE
              --group NAME    cancel the tasks of a group, and what it has not begun
              --where FILTER  cancel what matches; see 'stint help ps'
              --dry-run       only count what would be cancelled
          -y, --yes           do not ask before many are cancelled (only terminals ask)
              --within N      drain for N seconds at most (default: 60)
              --why TEXT      the reason, for the tasks and the log of the application
        """),

    SOCKETS("sockets", """
        How 'stint ps' and its like find an application, and what they say:

          -s, --socket PLACE     the name or process of an application of yours, a path
                                 of a socket, or HOST:PORT (default: the only one)
              --token-file FILE  the secret for HOST:PORT, in a file of mode 600
              --json             one line of JSON, with the names of the protocol

        An application listens if it has a ControlServer of stint-control, and so does
        'stint run' ('stint help listen'). The socket is in the folder 'stint' of
        $XDG_RUNTIME_DIR, or else in 'stint-UID' of the folder for temporary files, and
        only you can use it.
        Tables are cut to the width of a terminal. NO_COLOR keeps them plain.
        Exit status: 0 done; 1 the application refused, or had nothing to do it to, or
        'check' found something; 2 wrong usage, or several applications are there to
        choose from; 3 output cannot be written; 4 no application was found, or it does
        not answer.
        """),

    LISTEN("listen", """
        How 'stint run' is seen and steered from another terminal:
              --no-control      not at all: it listens at no socket
        A moment after its first job has begun, a run listens at a socket that only you
        can use ('stint help sockets'). Its jobs are named by their values and numbered
        as they were started. Where no socket can be made it runs without one.

          stint ps              the jobs that run; also tree, show, ended, stats
          stint resize 2        2 at a time from now on, until a file of -j changes
          stint pause           start no job before 'stint resume'
          stint cancel 12       end the command of a job; --where 'age>1h': of many
          stint drain           start no further job, and wait for the end of the run;
                                'stint lock' does the same and does not wait
        After 'drain' and 'lock' the run ends when no job runs; until then 'unlock' has
        it go on. The summary says how many were not started, the exit status is 143
        if some were not, and with --joblog a run with --resume goes on there.
        A cancelled job has not succeeded: the summary names it, who wanted that and
        why, and the exit status counts it as failed. --retries, --results and --halt
        pass over it; its Exitval in the job log is -2, and --resume runs it again.
        Of several runs say which: '-s run-gzip' for 'stint run gzip', or its process.
        """),

    COMPLETION("completion", """
        Usage: stint completion bash|zsh|fish
        Usage: stint man
        How a shell comes to complete the options and words of 'stint', for you alone:

          bash, with the package bash-completion:
            stint completion bash > ~/.local/share/bash-completion/completions/stint
          bash without it, in ~/.bashrc:
            source <(stint completion bash)
          zsh, in ~/.zshrc behind 'compinit':
            source <(stint completion zsh)
          fish:
            stint completion fish > ~/.config/fish/completions/stint.fish

        The manual page, to be read at once or to be kept where 'man' finds it:

          stint man | man -l -
          stint man > ~/.local/share/man/man1/stint.1

        The packages of stint have put all of these in their places.
        """);

    private final String topic;
    private final String text;

    Help(String topic, String text) {
        this.topic = topic;
        this.text = text;
    }

    /** The page about that. */
    static Help about(String topic) throws UsageException {
        for (Help page : values()) {
            if (page.topic.equals(topic)) {
                return page;
            }
        }
        throw new UsageException(
                "no help about " + ShellQuote.quote(topic) + "; topics are: " + String.join(", ", topics()));
    }

    static List<String> topics() {
        return Arrays.stream(values()).map(Help::topic).toList();
    }

    String topic() {
        return topic;
    }

    /** The pages about other applications than the tool itself. */
    static List<Help> ofSteering() {
        return List.of(PS, TOP, STEER, SOCKETS);
    }

    String text() {
        return text;
    }
}
