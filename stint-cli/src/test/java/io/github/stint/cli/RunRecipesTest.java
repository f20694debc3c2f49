package io.github.stint.cli;

import static io.github.stint.test.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.stint.cli.process.Marks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tasks of {@code docs/run.md}: what it tells to type is typed, and does what it says. */
class RunRecipesTest {

    private final RunGuide guide;
    private TypedLines typed;

    RunRecipesTest() throws Exception {
        guide = RunGuide.read();
    }

    @BeforeEach
    void aFolder(@TempDir Path folder) throws Exception {
        typed = new TypedLines(folder);
    }

    @Test
    void images() throws Exception {
        assumeTrue(TypedLines.has("convert") && TypedLines.has("identify"));
        typed.succeed(
                "mkdir photos; convert -size 800x400 xc:red photos/a.png; convert -size 40x40 xc:red 'photos/b c.png'");
        typed.succeed(guide.recipe("images"));
        assertThat(typed.succeed("cd small; identify -format '%f %w\\n' *"))
                .containsExactly("a.jpg 320", "b c.jpg 320");
    }

    @Test
    void compress() throws Exception {
        typed.succeed(
                "mkdir -p 'logs/a b'; echo one > logs/1.log; echo two > 'logs/a b/2.log'; echo three > logs/3.txt");
        typed.succeed(guide.recipe("compress"));
        assertThat(files("logs")).containsExactly("1.log.gz", "3.txt", "a b/2.log.gz");
        assertThat(typed.succeed("zcat 'logs/a b/2.log.gz'")).containsExactly("two");
    }

    @Test
    void tests() throws Exception {
        typed.succeed("mkdir cases; for i in 1 2 3; do echo $i > cases/$i.in; echo $((i * 2)) > cases/$i.out; done");
        typed.program("double", "read n; echo $((n * 2))");
        assertThat(typed.run(guide.recipe("tests"))).isEqualTo(new StintProcess.Ended(0, "", ""));

        typed.succeed("echo 5 > cases/2.out");
        StintProcess.Ended ended = typed.run(guide.recipe("tests"));
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.lines())
                .containsExactly("cases/2.in\t1c1", "cases/2.in\t< 4", "cases/2.in\t---", "cases/2.in\t> 5");
    }

    @Test
    void hash() throws Exception {
        typed.succeed("mkdir -p old/a new/a; for d in old new; do echo same > $d/1; echo $d > \"$d/a/2 3\"; done");
        assertThat(typed.succeed(guide.recipe("hash")))
                .singleElement()
                .asString()
                .endsWith("./a/2 3: FAILED");
    }

    @Test
    void fetch() throws Exception {
        assumeTrue(TypedLines.has("curl"));
        List<Long> asked = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(System.nanoTime());
            byte[] page = exchange.getRequestURI().getPath().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        try {
            String pages = IntStream.rangeClosed(1, 12)
                    .mapToObj(i -> "http://127.0.0.1:" + server.getAddress().getPort() + "/p" + i + ".html\n")
                    .collect(Collectors.joining());
            Files.writeString(typed.folder().resolve("urls"), pages);

            typed.succeed(guide.recipe("fetch"));
        } finally {
            server.stop(0);
        }
        assertThat(files("pages")).hasSize(12).contains("p1.html", "p12.html");
        assertThat(lines("pages/p7.html")).containsExactly("/p7.html");
        assertThat(startsOf("fetched.log")).hasSize(12).satisfies(starts -> {
            for (int i = 5; i < starts.size(); i++) {
                assertThat(starts.get(i) - starts.get(i - 5)).isGreaterThan(0.85);
            }
        });
        assertThat(asked).hasSize(12);
    }

    @Test
    void resize() throws Exception {
        typed.program("encode", "echo $$ > started-$1; while [ ! -e go ]; do sleep 0.02; done");
        Marks marks = new Marks(typed.folder());
        try (StintProcess run = typed.start("exec stint run -j 1 encode ::: a b c d e")) {
            marks.await("started-a");
            eventually("it listens", () -> typed.run("stint ps").status() == 0);

            assertThat(typed.succeed(guide.recipe("resize"))).containsExactly("run: limit 1 -> 4");

            for (String each : List.of("b", "c", "d")) {
                marks.await("started-" + each);
            }
            assertThat(marks.has("started-e")).isFalse();
            Files.createFile(typed.folder().resolve("go"));
            assertThat(run.end().status()).isZero();
        }
    }

    @Test
    void failed() throws Exception {
        typed.succeed("seq 5 > urls");
        typed.program("fetch", "echo $1 >> fetched; [ $1 != 2 ] && [ $1 != 4 ]");
        assertThat(typed.run("stint run --joblog fetched.log -a urls fetch").status())
                .isEqualTo(2);
        typed.program("fetch", "echo again $1 >> fetched");

        typed.succeed(guide.recipe("failed"));

        assertThat(lines("fetched")).hasSize(7).contains("again 2", "again 4");
        assertThat(typed.succeed(guide.recipe("failed"))).isEmpty();
        assertThat(lines("fetched")).hasSize(7);
    }

    @Test
    void crash() throws Exception {
        typed.succeed("seq 200 > urls");
        typed.program("fetch", "echo $1 >> fetched; [ $1 != 50 ] || kill -9 $PPID; exec sleep 0.01");
        assertThat(typed.run(guide.recipe("crash")).status()).isEqualTo(137);
        typed.program("fetch", "echo $1 >> fetched");
        typed.succeed(guide.recipe("crash"));
        typed.succeed(guide.recipe("crash"));
        assertThat(typed.succeed("sort -n fetched | uniq | wc -l")).containsExactly("200");
        assertThat(lines("fetched"))
                .hasSizeBetween(200, 200 + Runtime.getRuntime().availableProcessors());
    }

    @Test
    void table() throws Exception {
        typed.succeed("printf 'name,size,color\\nsun,8,yellow\\nsky,9,blue\\n' > shapes.csv");
        assertThat(typed.succeed(guide.recipe("table"))).containsExactly("sun is yellow, 8", "sky is blue, 9");
    }

    @Test
    void sweep() throws Exception {
        typed.program("train", "echo \"$@\"");
        typed.succeed(guide.recipe("sweep"));
        assertThat(files("runs"))
                .containsExactly("0.01-1.txt", "0.01-2.txt", "0.01-3.txt", "0.1-1.txt", "0.1-2.txt", "0.1-3.txt");
        assertThat(lines("runs/0.1-2.txt")).containsExactly("--rate 0.1 --seed 2");
    }

    @Test
    void remote() throws Exception {
        typed.succeed("printf 'alpha\\nbeta\\n' > hosts");
        typed.program("ssh", "[ \"$1 $2\" = '-o BatchMode=yes' ] && echo \"on $3: $4\"");
        assertThat(typed.succeed(guide.recipe("remote"))).containsExactly("on alpha: uptime", "on beta: uptime");
    }

    @Test
    void logs() throws Exception {
        typed.succeed("mkdir logs; printf 'ERROR disk\\nok\\nERROR disk\\n' > logs/a.log; echo fine > logs/b.log");
        assertThat(typed.succeed(guide.recipe("logs"))).containsExactly("logs/a.log\t      2 ERROR disk");
    }

    @Test
    void split() throws Exception {
        typed.succeed("seq 100000 > big");
        typed.succeed(guide.recipe("split"));
        typed.succeed("zcat big.gz | cmp - big");
    }

    /** When each job of a log has begun, in seconds. */
    private List<Double> startsOf(String log) throws IOException {
        return lines(log).stream()
                .skip(1)
                .map(line -> Double.valueOf(List.of(line.split("\t", -1)).get(2)))
                .sorted()
                .toList();
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(typed.folder().resolve(file));
    }

    private List<String> files(String below) throws IOException {
        Path top = typed.folder().resolve(below);
        try (Stream<Path> all = Files.walk(top)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> top.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
