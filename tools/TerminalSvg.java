import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Draws screens of a terminal as one SVG that shows them in turn: `java TerminalSvg.java COLUMNS ROWS [FILE
/// SECONDS]...`.
/// A file holds one screen, as `tmux capture-pane -p -e` prints it. Where nothing moves, the screen in the middle is
/// shown.
public final class TerminalSvg {

    private static final double CELL = 8.4;
    private static final int LINE = 18;
    private static final int BORDER = 14;
    private static final String BACKGROUND = "#1b1f27";
    private static final String FOREGROUND = "#d7dae0";
    private static final List<String> COLORS = List.of(
            "#3b4252", "#e06c75", "#8cc570", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d7dae0", //
            "#5c6370", "#ff7b86", "#a5e075", "#f0d197", "#7cc4ff", "#de8cf2", "#69d5e2", "#ffffff");

    private TerminalSvg() {}

    private record Frame(List<String> lines, double seconds) {}

    /// How text looks; a color is null where it is the terminal's own.
    private record Style(
            String color,
            String behind,
            boolean bold,
            boolean dim,
            boolean italic,
            boolean underlined,
            boolean reversed) {

        static final Style PLAIN = new Style(null, null, false, false, false, false, false);

        /// After the codes of one `ESC [ ... m`.
        Style with(String codes) {
            Style style = this;
            List<Integer> numbers = new ArrayList<>();
            for (String code : codes.split("[;:]", -1)) {
                numbers.add(code.isEmpty() ? 0 : Integer.parseInt(code));
            }
            while (!numbers.isEmpty()) {
                int code = numbers.removeFirst();
                style = code == 38 || code == 48 ? style.colored(code == 38, extended(numbers)) : style.with(code);
            }
            return style;
        }

        private Style with(int code) {
            return switch (code) {
                case 0 -> PLAIN;
                case 1 -> new Style(color, behind, true, dim, italic, underlined, reversed);
                case 2 -> new Style(color, behind, bold, true, italic, underlined, reversed);
                case 3 -> new Style(color, behind, bold, dim, true, underlined, reversed);
                case 4 -> new Style(color, behind, bold, dim, italic, true, reversed);
                case 7 -> new Style(color, behind, bold, dim, italic, underlined, true);
                case 22 -> new Style(color, behind, false, false, italic, underlined, reversed);
                case 23 -> new Style(color, behind, bold, dim, false, underlined, reversed);
                case 24 -> new Style(color, behind, bold, dim, italic, false, reversed);
                case 27 -> new Style(color, behind, bold, dim, italic, underlined, false);
                case 39 -> colored(true, null);
                case 49 -> colored(false, null);
                default -> {
                    if (code >= 30 && code <= 37) {
                        yield colored(true, COLORS.get(code - 30));
                    }
                    if (code >= 40 && code <= 47) {
                        yield colored(false, COLORS.get(code - 40));
                    }
                    if (code >= 90 && code <= 97) {
                        yield colored(true, COLORS.get(code - 82));
                    }
                    yield code >= 100 && code <= 107 ? colored(false, COLORS.get(code - 92)) : this;
                }
            };
        }

        private Style colored(boolean front, String to) {
            return new Style(front ? to : color, front ? behind : to, bold, dim, italic, underlined, reversed);
        }

        /// The color that `38` or `48` goes on with: `5;N` of 256, or `2;R;G;B`.
        private static String extended(List<Integer> numbers) {
            if (numbers.removeFirst() == 2) {
                return rgb(numbers.removeFirst(), numbers.removeFirst(), numbers.removeFirst());
            }
            int number = numbers.removeFirst();
            if (number < 16) {
                return COLORS.get(number);
            }
            if (number >= 232) {
                int gray = 8 + (number - 232) * 10;
                return rgb(gray, gray, gray);
            }
            int cube = number - 16;
            return rgb(level(cube / 36), level(cube / 6 % 6), level(cube % 6));
        }

        private static int level(int step) {
            return step == 0 ? 0 : 55 + 40 * step;
        }

        private static String rgb(int red, int green, int blue) {
            return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
        }

        String front() {
            String own = color == null ? FOREGROUND : color;
            String other = behind == null ? BACKGROUND : behind;
            return reversed ? other : own;
        }

        /// What is painted behind it, or null.
        String back() {
            return reversed ? (color == null ? FOREGROUND : color) : behind;
        }
    }

    public static void main(String[] args) throws IOException {
        int columns = Integer.parseInt(args[0]);
        int rows = Integer.parseInt(args[1]);
        List<Frame> frames = new ArrayList<>();
        for (int i = 2; i + 1 < args.length; i += 2) {
            frames.add(new Frame(Files.readAllLines(Path.of(args[i])), Double.parseDouble(args[i + 1])));
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        out.print(svg(columns, rows, frames));
    }

    private static String svg(int columns, int rows, List<Frame> frames) {
        double width = columns * CELL + 2 * BORDER;
        int height = rows * LINE + 2 * BORDER;
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.1f %d\" width=\"%.1f\" height=\"%d\">\n",
                width, height, width, height));
        svg.append("<style>\n").append(style(frames)).append("</style>\n");
        svg.append(format("<rect width=\"%.1f\" height=\"%d\" rx=\"8\" fill=\"%s\"/>\n", width, height, BACKGROUND));
        for (int i = 0; i < frames.size(); i++) {
            svg.append("<g id=\"f").append(i).append("\">\n");
            List<String> lines = frames.get(i).lines();
            Style style = Style.PLAIN;
            for (int row = 0; row < Math.min(rows, lines.size()); row++) {
                style = draw(lines.get(row), row, style, svg);
            }
            svg.append("</g>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private static String style(List<Frame> frames) {
        double all = frames.stream().mapToDouble(Frame::seconds).sum();
        StringBuilder style = new StringBuilder();
        style.append(
                "text { font: 14px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; white-space: pre }\n");
        double begin = 0;
        for (int i = 0; i < frames.size(); i++) {
            double end = begin + frames.get(i).seconds();
            style.append(format("#f%d { opacity: %d }\n", i, i == frames.size() / 2 ? 1 : 0));
            String hidden = i == 0 ? "" : "0% { opacity: 0 } ";
            style.append(format("@keyframes k%d { %s", i, hidden));
            style.append(format("%.2f%% { opacity: 1 } %.2f%% { opacity: 0 } }\n", 100 * begin / all, 100 * end / all));
            begin = end;
        }
        style.append("@media (prefers-reduced-motion: no-preference) {\n");
        for (int i = 0; i < frames.size(); i++) {
            style.append(format("#f%d { animation: k%d %.2fs step-end infinite }\n", i, i, all));
        }
        return style.append("}\n").toString();
    }

    /// Draws a line and gives the style that goes on in the next one.
    private static Style draw(String line, int row, Style before, StringBuilder svg) {
        Style style = before;
        int column = 0;
        int at = 0;
        while (at < line.length()) {
            if (line.startsWith("\u001b[", at)) {
                int end = line.indexOf('m', at);
                style = style.with(line.substring(at + 2, end));
                at = end + 1;
            } else if (line.charAt(at) < ' ') {
                at++; // a change of the character set
            } else {
                int end = at;
                while (end < line.length() && line.charAt(end) >= ' ') {
                    end++;
                }
                String text = line.substring(at, end);
                int columns = text.codePoints().map(TerminalSvg::columns).sum();
                draw(text, columns, column, row, style, svg);
                column += columns;
                at = end;
            }
        }
        return style;
    }

    private static void draw(String text, int columns, int column, int row, Style style, StringBuilder svg) {
        double x = BORDER + column * CELL;
        int top = BORDER + row * LINE;
        if (style.back() != null) {
            svg.append(format(
                    "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
                    x, top, columns * CELL, LINE, style.back()));
        }
        if (text.isBlank()) {
            return;
        }
        int blanks = text.length() - text.stripLeading().length();
        String shown = text.strip();
        svg.append(format(
                "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\" fill=\"%s\"%s%s%s%s>%s</text>\n",
                x + blanks * CELL,
                top + LINE - 5,
                shown.codePoints().map(TerminalSvg::columns).sum() * CELL,
                style.front(),
                style.bold() ? " font-weight=\"bold\"" : "",
                style.dim() ? " opacity=\"0.6\"" : "",
                style.italic() ? " font-style=\"italic\"" : "",
                style.underlined() ? " text-decoration=\"underline\"" : "",
                shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }

    /// By and large: characters of East Asia and emoji take two columns, marks none.
    private static int columns(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (character >= 0x1100 && character <= 0x115f)
                || (character >= 0x2e80 && character <= 0xa4cf)
                || (character >= 0xac00 && character <= 0xd7a3)
                || (character >= 0xf900 && character <= 0xfaff)
                || (character >= 0xff00 && character <= 0xff60)
                || (character >= 0x1f300 && character <= 0x1faff)
                || (character >= 0x20000 && character <= 0x3fffd);
        return wide ? 2 : 1;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
