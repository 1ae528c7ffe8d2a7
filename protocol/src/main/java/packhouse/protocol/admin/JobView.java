package packhouse.protocol.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A job: long work on one repository that goes on whoever watches.
 *
 * @param id what people call it, a number
 * @param kind what it does, for instance {@code repack}
 * @param repository its path as in its URL
 * @param state a {@link State#word}; later versions may know more of them
 * @param reason what it waits for, or why it ended as it did; empty if there is nothing to say
 * @param code of the {@link Trouble} that ended it, {@link #ATTENTION} if it is done but for something; empty if all is well
 * @param createdAt when it was asked for
 * @param startedAt when it was first begun
 * @param endedAt when it was over
 * @param workedMillis how long it has been at work, whatever it waited
 * @param plan what it does, once that is known
 * @param batch steps of the plan that are done
 * @param done what came of it so far, all its runs together
 * @param status how far its present phase has come
 * @param lines the last ones of its log
 */
public record JobView(
        String id,
        String kind,
        String repository,
        String state,
        String reason,
        String code,
        Instant createdAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        long workedMillis,
        Optional<PlanView> plan,
        long batch,
        Done done,
        Optional<Status> status,
        List<String> lines)
        implements Message {

    /** The {@code code} of a job that is done, but for something that somebody has to see to. */
    public static final String ATTENTION = "attention";

    public JobView {
        lines = List.copyOf(lines);
    }

    /** What came of a job: packs that went, bytes read, written and freed. */
    public record Done(long packs, long readBytes, long writtenBytes, long freedBytes) {

        /** Nothing yet. */
        public static final Done NOTHING = new Done(0, 0, 0, 0);

        /** Both together. */
        public Done plus(Done more) {
            return new Done(
                    packs + more.packs,
                    readBytes + more.readBytes,
                    writtenBytes + more.writtenBytes,
                    freedBytes + more.freedBytes);
        }
    }

    /** How a job is. */
    public enum State {
        /** Its turn has not come. */
        QUEUED("queued"),
        /** It finds out what there is to do. */
        PLANNING("planning"),
        /** It cannot go on before something happens, which its reason names. */
        WAITING("waiting"),
        /** It is at work. */
        RUNNING("running"),
        /** A person told it to rest. */
        PAUSED("paused"),
        /** It did what it was to do. */
        DONE("done"),
        /** It could not; its reason says why. */
        FAILED("failed"),
        /** A person ended it; what it had done stays. */
        CANCELLED("cancelled");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** As it is written in JSON. */
        public String word() {
            return word;
        }

        /** Whether nothing comes after it. */
        public boolean isOver() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }

        /** The state of this name. */
        public static Optional<State> of(String word) {
            for (State state : values()) {
                if (state.word.equals(word)) {
                    return Optional.of(state);
                }
            }
            return Optional.empty();
        }
    }

    /** Whether nothing more will happen. */
    public boolean isOver() {
        return State.of(state).filter(State::isOver).isPresent();
    }

    /** How much of it is done, from 0 to 1: steps of the plan, and of the present one what has been read. */
    public Optional<Double> share() {
        if (state.equals(State.DONE.word())) {
            return Optional.of(1.0);
        }
        if (state.equals(State.RUNNING.word())) {
            return status.flatMap(Status::share);
        }
        return plan.filter(known -> known.batches() > 0).map(known -> Math.min(1.0, (double) batch / known.batches()));
    }

    @Override
    public String messageType() {
        return "job";
    }
}
