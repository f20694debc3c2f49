package io.github.stint.cli.steer;

import io.github.stint.cli.words.ExitStatus;
import io.github.stint.cli.words.RawWords;
import io.github.stint.cli.words.UsageException;
import io.github.stint.control.ControlClient;
import io.github.stint.control.view.OwnerKind;
import io.github.stint.control.view.OwnerView;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which owner is meant where none need be named: the only one of a kind that can be told to. */
final class OwnerChoice {

    /** Those whose limit can be changed. */
    static final Set<OwnerKind> LIMITED = EnumSet.of(OwnerKind.POOL, OwnerKind.MANAGER);

    /** Those that can be locked. */
    static final Set<OwnerKind> LOCKABLE =
            EnumSet.of(OwnerKind.POOL, OwnerKind.WORKERS, OwnerKind.MANAGER, OwnerKind.SERVICE);

    static final Set<OwnerKind> POOLS = EnumSet.of(OwnerKind.POOL);
    static final Set<OwnerKind> WORKERS = EnumSet.of(OwnerKind.WORKERS);

    private OwnerChoice() {}

    /** The one that was named, or else the only one of these kinds. */
    static String of(ControlClient application, @Nullable String given, Set<OwnerKind> kinds)
            throws IOException, InterruptedException, UsageException, SteerException {
        if (given != null) {
            return given;
        }
        List<String> owners = application.owners().stream()
                .filter(it -> kinds.contains(it.kind()))
                .map(OwnerView::name)
                .toList();
        if (owners.isEmpty()) {
            throw new SteerException(ExitStatus.REFUSED, "no open owner is one of these: " + words(kinds));
        }
        return only(owners);
    }

    /** The one of these. */
    static String only(List<String> owners) throws UsageException {
        if (owners.size() == 1) {
            return owners.getFirst();
        }
        throw new UsageException(
                RawWords.encoded("several owners could be meant; say which: " + String.join(", ", owners)));
    }

    private static String words(Set<OwnerKind> kinds) {
        return Arrays.stream(OwnerKind.values())
                .filter(kinds::contains)
                .map(OwnerKind::wire)
                .collect(Collectors.joining(", "));
    }
}
