package packhouse.server.jobs;

import java.io.IOException;
import java.nio.file.Path;
import packhouse.protocol.FileType;
import packhouse.protocol.admin.JobView.Done;
import packhouse.storage.disk.Modes;
import packhouse.storage.history.Consent;
import packhouse.storage.history.Exchange;
import packhouse.storage.history.Outcome;
import packhouse.storage.history.Replacement;

/** Tells a watch of each change that became real. */
final class WatchedExchange implements Exchange {

    private final Exchange exchange;
    private final Watch watch;

    WatchedExchange(Exchange exchange, Watch watch) {
        this.exchange = exchange;
        this.watch = watch;
    }

    @Override
    public Path staging() throws IOException {
        return exchange.staging();
    }

    @Override
    public Modes modes() {
        return exchange.modes();
    }

    @Override
    public Outcome replace(Replacement change, Consent consent) throws IOException {
        Outcome outcome = exchange.replace(change, consent);
        if (outcome instanceof Outcome.Done) {
            watch.committed(done(change));
        }
        return outcome;
    }

    private static Done done(Replacement change) {
        long packs = 0;
        long gone = 0;
        for (Replacement.Old old : change.hidden()) {
            boolean pack = old.name().type() == FileType.DATA;
            packs += pack ? 1 : 0;
            gone += pack ? old.size() : 0;
        }
        long written = 0;
        for (Replacement.Staged staged : change.shown()) {
            boolean pack = staged.name().type() == FileType.DATA;
            written += pack ? staged.size() : 0;
        }
        return new Done(packs, gone, written, gone - written);
    }
}
