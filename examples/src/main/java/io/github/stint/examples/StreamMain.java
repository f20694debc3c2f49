package io.github.stint.examples;

import io.github.stint.Concurrent;
import io.github.stint.ResultStream;
import java.math.BigInteger;
import java.util.stream.Stream;

/** The first large primes of an endless source, eight numbers looked at together; what is not needed is not looked at. */
public final class StreamMain {

    private static final int CERTAINTY = 100;
    private static final int WANTED = 3;

    private StreamMain() {}

    /** Finds them. */
    public static void main(String[] words) throws Exception {
        BigInteger first = BigInteger.TEN.pow(40);
        Stream<BigInteger> numbers = Stream.iterate(first, number -> number.add(BigInteger.ONE));
        int found = 0;
        try (ResultStream<Looked> looked = Concurrent.map(numbers, StreamMain::look)
                .limit(8)
                .inSourceOrder()
                .results()) {
            for (Looked number : looked) {
                if (number.isPrime()) {
                    System.out.println("10^40 + " + number.value().subtract(first));
                    found++;
                }
                if (found == WANTED) {
                    break; // ends what still runs
                }
            }
        }
    }

    private record Looked(BigInteger value, boolean isPrime) {}

    private static Looked look(BigInteger number) {
        return new Looked(number, number.isProbablePrime(CERTAINTY));
    }
}
