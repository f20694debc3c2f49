package io.github.stint.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is checked: the models that hold, and for each mistake the property that it breaks. */
final class Models {

    /**
     * A mistake that TLC has to find.
     *
     * @param model with the mistake, checked for one property only, so that it is known which one broke
     * @param property the name of that
     */
    record Mistake(Model model, String property) {

        @Override
        public String toString() {
            return model + ": " + property;
        }
    }

    /** Each property in words, under its name in the specification. */
    static final Map<String, Map<String, String>> WORDS = new LinkedHashMap<>();

    static {
        words(
                "Admission",
                "SlotsAreWhole",
                "as many slots are taken as there are tasks that have one",
                "QueueIsBounded",
                "the queue stays within its bound",
                "QueuedIsInTheQueue",
                "queued and in the queue are one",
                "OnTheBooksWhileItLives",
                "a task is on the books from its acceptance to its last callback",
                "NobodyIsHeldBack",
                "nobody is held back who could start or be accepted",
                "AllAskedWhenClosed",
                "what is left when close returns was asked to stop",
                "NothingLeftWhenClosed",
                "nothing is left when the close of a structure returns",
                "AdmitsWithinLimit",
                "running does not exceed the limit when a task is admitted",
                "NobodyStartsOnceStopping",
                "nobody starts once it stops",
                "NobodyIsAcceptedOnceStopping",
                "nobody is accepted once it stops",
                "WordNeverGoesBack",
                "the word of a task never goes back",
                "AcceptedOrGone",
                "who waits for room is accepted or gone, never both",
                "FirstComeFirstServed",
                "who comes first starts and is accepted first",
                "ClosedForGood",
                "closed is for good",
                "CloseReturns",
                "close returns",
                "AcceptedTasksEnd",
                "every accepted task ends",
                "WaitersAreDecided",
                "who waits for room is accepted or refused in the end");
        words(
                "Closing",
                "ClosedForGood",
                "closed is for good",
                "NobodyIsMissed",
                "nobody who was adopted is missed",
                "FamilyIsClosed",
                "all are closed when the close returns, whoever closed them",
                "OlderAcceptWhileYoungerDrain",
                "the older accept what the younger need while those drain",
                "OneCloses",
                "each is closed by one",
                "DrainedIsEmpty",
                "who is closed while draining has no task left",
                "CloseReturns",
                "close returns");
        words(
                "Supervision",
                "NoRunAfterCancelInBackOff",
                "no run begins after a cancel that found it backing off",
                "NoRunOnceEnded",
                "no run begins after the end",
                "NoInheritedInterrupt",
                "no run inherits an interrupt of the one before",
                "NoInterruptAfterTheEnd",
                "no interrupt after the end",
                "BudgetIsKept",
                "no more restarts than the budget has",
                "EndIsToldOnce",
                "the end is told once",
                "EndedIsLeftNoMore",
                "what has ended stays ended",
                "StopEnds",
                "what is asked to stop ends, in whatever step it is",
                "CrashingEnds",
                "what crashes again and again is given up");
        words(
                "Standing",
                "ToldInOrder",
                "changes are told in order, each once",
                "NeverTwoAtOnce",
                "no two are told at once",
                "AllIsTold",
                "nothing stays untold",
                "EndIsToldLast",
                "the end is told, and last");
    }

    private Models() {}

    private static void words(String spec, String... namesAndWords) {
        Map<String, String> words = new LinkedHashMap<>();
        for (int i = 0; i < namesAndWords.length; i += 2) {
            words.put(namesAndWords[i], namesAndWords[i + 1]);
        }
        WORDS.put(spec, words);
    }

    /** The models that hold. */
    static List<Model> sound(boolean large) {
        return List.of(
                // Closing by its own account: no body need heed anything, and the owner may be paused.
                admission(2, 1, large ? 2 : 1)
                        .named("drains and cancels in time")
                        .where("Drain", "timed")
                        .where("Grace", "timed")
                        .where("Bodies", "ignore")
                        .holds("CloseReturns"),
                admission(large ? 3 : 2, 1, 1)
                        .named("a structure")
                        .where("Drain", "none")
                        .where("Grace", "endless")
                        .where("Bodies", "heed")
                        .always("NothingLeftWhenClosed")
                        .holds("CloseReturns"),
                admission(large ? 3 : 2, 1, 1)
                        .named("closes when done")
                        .where("Drain", "endless")
                        .where("Grace", "endless")
                        .where("Bodies", "end")
                        .where("MinLimit", 1)
                        .holds("CloseReturns", "AcceptedTasksEnd", "WaitersAreDecided"),
                closing(large ? 3 : 2).named("within a time").where("Timed", true),
                closing(large ? 3 : 2)
                        .named("without a time")
                        .where("Timed", false)
                        .always("FamilyIsClosed"),
                supervision(large).named("a body that runs for ever").holds("StopEnds"),
                supervision(large)
                        .named("a body that crashes")
                        .where("Crashes", true)
                        .holds("StopEnds", "CrashingEnds"),
                supervision(large).named("a body that swallows interrupts").where("Swallows", true),
                standing(large ? 3 : 2, large ? 5 : 3));
    }

    private static Model admission(int outside, int inside, int maxLimit) {
        return Model.of("Admission", "")
                .whereSet("Outside", "o", outside)
                .whereSet("Inside", "i", inside)
                .where("MinLimit", 0)
                .where("MaxLimit", maxLimit)
                .where("QueueBound", 1)
                .where("Mistake", "none")
                .always(
                        "SlotsAreWhole",
                        "QueueIsBounded",
                        "QueuedIsInTheQueue",
                        "OnTheBooksWhileItLives",
                        "NobodyIsHeldBack",
                        "AllAskedWhenClosed")
                .holds(
                        "AdmitsWithinLimit",
                        "NobodyStartsOnceStopping",
                        "NobodyIsAcceptedOnceStopping",
                        "WordNeverGoesBack",
                        "AcceptedOrGone",
                        "FirstComeFirstServed",
                        "ClosedForGood");
    }

    private static Model closing(int kids) {
        return Model.of("Closing", "")
                .whereSequence("Kids", "k", kids)
                .where("Mistake", "none")
                .always("NobodyIsMissed", "OlderAcceptWhileYoungerDrain")
                .holds("ClosedForGood", "OneCloses", "DrainedIsEmpty", "CloseReturns");
    }

    private static Model supervision(boolean large) {
        return Model.of("Supervision", "")
                .where("Allowed", large ? 4 : 2)
                .where("Windows", large ? 3 : 1)
                .where("Strangers", large ? 4 : 1)
                .where("Swallows", false)
                .where("Crashes", false)
                .where("Mistake", "none")
                .always(
                        "NoRunAfterCancelInBackOff",
                        "NoInheritedInterrupt",
                        "NoInterruptAfterTheEnd",
                        "BudgetIsKept",
                        "EndIsToldOnce")
                .holds("NoRunOnceEnded", "EndedIsLeftNoMore");
    }

    private static Model standing(int tellers, int changes) {
        return Model.of("Standing", "changes of several threads")
                .whereSet("Tellers", "t", tellers)
                .where("Most", changes)
                .where("Mistake", "none")
                .always("ToldInOrder", "NeverTwoAtOnce")
                .holds("AllIsTold", "EndIsToldLast");
    }

    /** The mistakes; small bounds will do, for a mistake that is found there is found in larger ones. */
    static List<Mistake> mistakes() {
        List<Mistake> all = new ArrayList<>();
        Model timed = admission(2, 1, 1)
                .where("Drain", "timed")
                .where("Grace", "timed")
                .where("Bodies", "ignore");
        Model whenDone = timed.where("MinLimit", 1)
                .where("Drain", "endless")
                .where("Grace", "endless")
                .where("Bodies", "end");
        all.add(breaksAlways(timed, "looks, then accepts", "AllAskedWhenClosed"));
        all.add(breaksAlways(timed, "slot back twice", "SlotsAreWhole"));
        all.add(breaksAlways(timed, "resizes only", "NobodyIsHeldBack"));
        all.add(breaksAlways(timed, "cancels, then refuses", "AllAskedWhenClosed"));
        all.add(breaks(timed, "goes without the lock", "AcceptedOrGone"));
        all.add(breaks(timed, "stops and starts", "NobodyStartsOnceStopping"));
        all.add(breaks(whenDone, "looks, then registers", "CloseReturns"));
        Model family = closing(2).where("Timed", false);
        all.add(breaksAlways(family, "looks, then adopts", "NobodyIsMissed"));
        all.add(breaksAlways(family, "does not wait for others", "FamilyIsClosed"));
        all.add(breaks(family, "gives up and tells nobody", "CloseReturns"));
        all.add(breaks(family, "waits for whom nobody closes", "CloseReturns"));
        Model supervised = supervision(false);
        all.add(breaksAlways(supervised, "looks, then sets", "NoRunAfterCancelInBackOff"));
        all.add(breaksAlways(supervised, "never clears", "NoInheritedInterrupt"));
        all.add(breaksAlways(supervised, "ends while busy", "NoInterruptAfterTheEnd"));
        all.add(breaksAlways(supervised, "one too many", "BudgetIsKept"));
        all.add(breaks(supervised, "looks, then clears", "StopEnds"));
        Model told = standing(2, 3);
        all.add(breaksAlways(told, "tells beside another", "NeverTwoAtOnce"));
        all.add(breaks(told, "does not look again", "AllIsTold"));
        return all;
    }

    private static Mistake breaksAlways(Model model, String mistake, String invariant) {
        return new Mistake(with(model, mistake).always(invariant), invariant);
    }

    private static Mistake breaks(Model model, String mistake, String property) {
        return new Mistake(with(model, mistake).holds(property), property);
    }

    private static Model with(Model model, String mistake) {
        return model.unchecked().named(mistake).where("Mistake", mistake);
    }
}
