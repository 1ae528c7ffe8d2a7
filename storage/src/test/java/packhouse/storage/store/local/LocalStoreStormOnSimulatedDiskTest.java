package packhouse.storage.store.local;

import java.nio.file.Path;
import java.util.Random;
import packhouse.storage.TestClock;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.store.Store;
import packhouse.storage.store.StoreStormContract;
import packhouse.storage.store.Uploads;

/** Storms on the simulated disk: so fast that listings and changes meet all the time, and all within one tick. */
final class LocalStoreStormOnSimulatedDiskTest extends StoreStormContract {

    @Override
    protected Store store() {
        TestClock clock = new TestClock();
        return new LocalStore(
                Path.of("/"),
                Path.of("/"),
                new SimulatedDisk(clock),
                new LocalStore.Options(Modes.PRIVATE, true),
                clock,
                new Random(1),
                Uploads.UNCOUNTED);
    }
}
