package io.github.stint.cli.top;

import io.github.stint.OwnerState;
import io.github.stint.cli.top.Change.Verb;
import io.github.stint.cli.words.ExitStatus;
import io.github.stint.control.view.OwnerKind;
import io.github.stint.control.view.OwnerView;
import io.github.stint.control.view.SortBy;
import io.github.stint.control.view.TaskList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What a key means: a pure function of the screen before it. */
final class Keys {

    /** As a shell tells an end by Ctrl-C. */
    private static final int INTERRUPTED = ExitStatus.SIGNALLED + 2;

    private Keys() {}

    static Step press(Model before, Key key) {
        if (key.name() == Key.Name.INTERRUPT) {
            return new Step(before, new Step.Effect.Quit(INTERRUPTED));
        }
        if (key.name() == Key.Name.REDRAW) {
            return new Step(before, new Step.Effect.Redraw());
        }
        return switch (before.mode()) {
            case Mode.Browsing _ -> browse(before.saying(""), key);
            case Mode.Help _ -> Step.to(before.with(new Mode.Browsing()));
            case Mode.Details details -> read(before.saying(""), details, key);
            case Mode.Typing typing -> Step.to(type(before, typing.text(), key));
            case Mode.Asking asking -> answer(before, asking, key);
        };
    }

    // ---- in the table

    private static Step browse(Model model, Key key) {
        int at = model.place().cursor();
        int page = Layout.of(model).table();
        return switch (key.name()) {
            case UP -> Step.to(model.at(at - 1));
            case DOWN -> Step.to(model.at(at + 1));
            case PAGE_UP -> Step.to(model.at(at - page));
            case PAGE_DOWN -> Step.to(model.at(at + page));
            case HOME -> Step.to(model.at(0));
            case END -> Step.to(model.at(model.total() - 1));
            case LEFT, BACK_TAB ->
                Step.to(model.with(model.place().in(model.place().view().next(-1))));
            case RIGHT, TAB ->
                Step.to(model.with(model.place().in(model.place().view().next(1))));
            case ENTER -> Step.to(enter(model));
            case ESCAPE -> Step.to(back(model));
            case CHARACTER -> character(model, key.character());
            default -> Step.to(model);
        };
    }

    private static Step character(Model model, int character) {
        return switch (character) {
            case 'q' -> new Step(model, new Step.Effect.Quit(ExitStatus.SUCCESS));
            case '?', 'h' -> Step.to(model.with(new Mode.Help()));
            case 'k' -> Step.to(model.at(model.place().cursor() - 1));
            case 'j' -> Step.to(model.at(model.place().cursor() + 1));
            case 'g' -> Step.to(model.at(0));
            case 'G' -> Step.to(model.at(model.total() - 1));
            case '1', '2', '3', '4' -> Step.to(model.with(model.place().in(View.numbered(character - '0'))));
            case 't' ->
                Step.to(model.with(model.place().in(model.place().view() == View.TREE ? View.TASKS : View.TREE)));
            case '<' -> Step.to(sorted(model, -1));
            case '>' -> Step.to(sorted(model, 1));
            case '/' -> Step.to(model.with(new Mode.Typing(model.place().filter())));
            case ' ' -> Step.to(tag(model));
            case 'u' -> Step.to(model.withTagged(Set.of()).saying("nothing is tagged"));
            case 'p' -> Step.to(model.withFrozen(!model.frozen()));
            case 'C' -> cancelMatching(model);
            default -> act(model, character);
        };
    }

    private static Model sorted(Model model, int step) {
        List<SortBy> all = List.of(SortBy.values());
        SortBy next = all.get(Math.floorMod(all.indexOf(model.place().sort()) + step, all.size()));
        Place place = model.place().view() == View.TASKS
                ? model.place()
                : model.place().in(View.TASKS);
        return model.with(place.sortedBy(next));
    }

    private static Model tag(Model model) {
        Target selected = model.selected();
        return selected == null
                ? model
                : model.toggled(selected).at(model.place().cursor() + 1);
    }

    /** Nearer to what the cursor is at: an owner's tasks, or all of a group or task. */
    private static Model enter(Model model) {
        return switch (model.selected()) {
            case null -> model;
            case Target.OfOwner owner -> model.with(model.place().where("owner=\"" + owner.owner() + "\""));
            case Target other -> model.with(new Mode.Details(other, 0));
        };
    }

    /** Takes back one thing: tags, or else the filter. */
    private static Model back(Model model) {
        if (!model.tagged().isEmpty()) {
            return model.withTagged(Set.of());
        }
        return model.place().filter().isBlank()
                ? model
                : model.with(model.place().where("").in(model.place().view()));
    }

    // ---- details

    private static Step read(Model model, Mode.Details details, Key key) {
        int page = Layout.of(model).details();
        int last = Math.max(0, Closer.lines(model).size() - page);
        int first = details.first();
        return switch (key.name()) {
            case UP -> scrolled(model, details, first - 1, last);
            case DOWN -> scrolled(model, details, first + 1, last);
            case PAGE_UP -> scrolled(model, details, first - page, last);
            case PAGE_DOWN -> scrolled(model, details, first + page, last);
            case HOME -> scrolled(model, details, 0, last);
            case END -> scrolled(model, details, last, last);
            case CHARACTER ->
                switch (key.character()) {
                    case 'q' -> Step.to(model.with(new Mode.Browsing()));
                    case 'k' -> scrolled(model, details, first - 1, last);
                    case 'j' -> scrolled(model, details, first + 1, last);
                    case 'p' -> Step.to(model.withFrozen(!model.frozen()));
                    case '?', 'h' -> Step.to(model.with(new Mode.Help()));
                    default -> act(model, key.character());
                };
            case ENTER, ESCAPE, LEFT -> Step.to(model.with(new Mode.Browsing()));
            default -> Step.to(model);
        };
    }

    private static Step scrolled(Model model, Mode.Details details, int first, int last) {
        return Step.to(model.with(new Mode.Details(details.target(), Math.clamp(first, 0, last))));
    }

    // ---- the line of the filter

    private static Model type(Model model, String text, Key key) {
        return switch (key.name()) {
            case ENTER -> model.with(new Mode.Browsing()).with(model.place().where(text.strip()));
            case ESCAPE -> model.with(new Mode.Browsing());
            case CLEAR -> model.with(new Mode.Typing(""));
            case BACKSPACE ->
                model.with(new Mode.Typing(
                        text.isEmpty() ? "" : text.substring(0, text.offsetByCodePoints(text.length(), -1))));
            case CHARACTER -> model.with(new Mode.Typing(text + Character.toString(key.character())));
            default -> model;
        };
    }

    // ---- changes

    private static Step answer(Model model, Mode.Asking asking, Key key) {
        Model after = model.with(new Mode.Browsing());
        return key.is('y') || key.is('Y')
                ? new Step(after.withTagged(Set.of()), new Step.Effect.Do(asking.change()))
                : Step.to(after.saying("nothing was done"));
    }

    private static Step act(Model model, int character) {
        List<Target> chosen = model.chosen();
        return switch (character) {
            case 'c' -> ask(model, Change.of(Verb.CANCEL, chosen), Questions.cancel(chosen, model));
            case 'd' -> ask(model, Change.of(Verb.DRAIN, owners(chosen)), Questions.drain(owners(chosen)));
            case '+', '=' -> now(model, Verb.MORE, chosen);
            case '-' -> fewer(model, chosen);
            case 'z' -> now(model, all(model, chosen, OwnerView::paused) ? Verb.RESUME : Verb.PAUSE, chosen);
            case 'l' -> now(model, all(model, chosen, Keys::isLocked) ? Verb.UNLOCK : Verb.LOCK, chosen);
            default -> Step.to(model);
        };
    }

    /** To have fewer workers is to stop some; a smaller limit stops nobody. */
    private static Step fewer(Model model, List<Target> chosen) {
        List<Target> owners = owners(chosen);
        Change change = Change.of(Verb.FEWER, owners);
        boolean stops = model.seen().owners().stream()
                .anyMatch(it -> it.kind() == OwnerKind.WORKERS && owners.contains(new Target.OfOwner(it.name())));
        return stops ? ask(model, change, Questions.stopOne(owners)) : now(model, Verb.FEWER, chosen);
    }

    private static Step cancelMatching(Model model) {
        TaskList tasks = model.seen().tasks();
        if (model.place().view() != View.TASKS || tasks == null) {
            return Step.to(model.saying("C cancels all tasks that the filter shows: see them first, by 3"));
        }
        int matching = tasks.matching();
        String filter = model.place().filter();
        String question = "cancel all " + Questions.tasks(matching)
                + (filter.isBlank() ? ", whatever they are" : " where " + filter) + "?";
        return matching == 0
                ? Step.to(model.saying("no task matches"))
                : Step.to(model.with(new Mode.Asking(question, new Change(Verb.CANCEL_MATCHING, List.of(), filter))));
    }

    private static Step ask(Model model, Change change, String question) {
        return change.targets().isEmpty()
                ? Step.to(model.saying("nothing is selected"))
                : Step.to(model.with(new Mode.Asking(question, change)));
    }

    private static Step now(Model model, Verb verb, List<Target> chosen) {
        return chosen.isEmpty()
                ? Step.to(model.saying("nothing is selected"))
                : new Step(model, new Step.Effect.Do(Change.of(verb, owners(chosen))));
    }

    /** The owners of what was chosen. */
    private static List<Target> owners(List<Target> chosen) {
        return chosen.stream()
                .map(Target::owner)
                .distinct()
                .<Target>map(Target.OfOwner::new)
                .toList();
    }

    private static boolean all(Model model, List<Target> chosen, Predicate<OwnerView> state) {
        List<Target> owners = owners(chosen);
        return model.seen().owners().stream()
                .filter(it -> owners.contains(new Target.OfOwner(it.name())))
                .allMatch(state);
    }

    private static boolean isLocked(OwnerView owner) {
        return owner.stats().state() == OwnerState.LOCKED;
    }
}
