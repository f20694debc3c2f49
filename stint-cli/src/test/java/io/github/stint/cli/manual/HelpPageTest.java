package io.github.stint.cli.manual;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stint.cli.manual.HelpPart.Entry;
import io.github.stint.cli.manual.HelpPart.Lines;
import io.github.stint.cli.manual.HelpPart.Paragraph;
import io.github.stint.cli.manual.HelpPart.Usage;
import java.util.List;
import org.junit.jupiter.api.Test;

class HelpPageTest {

    @Test
    void aPageIsReadBackIntoItsParts() {
        HelpPage page = HelpPage.of("""
            Usage: tool [OPTION]... NAME
            Does what it does to the thing of that name, and goes on with the next thing as
            long as there is one. Then it ends.
            Another paragraph.
            This one has a sentence that ends so late that no further word has room at all.
            Exit status: 0 for nothing.
              -j, --jobs N         run N at a time
                                   and no more
                  --colour auto|no   the default is 'auto'
              -0                   no long name
            Behind them:

              a    b
                   c

              tool one
                more
            """);

        assertThat(page.parts())
                .containsExactly(
                        new Usage("tool [OPTION]... NAME"),
                        new Paragraph("Does what it does to the thing of that name, and goes on with the next thing"
                                + " as long as there is one. Then it ends."),
                        new Paragraph("Another paragraph."),
                        new Paragraph(
                                "This one has a sentence that ends so late that no further word has room at" + " all."),
                        new Paragraph("Exit status: 0 for nothing."),
                        new OptionHelp(List.of("-j", "--jobs"), "N", "run N at a time and no more"),
                        new OptionHelp(List.of("--colour"), "auto|no", "the default is 'auto'"),
                        new OptionHelp(List.of("-0"), "", "no long name"),
                        new Paragraph("Behind them:"),
                        new Entry("a", "b c"),
                        new Lines(List.of("  tool one", "    more")));
    }

    @Test
    void whatOnlyLooksLikeAnOptionIsKeptAsItStands() {
        assertThat(HelpPage.of("  - one\n  -- two\n").parts())
                .containsExactly(new Lines(List.of("  - one", "  -- two")));
    }

    @Test
    void aValueWithBarsIsAChoice() {
        assertThat(new OptionHelp(List.of("--x"), "auto|no", "").choices()).containsExactly("auto", "no");
        assertThat(new OptionHelp(List.of("--x"), "FILE", "").choices()).isEmpty();
    }
}
