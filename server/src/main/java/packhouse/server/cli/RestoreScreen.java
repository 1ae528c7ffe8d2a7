package packhouse.server.cli;

import packhouse.protocol.admin.RestoreView;

/** Says what came back. */
final class RestoreScreen {

    private RestoreScreen() {}

    static String text(RestoreView view) {
        StringBuilder text = new StringBuilder("brought back " + Words.count(view.files(), "file", "files") + ", "
                + Words.size(view.bytes()) + (view.commit() == 0 ? "" : ", as commit " + view.commit()));
        if (view.present() > 0) {
            text.append("; ").append(view.present()).append(" are there already and stay in the trash");
        }
        if (view.missing() > 0) {
            text.append("; ").append(view.missing()).append(" were no longer in the trash");
        }
        return text.append('\n').toString();
    }
}
