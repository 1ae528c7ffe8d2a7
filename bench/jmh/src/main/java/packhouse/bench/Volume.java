package packhouse.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Counts what went through a kernel; JMH makes a rate of each field. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Volume {

    /** Megabytes of a million bytes. */
    public double megabytes;

    /** Counts some bytes. */
    void add(long bytes) {
        megabytes += bytes / 1e6;
    }
}
