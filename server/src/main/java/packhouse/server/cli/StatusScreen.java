package packhouse.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import packhouse.protocol.admin.Views;

/** A summary as a person reads it in a terminal: one line about the server, then a table. */
final class StatusScreen {

    private final Views.Summary summary;
    private final Instant now;

    StatusScreen(Views.Summary summary, Instant now) {
        this.summary = summary;
        this.now = now;
    }

    /** All of it, with an end of line after each line. */
    String text() {
        StringBuilder text = new StringBuilder(headline()).append('\n');
        if (summary.repositories().isEmpty()) {
            return text.toString();
        }
        Table table = new Table("REPOSITORY", "LAST BACKUP", "SIZE", "PACKS", "SNAPSHOTS", "KEY");
        summary.repositories().forEach(repository -> table.row(row(repository)));
        text.append(table.text(""));
        int more = summary.repositoryCount() - summary.repositories().size();
        if (more > 0) {
            text.append("and ").append(more).append(" more\n");
        }
        return text.toString();
    }

    private String headline() {
        Views.Storage disk = summary.storage();
        StringBuilder line = new StringBuilder("packhouse " + summary.version() + " up "
                + Words.span(Duration.ofSeconds(summary.uptimeSeconds()))
                + "   disk " + Words.share(disk.sizeBytes() - disk.freeBytes(), disk.sizeBytes())
                + "   " + Words.count(summary.repositoryCount(), "repository", "repositories"));
        if (!summary.state().equals(Views.State.READY.word())) {
            line.append("   ").append(summary.state().toUpperCase(Locale.ROOT));
        }
        if (!summary.counted()) {
            line.append("   still counting");
        }
        return line.toString();
    }

    private String[] row(Views.Repository repository) {
        return new String[] {
            repository.path(),
            repository
                    .lastSnapshotAt()
                    .map(last -> Words.span(Duration.between(last, now)) + " ago")
                    .orElse("never"),
            Words.size(repository.bytes()),
            Long.toString(repository.files().data()),
            Long.toString(repository.files().snapshots()),
            repository.unlocked().map(this::unlocked).orElse("sealed")
        };
    }

    private String unlocked(Views.Unlock unlock) {
        return "unlocked"
                + unlock.until()
                        .map(end -> ", " + Words.span(Duration.between(now, end)) + " left")
                        .orElse("");
    }
}
