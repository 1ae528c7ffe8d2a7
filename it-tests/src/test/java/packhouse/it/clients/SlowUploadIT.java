package packhouse.it.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import packhouse.it.support.Program;
import packhouse.it.support.RandomFiles;
import packhouse.it.support.Restic;
import packhouse.it.support.Site;
import packhouse.it.support.SlowProxy;
import packhouse.it.support.Transport;
import packhouse.it.support.WorkFolder;

/** A client behind a thin line takes as long as it takes. */
@Execution(ExecutionMode.CONCURRENT)
final class SlowUploadIT {

    private static final int FILE_BYTES = 1 << 20;
    private static final int BYTES_PER_SECOND = 256 << 10;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    @Test
    void anUploadThatTricklesArrives() throws IOException {
        Path file = new RandomFiles(8).write(folder.resolve("file"), FILE_BYTES);
        try (Site served = Site.over(Transport.HTTP, folder);
                SlowProxy line = SlowProxy.start(served.server().port(), BYTES_PER_SECOND)) {
            Restic near = served.client(Program.NEW_RESTIC, "far");
            Restic far = near.on("rest:http://127.0.0.1:" + line.port() + "/far/");
            far.begin(2);
            Backups.save(far, List.of(file));
            Backups.check(near);
        }
    }
}
