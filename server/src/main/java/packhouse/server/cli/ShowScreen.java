package packhouse.server.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import packhouse.protocol.admin.ShowView;
import packhouse.protocol.admin.Views;

/** What a repository is, as a person reads it. */
final class ShowScreen {

    /** Paths of one group that are named; who backs up hundreds by name knows them. */
    private static final int MAX_PATHS = 5;

    private final ShowView view;
    private final Clock clock;

    ShowScreen(ShowView view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    String text() {
        StringBuilder text = new StringBuilder(headline()).append('\n');
        text.append("Size        ")
                .append(Words.size(view.bytes()))
                .append(" in ")
                .append(Words.count(view.packs().count(), "pack", "packs"))
                .append(", ")
                .append(Words.count(view.indexFiles().count(), "index file", "index files"))
                .append('\n');
        text.append("Snapshots   ")
                .append(Words.number(view.snapshots().count()))
                .append(lastBackup());
        text.append("Locks       ").append(Words.number(view.locks().count())).append('\n');
        appendTable(text, "At work now", sessions());
        appendTable(text, "Keys", keys());
        if (view.contents().isPresent()) {
            appendTable(
                    text,
                    "Snapshots by host and path",
                    groups(view.contents().get().groups()));
            appendTable(text, "Locks", locks(view.contents().get().locks()));
        } else {
            text.append("\nHosts, paths and format show with the repository password: --password-file FILE\n");
        }
        appendTable(text, "Cannot be read", damaged());
        return text.toString();
    }

    private String headline() {
        return view.repository()
                + view.contents()
                        .map(contents -> "   version " + contents.version() + "   id " + contents.id())
                        .orElse("   sealed")
                + view.unlocked().map(this::unlocked).orElse("");
    }

    private String unlocked(Views.Unlock unlock) {
        return "   unlocked" + unlock.until().map(end -> " until " + time(end)).orElse("");
    }

    private String lastBackup() {
        return view.lastBackupAt()
                        .map(last -> ", the last one arrived " + Words.span(Duration.between(last, clock.instant()))
                                + " ago")
                        .orElse("")
                + "\n";
    }

    private static void appendTable(StringBuilder text, String title, Table table) {
        if (!table.isEmpty()) {
            text.append('\n').append(title).append('\n').append(table.text("  "));
        }
    }

    private Table sessions() {
        Table table = new Table("WHO", "KIND", "SINCE", "SEEN");
        for (ShowView.Session session : view.sessions()) {
            table.row(
                    Words.printable(session.who()),
                    session.exclusive() ? "exclusive" : "shared",
                    session.since().map(this::time).orElse("before the server knew"),
                    Words.span(Duration.ofSeconds(session.silentSeconds())) + " ago"
                            + (session.hasLock() ? "" : ", its lock is gone"));
        }
        return table;
    }

    private Table keys() {
        Table table = new Table("ID", "HOST", "USER", "CREATED");
        for (ShowView.Key key : view.keys()) {
            table.row(
                    Words.id(key.id()),
                    Words.printable(key.host()),
                    Words.printable(key.user()),
                    key.createdAt().map(this::time).orElse("-"));
        }
        return table;
    }

    private Table groups(List<ShowView.Group> groups) {
        Table table = new Table("HOST", "SNAPSHOTS", "NEWEST", "PATHS");
        for (ShowView.Group group : groups) {
            table.row(
                    Words.printable(group.host()),
                    Words.number(group.snapshots()),
                    time(group.newestAt()),
                    paths(group.paths()));
        }
        return table;
    }

    private static String paths(List<String> paths) {
        String named = Words.printable(String.join(", ", paths.subList(0, Math.min(MAX_PATHS, paths.size()))));
        return paths.size() <= MAX_PATHS ? named : named + " and " + (paths.size() - MAX_PATHS) + " more";
    }

    private Table locks(List<ShowView.Lock> locks) {
        Table table = new Table("ID", "KIND", "HOST", "USER", "PID", "CONFIRMED");
        for (ShowView.Lock lock : locks) {
            table.row(
                    Words.id(lock.id()),
                    lock.exclusive() ? "exclusive" : "shared",
                    Words.printable(lock.host()),
                    Words.printable(lock.user()),
                    Long.toString(lock.pid()),
                    time(lock.refreshedAt()) + (lock.stale() ? ", stale; restic unlock removes it" : ""));
        }
        return table;
    }

    private Table damaged() {
        Table table = new Table("FILE", "WHY");
        for (ShowView.Damaged file : view.damaged()) {
            table.row(Words.id(file.file()), Words.printable(file.why()));
        }
        return table;
    }

    private String time(java.time.Instant instant) {
        return Words.time(instant, clock.getZone());
    }
}
