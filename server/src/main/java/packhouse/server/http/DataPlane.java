package packhouse.server.http;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import packhouse.server.access.Doorkeeper;
import packhouse.storage.repository.Repositories;

/** What all connections of the data plane share. */
final class DataPlane {

    private final Repositories repositories;
    private final Doorkeeper doorkeeper;
    private final Journal journal;
    private final DiskWork disk;
    private final Attendant attendant;
    private final InstantSource clock;
    private final DateHeader date;
    private final Intake intake = new Intake();
    private final SendAhead sendAhead = new SendAhead();
    private final AtomicInteger uploads = new AtomicInteger();
    private final AtomicBoolean draining = new AtomicBoolean();

    DataPlane(
            Repositories repositories,
            Doorkeeper doorkeeper,
            Journal journal,
            Attendant attendant,
            DiskWork disk,
            InstantSource clock) {
        this.repositories = repositories;
        this.doorkeeper = doorkeeper;
        this.journal = journal;
        this.attendant = attendant;
        this.disk = disk;
        this.clock = clock;
        this.date = new DateHeader(clock);
    }

    Repositories repositories() {
        return repositories;
    }

    Doorkeeper doorkeeper() {
        return doorkeeper;
    }

    Journal journal() {
        return journal;
    }

    Attendant attendant() {
        return attendant;
    }

    DiskWork disk() {
        return disk;
    }

    InstantSource clock() {
        return clock;
    }

    DateHeader date() {
        return date;
    }

    Intake intake() {
        return intake;
    }

    SendAhead sendAhead() {
        return sendAhead;
    }

    /** Takes one of the places for open uploads; false if there is none. */
    boolean beginUpload() {
        if (uploads.incrementAndGet() <= Limits.MAX_UPLOADS) {
            return true;
        }
        uploads.decrementAndGet();
        return false;
    }

    void endUpload() {
        uploads.decrementAndGet();
    }

    /** From now on each answer is the last of its connection. */
    void drain() {
        draining.set(true);
    }

    boolean isDraining() {
        return draining.get();
    }
}
