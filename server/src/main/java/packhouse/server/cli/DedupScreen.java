package packhouse.server.cli;

import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import packhouse.protocol.admin.DedupView;

/** What a repository holds in vain, as a person reads it. */
final class DedupScreen {

    /** Rows of a table; the JSON document has more. */
    private static final int MAX_ROWS = 10;

    private final DedupView view;
    private final Clock clock;

    DedupScreen(DedupView view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    String text() {
        StringBuilder text = new StringBuilder(headline()).append("\n\n");
        text.append(overview().text("")).append('\n').append(files()).append('\n');
        appendTable(text, "Uploaded more than once, by backup", origins());
        appendTable(text, "Packs with most copies to spare", worstPacks());
        appendTable(text, "Compressing what is stored plain would save", savings());
        appendTable(text, "What could be freed, before any compression", forecasts());
        for (String gap : view.gaps()) {
            text.append("Not read, so the numbers may be wrong: ")
                    .append(Words.printable(gap))
                    .append('\n');
        }
        return text.toString().stripTrailing() + "\n";
    }

    private String headline() {
        return view.repository() + "   version " + view.version() + "   "
                + Words.count(view.snapshots(), "snapshot", "snapshots") + "   "
                + Words.count(view.packs().total(), "pack", "packs") + ", "
                + Words.size(view.packs().bytes());
    }

    private Table overview() {
        Table table = new Table("", "BLOBS", "COPIES", "SIZE", "");
        DedupView.Amount copies = view.blobs().copies();
        row(
                table,
                "indexed",
                view.blobs().total(),
                copies.count(),
                copies.bytes(),
                kinds(view.blobs().data(), view.blobs().tree()));
        DedupView.Used used = view.usage().used();
        row(table, "used", used.count(), used.count(), used.bytes(), "opened " + Words.size(used.plainBytes()));
        DedupView.Duplicate duplicate = view.duplicate();
        row(table, "duplicate", duplicate.blobs(), duplicate.copies(), duplicate.bytes(), "beyond the shortest copy");
        copies(table, "unused", view.unused(), "no snapshot needs them");
        DedupView.Uncompressed plain = view.uncompressed();
        copies(
                table,
                "uncompressed",
                new DedupView.Blobbed(plain.blobs(), plain.bytes()),
                kinds(plain.data().blobs(), plain.tree().blobs()));
        table.row("both ways", Words.number(view.mixed().blobs()), "", "", "one copy plain, one compressed");
        return table;
    }

    private static String kinds(long data, long tree) {
        return Words.number(data) + " data, " + Words.number(tree) + " tree";
    }

    private static void copies(Table table, String name, DedupView.Blobbed copies, String note) {
        table.row(name, "", Words.number(copies.blobs()), Words.size(copies.bytes()), note);
    }

    private String files() {
        DedupView.Packs packs = view.packs();
        StringBuilder text = new StringBuilder("Packs: ").append(Words.number(packs.total()));
        if (packs.small() > 0) {
            text.append(", ")
                    .append(Words.number(packs.small()))
                    .append(" smaller than ")
                    .append(Words.size(packs.smallLimit()));
        }
        append(text, packs.unindexed(), "in no index");
        append(text, packs.inSeveralIndexes(), "in several indexes");
        append(text, packs.missing(), "missing (packhouse repo check tells more)");
        text.append("\nIndex files: ").append(Words.number(view.index().files()));
        append(text, view.index().mergeable(), "could be merged away");
        return text.append('\n').toString();
    }

    private static void append(StringBuilder text, long number, String what) {
        if (number > 0) {
            text.append(", ").append(Words.number(number)).append(' ').append(what);
        }
    }

    private static void row(Table table, String name, long blobs, long copies, long bytes, String note) {
        table.row(name, Words.number(blobs), Words.number(copies), Words.size(bytes), note);
    }

    private static void appendTable(StringBuilder text, String title, Table table) {
        if (!table.isEmpty()) {
            text.append(title).append('\n').append(table.text("  ")).append('\n');
        }
    }

    private Table origins() {
        Table table = new Table("HOST", "SNAPSHOT", "ARRIVED", "COPIES", "SIZE");
        for (DedupView.Origin origin : first(view.duplicate().origins())) {
            table.row(
                    origin.hosts().isEmpty() ? "?" : Words.printable(String.join(" or ", origin.hosts())),
                    origin.snapshots().isEmpty()
                            ? "gone"
                            : origin.snapshots().stream()
                                    .limit(3)
                                    .map(Words::id)
                                    .collect(Collectors.joining(" or ")),
                    origin.arrivedAt()
                            .map(at -> Words.time(at, clock.getZone()))
                            .orElse("?"),
                    Words.number(origin.copies()),
                    Words.size(origin.bytes()));
        }
        return table;
    }

    private Table worstPacks() {
        Table table = new Table("PACK", "SIZE", "COPIES", "TO SPARE");
        for (DedupView.WorstPack pack : first(view.duplicate().worstPacks())) {
            table.row(
                    Words.id(pack.pack()),
                    Words.size(pack.size()),
                    Words.number(pack.copies()),
                    Words.size(pack.bytes()));
        }
        return table;
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MAX_ROWS, all.size()));
    }

    private Table savings() {
        Table table = new Table("LEVEL", "SAVING", "ERROR", "");
        view.uncompressed().expectedSaving().ifPresent(saving -> {
            String sample = "from a sample of " + Words.count(saving.sampled().blobs(), "blob", "blobs") + ", "
                    + Words.size(saving.sampled().bytes());
            saving(table, "fastest", saving.fastest(), sample);
            saving(table, "auto", saving.auto(), "");
            saving(table, "better", saving.better(), "");
            saving(table, "max", saving.max(), "");
        });
        return table;
    }

    private static void saving(Table table, String level, DedupView.Saving saving, String note) {
        String sign = saving.bytes() < 0 ? "-" : "";
        table.row(level, sign + Words.size(Math.abs(saving.bytes())), "+-" + Words.size(saving.error()), note);
    }

    private Table forecasts() {
        Table table = new Table("BY", "FREES", "PACKS REMOVED", "PACKS REPACKED", "WRITTEN", "");
        forecast(table, "repack", view.repack());
        forecast(table, "prune", view.prune());
        return table;
    }

    private static void forecast(Table table, String name, DedupView.Forecast forecast) {
        table.row(
                name,
                Words.size(forecast.freedBytes()),
                Words.number(forecast.removed().count()),
                Words.number(forecast.repacked().count()),
                Words.size(forecast.writtenBytes()),
                forecast.possible() ? "" : "would refuse: something is missing");
    }
}
