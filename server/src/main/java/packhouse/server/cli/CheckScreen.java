package packhouse.server.cli;

import java.util.Map;
import java.util.TreeMap;
import packhouse.protocol.admin.CheckView;

/** The end of a check as a person reads it; what was found stands above. */
final class CheckScreen {

    private final CheckView view;

    CheckScreen(CheckView view) {
        this.view = view;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        text.append("Checked ")
                .append(view.repository())
                .append(": ")
                .append(Words.count(view.snapshots(), "snapshot", "snapshots"))
                .append(", ")
                .append(Words.count(view.indexFiles(), "index file", "index files"))
                .append(", ")
                .append(Words.count(view.packs(), "pack", "packs"))
                .append(", ")
                .append(Words.count(view.trees(), "tree", "trees"))
                .append('\n');
        if (view.packsRead().count() > 0) {
            text.append("Read ")
                    .append(Words.count(view.packsRead().count(), "pack", "packs"))
                    .append(" as a whole, ")
                    .append(Words.size(view.packsRead().bytes()))
                    .append('\n');
        }
        return text.append(result()).append('\n').toString();
    }

    private String result() {
        StringBuilder line = new StringBuilder(
                view.errors() == 0 ? "No errors were found" : Words.count(view.errors(), "error", "errors"));
        if (view.warnings() > 0) {
            line.append(", ").append(Words.count(view.warnings(), "warning", "warnings"));
        }
        if (view.hints() > 0) {
            line.append(", ").append(Words.count(view.hints(), "hint", "hints"));
        }
        return line.append(kinds()).toString();
    }

    private String kinds() {
        StringBuilder kinds = new StringBuilder();
        for (Map.Entry<String, Long> kind : new TreeMap<>(view.counts()).entrySet()) {
            kinds.append(kinds.isEmpty() ? " (" : ", ")
                    .append(kind.getKey())
                    .append(' ')
                    .append(kind.getValue());
        }
        return kinds.isEmpty() ? "" : kinds.append(')').toString();
    }
}
