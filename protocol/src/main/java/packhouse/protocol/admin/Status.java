package packhouse.protocol.admin;

import java.time.Duration;
import java.util.Optional;

/**
 * How far long work has come in its present phase. Within a phase no number ever gets smaller.
 *
 * @param phase what goes on, in words for people
 * @param unit what is counted, in words for people
 * @param done how many of them
 * @param total of how many, empty if nobody knows
 * @param bytesDone how many bytes
 * @param bytesTotal of how many, 0 if bytes are not what takes the time
 * @param elapsedMillis since the phase began
 */
public record Status(
        String phase, String unit, long done, Optional<Long> total, long bytesDone, long bytesTotal, long elapsedMillis)
        implements Message {

    @Override
    public String messageType() {
        return "status";
    }

    @Override
    public boolean isLast() {
        return false;
    }

    /** How much of the phase is done, from 0 to 1; empty if nobody knows. */
    public Optional<Double> share() {
        if (bytesTotal > 0) {
            return Optional.of(Math.min(1, (double) bytesDone / bytesTotal));
        }
        return total.filter(all -> all > 0).map(all -> Math.min(1, (double) done / all));
    }

    /** What the phase will still take if it goes on as it did; empty before it has begun in earnest. */
    public Optional<Duration> left() {
        return share().filter(share -> share > 0)
                .map(share -> Duration.ofMillis(Math.round(elapsedMillis / share * (1 - share))));
    }
}
