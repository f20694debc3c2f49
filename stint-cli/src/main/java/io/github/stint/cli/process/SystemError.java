package io.github.stint.cli.process;

/** What the error numbers of the system mean, in the words people know. */
final class SystemError {

    static final int ENOENT = 2;
    static final int E2BIG = 7;
    static final int ENOEXEC = 8;
    static final int EAGAIN = Posix.MAC ? 35 : 11;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int EMFILE = 24;

    private SystemError() {}

    static String text(int errno) {
        if (errno == EAGAIN) {
            return "no more processes are allowed now";
        }
        return switch (errno) {
            case ENOENT -> "no such file or directory";
            case E2BIG -> "the arguments are longer than the system allows";
            case ENOEXEC -> "not in a format that the system can run";
            case ENOMEM -> "out of memory";
            case EACCES -> "permission denied";
            case EMFILE -> "too many open files";
            default -> "system error " + errno;
        };
    }
}
