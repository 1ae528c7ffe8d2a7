package packhouse.storage.repository;

import java.io.IOException;
import java.nio.ByteBuffer;
import packhouse.storage.store.FreeLocks;
import packhouse.storage.store.Saved;
import packhouse.storage.store.Upload;

/** An upload that pays for its bytes before it writes them, in steps, and gets back whatever did not become a file. */
final class QuotaUpload implements Upload {

    /** Bytes are paid for in steps of this size, so that a chunked body does not pay for each of its pieces. */
    private static final long STEP = 1 << 20;

    private final Upload upload;
    private final String file;
    private final Quota quota;
    private final Reservation reservation;
    private final boolean free;
    private long held;

    QuotaUpload(Upload upload, String file, Quota quota, Reservation reservation, long held, boolean free) {
        this.upload = upload;
        this.file = file;
        this.quota = quota;
        this.reservation = reservation;
        this.held = held;
        this.free = free;
    }

    @Override
    public void write(ByteBuffer... buffers) throws IOException {
        long total = upload.received();
        for (ByteBuffer buffer : buffers) {
            total += buffer.remaining();
        }
        if (total > held && !(free && total <= FreeLocks.MAX_BYTES)) {
            pay(total);
        }
        upload.write(buffers);
    }

    /** A whole step if it fits, else what is needed to the byte. */
    private void pay(long total) throws IOException {
        long rounded = (total + STEP - 1) / STEP * STEP;
        if (reservation.hold(rounded)) {
            held = rounded;
        } else if (reservation.hold(total)) {
            held = total;
        } else {
            throw new QuotaReachedException(file, quota.max());
        }
    }

    @Override
    public long received() {
        return upload.received();
    }

    @Override
    public Saved finish() throws IOException {
        try {
            return upload.finish();
        } finally {
            reservation.release();
        }
    }

    @Override
    public void abandon() {
        upload.abandon();
        reservation.release();
    }
}
