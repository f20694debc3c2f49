package io.github.stint.soak;

import io.github.stint.soak.load.Accounts;
import io.github.stint.soak.load.Dice;
import io.github.stint.soak.load.GroupPart;
import io.github.stint.soak.load.ManagerPart;
import io.github.stint.soak.load.Part;
import io.github.stint.soak.load.PoolsPart;
import io.github.stint.soak.load.ServicePart;
import io.github.stint.soak.load.StreamPart;
import io.github.stint.soak.load.WorkerPart;
import java.util.List;

/** What the load is made of. */
@FunctionalInterface
interface Mixture {

    /** Everything the library has: four pools with two submitters each, and one or two threads for each of the rest. */
    Mixture EVERYTHING = (accounts, dice) -> List.of(
            new PoolsPart(accounts, dice),
            new StreamPart(accounts, dice),
            new GroupPart(accounts, dice),
            new WorkerPart("workers", accounts, dice),
            new ServicePart("service", accounts, dice),
            new ManagerPart(accounts, dice));

    /** Opens it. */
    List<Part> open(Accounts accounts, Dice dice);
}
