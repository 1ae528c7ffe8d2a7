package packhouse.protocol.admin;

/**
 * One line of the answer to a {@link Question}, as NDJSON: an object that begins with its {@code message_type}, as restic's do.
 *
 * <pre>
 * answer = { status | line | finding } ( summary | job | error )      an answer without its last line was cut off
 * </pre>
 */
public sealed interface Message
        permits Status,
                LineView,
                FindingView,
                ShowView,
                DedupView,
                CheckView,
                TrashView,
                HistoryView,
                RestoreView,
                EmptyView,
                PlanView,
                KeysView,
                KeyView,
                UpgradeView,
                JobView,
                Views.Problem {

    /** The name of {@link #messageType} in JSON. */
    String TYPE = "message_type";

    /** What kind of line it is. */
    String messageType();

    /** Whether nothing comes after it. */
    default boolean isLast() {
        return true;
    }
}
