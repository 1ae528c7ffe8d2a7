package packhouse.server.cli;

import java.time.Duration;
import java.util.List;
import packhouse.protocol.admin.PlanView;

/** What a job is going to do, as a person reads it. */
final class PlanScreen {

    private final PlanView plan;

    PlanScreen(PlanView plan) {
        this.plan = plan;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        if (plan.batches() == 0) {
            text.append(plan.repository())
                    .append(": there is nothing to ")
                    .append(plan.kind())
                    .append('\n');
        } else {
            text.append("Plan for ")
                    .append(plan.repository())
                    .append(": ")
                    .append(plan.kind())
                    .append(' ')
                    .append(Words.count(plan.packs(), "pack", "packs"))
                    .append(" in ")
                    .append(Words.count(plan.batches(), "step", "steps"))
                    .append('\n');
            append(text, plan.reasons());
        }
        if (!plan.leftAlone().isEmpty()) {
            text.append("Left alone:\n");
            append(text, plan.leftAlone());
        }
        if (plan.batches() > 0) {
            appendTotals(text);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<PlanView.Part> parts) {
        for (PlanView.Part part : parts) {
            text.append("  ")
                    .append(Words.count(part.packs(), "pack", "packs"))
                    .append(", ")
                    .append(Words.size(part.bytes()))
                    .append(": ")
                    .append(Words.printable(part.why()))
                    .append('\n');
        }
    }

    private void appendTotals(StringBuilder text) {
        text.append("Reads ")
                .append(Words.size(plan.readBytes()))
                .append(", writes about ")
                .append(Words.size(plan.writtenBytes()));
        if (plan.freedBytes() >= 0) {
            text.append(", frees about ")
                    .append(Words.size(plan.freedBytes()))
                    .append(" when what was replaced has rested in the trash");
        } else {
            text.append("; the repository grows by about ").append(Words.size(-plan.freedBytes()));
        }
        text.append(".\nTakes about ")
                .append(Words.span(Duration.ofSeconds(plan.seconds())))
                .append(", longer while clients are at work; they may go on. Needs ")
                .append(Words.size(plan.needsBytes()))
                .append(" free now, there are ")
                .append(Words.size(plan.freeBytes()))
                .append(".\n");
    }
}
