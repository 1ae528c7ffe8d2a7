package packhouse.server.inspect;

import java.io.IOException;
import java.util.Optional;
import java.util.function.LongSupplier;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Secret;
import packhouse.storage.upkeep.ReadData;

/** Has the right inspector answer, and puts what he says into the words of the API. */
final class Inspections implements Insight {

    private final Inspectors inspectors;
    private final LongSupplier nanos;

    /** Where inspectors come from. */
    @FunctionalInterface
    interface Inspectors {
        /** The one of this repository, empty if nothing of a repository is there. */
        Optional<Inspector> of(RepoPath repository) throws IOException;
    }

    /** {@code nanos}: the time, as {@link System#nanoTime} tells it. */
    Inspections(Inspectors inspectors, LongSupplier nanos) {
        this.inspectors = inspectors;
        this.nanos = nanos;
    }

    @Override
    public Message answer(RepoPath path, Inquiry inquiry, Audience audience) {
        try {
            Optional<Inspector> inspector = inspectors.of(path);
            if (inspector.isEmpty()) {
                return Problems.noRepository(path);
            }
            Meter meter = new Meter(audience, nanos);
            if (inquiry.question() == Question.SHOW) {
                return ShowViews.of(
                        path,
                        inspector.get().show(inquiry.password()),
                        inspector.get().unlocked());
            }
            Optional<Secret> password = inquiry.password();
            return inquiry.question() == Question.DEDUP
                    ? DedupViews.of(path, inspector.get().dedup(password, meter))
                    : check(path, inspector.get(), inquiry.readData(), password, meter);
        } catch (IOException e) {
            return Problems.of(path, e);
        }
    }

    private static Message check(
            RepoPath path, Inspector inspector, String readData, Optional<Secret> password, Meter meter)
            throws IOException {
        Optional<ReadData> choice = choice(readData);
        if (choice.isEmpty()) {
            return Problems.badReadData(readData);
        }
        CheckRecord record = new CheckRecord(meter);
        return record.end(path, inspector.check(password, choice.get(), meter, record::found));
    }

    private static Optional<ReadData> choice(String readData) {
        return switch (readData) {
            case Inquiry.NO_DATA -> Optional.of(new ReadData.None());
            case Inquiry.ALL_DATA -> Optional.of(new ReadData.All());
            default -> ReadData.parse(readData);
        };
    }
}
