package io.github.stint.test;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a class of tests inside of a test, with the extensions it names itself, and tells how it came out. */
final class InnerRun {

    private InnerRun() {}

    /** The results of tests and containers by their names. */
    static Map<String, TestExecutionResult> of(Class<?> tests, String... parameters) {
        Map<String, TestExecutionResult> results = new LinkedHashMap<>();
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false");
        for (int i = 0; i < parameters.length; i += 2) {
            request.configurationParameter(parameters[i], parameters[i + 1]);
        }
        LauncherFactory.create().execute(request.build(), new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                results.put(test.getDisplayName(), result);
            }
        });
        return results;
    }

    /** What the one of that name failed with, as text; empty if it did not. */
    static String failure(Map<String, TestExecutionResult> results, String name) {
        TestExecutionResult result = results.get(name);
        if (result == null) {
            throw new AssertionError("nothing of the name '" + name + "' in " + results);
        }
        return result.getThrowable().map(Throwable::getMessage).orElse("");
    }
}
