package packhouse.server.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import packhouse.protocol.admin.JobView;

/** A job as a person reads it. */
final class JobScreen {

    private final JobView job;
    private final Clock clock;

    JobScreen(JobView job, Clock clock) {
        this.job = job;
        this.clock = clock;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("Job ")
                .append(job.id())
                .append("   ")
                .append(job.kind())
                .append(' ')
                .append(job.repository())
                .append("   ")
                .append(state(job))
                .append('\n');
        row(text, "Asked for", time(Optional.of(job.createdAt())));
        row(text, "Began", time(job.startedAt()));
        row(text, "Ended", time(job.endedAt()));
        row(text, "At work", job.workedMillis() == 0 ? "" : Words.span(Duration.ofMillis(job.workedMillis())));
        job.plan().ifPresent(plan -> row(text, "Steps", job.batch() + " of " + plan.batches() + " are done"));
        job.status()
                .ifPresent(
                        status -> row(text, "Now", ProgressLine.of("", status).strip()));
        row(text, "So far", done(job.done()));
        job.plan().ifPresent(plan -> text.append('\n').append(new PlanScreen(plan).text()));
        if (!job.lines().isEmpty()) {
            text.append("\nLast lines of its log\n");
            job.lines()
                    .forEach(line ->
                            text.append("  ").append(Words.printable(line)).append('\n'));
        }
        return text.toString();
    }

    /** The state and its reason. */
    static String state(JobView job) {
        return job.state() + (job.reason().isEmpty() ? "" : ": " + Words.printable(job.reason()));
    }

    private static void row(StringBuilder text, String name, String value) {
        if (!value.isEmpty()) {
            text.append(String.format(Locale.ROOT, "%-12s%s%n", name, value));
        }
    }

    private String time(Optional<Instant> at) {
        return at.map(when -> Words.time(when, clock.getZone())).orElse("");
    }

    private static String done(JobView.Done done) {
        return done.packs() == 0
                ? ""
                : Words.count(done.packs(), "pack", "packs") + " with " + Words.size(done.readBytes()) + " became "
                        + Words.size(done.writtenBytes());
    }

    /** All jobs, one a row. */
    static Table table(Iterable<JobView> jobs, Clock clock) {
        Table table = new Table("JOB", "KIND", "REPOSITORY", "STATE", "DONE", "BEGAN", "AT WORK", "");
        for (JobView job : jobs) {
            table.row(
                    job.id(),
                    job.kind(),
                    job.repository(),
                    job.state(),
                    job.share().map(JobScreen::percent).orElse(""),
                    job.startedAt().map(at -> Words.time(at, clock.getZone())).orElse(""),
                    job.workedMillis() == 0 ? "" : Words.span(Duration.ofMillis(job.workedMillis())),
                    Words.printable(job.reason()));
        }
        return table;
    }

    private static String percent(double share) {
        return (int) Math.floor(share * 100) + " %";
    }
}
