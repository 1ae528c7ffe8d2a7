package packhouse.storage;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import packhouse.protocol.FileName;
import packhouse.storage.disk.Disk;
import packhouse.storage.store.Store;

/** The arrows between the rooms of storage, and what may come in from outside. */
@AnalyzeClasses(packages = "packhouse.storage", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String PROTOCOL = "packhouse.protocol..";
    private static final String JAVA = "java..";
    private static final String ANNOTATIONS = "org.jspecify..";
    private static final String DISK = "packhouse.storage.disk..";
    private static final String STORE = "packhouse.storage.store";
    private static final String LOCAL = "packhouse.storage.store.local..";
    private static final String HISTORY = "packhouse.storage.history..";
    private static final String REPOSITORY = "packhouse.storage.repository..";
    private static final String FORMAT = "packhouse.storage.format..";
    private static final String CATALOG = "packhouse.storage.catalog..";
    private static final String UPKEEP = "packhouse.storage.upkeep..";
    private static final String REPACK = "packhouse.storage.repack..";
    private static final String MANAGE = "packhouse.storage.manage..";
    private static final String SESSION = "packhouse.storage.session..";
    private static final String[] CRYPTOGRAPHY = {"javax.crypto..", "org.bouncycastle..", "com.github.luben.."};
    private static final String[] JSON = {"com.fasterxml.jackson.core.."};

    @ArchTest
    static final ArchRule DISK_KNOWS_NOBODY = classes()
            .that()
            .resideInAPackage(DISK)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(DISK, JAVA, ANNOTATIONS)
            .because("a disk knows files and not what they mean, so that it can be simulated in a few hundred lines");

    @ArchTest
    static final ArchRule STORE_STANDS_ON_DISK = classes()
            .that()
            .resideInAPackage(STORE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(STORE, DISK, PROTOCOL, JAVA, ANNOTATIONS)
            .because("the promises of a store must not depend on where its files live");

    @ArchTest
    static final ArchRule LOCAL_STORE_STANDS_ON_STORE = classes()
            .that()
            .resideInAPackage(LOCAL)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(LOCAL, STORE, DISK, PROTOCOL, JAVA, ANNOTATIONS)
            .because("one kind of store must be removable without a trace in the others");

    @ArchTest
    static final ArchRule HISTORY_STANDS_ON_STORE = classes()
            .that()
            .resideInAPackage(HISTORY)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(HISTORY, STORE, DISK, PROTOCOL, JAVA, ANNOTATIONS)
            .because("what was deleted is kept the same way whoever deleted it, and whatever it meant");

    @ArchTest
    static final ArchRule ONLY_PURGE_DESTROYS = noClasses()
            .that()
            .resideInAPackage(HISTORY)
            .and()
            .doNotHaveSimpleName("Purge")
            .and()
            .doNotHaveSimpleName("Trash")
            .and()
            .doNotHaveSimpleName("Side")
            .and()
            .doNotHaveSimpleName("Segments")
            .and()
            .doNotHaveSimpleName("Staging")
            .and()
            .doNotHaveSimpleName("Lease")
            .should()
            .callMethod(Disk.class, "delete", Path.class)
            .orShould()
            .callMethod(Store.class, "delete", FileName.class)
            .because(
                    "the one place to look when a file is gone: Trash removes empty folders, Side its probe, Segments old log,"
                            + " Staging what no client ever saw, Lease numbers of earlier processes");

    @ArchTest
    static final ArchRule REPOSITORY_STANDS_ON_ALL = classes()
            .that()
            .resideInAPackage(REPOSITORY)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(REPOSITORY, HISTORY, LOCAL, FORMAT, STORE, DISK, PROTOCOL, JAVA, ANNOTATIONS)
            .because("storage serves nothing: who serves it looks down on it");

    @ArchTest
    static final ArchRule FORMAT_KNOWS_WORDS_ONLY = classes()
            .that()
            .resideInAPackage(FORMAT)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(with(JSON, with(CRYPTOGRAPHY, FORMAT, PROTOCOL, JAVA, ANNOTATIONS)))
            .because("bytes mean the same wherever they come from, so what they mean is told without a disk");

    @ArchTest
    static final ArchRule FORMAT_OPENS_NOTHING = noClasses()
            .that()
            .resideInAPackage(FORMAT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.nio.channels..")
            .because("a parser that can be given any bytes can be given a million wrong ones");

    @ArchTest
    static final ArchRule CATALOG_STANDS_ON_FORMAT_AND_STORE = classes()
            .that()
            .resideInAPackage(CATALOG)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(CATALOG, FORMAT, STORE, DISK, PROTOCOL, JAVA, ANNOTATIONS)
            .because("what can be made anew from the repository must not know who uses it");

    @ArchTest
    static final ArchRule UPKEEP_STANDS_ON_ALL = classes()
            .that()
            .resideInAPackage(UPKEEP)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(UPKEEP, REPOSITORY, HISTORY, CATALOG, FORMAT, STORE, DISK, PROTOCOL, JAVA, ANNOTATIONS)
            .because("whoever keeps house sees the house; nobody in it waits for him");

    @ArchTest
    static final ArchRule SESSION_STANDS_ON_FORMAT_AND_STORE = classes()
            .that()
            .resideInAPackage(SESSION)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(SESSION, FORMAT, STORE, DISK, PROTOCOL, JAVA, ANNOTATIONS)
            .because("who is at work is known from locks alone, whatever is done with that knowledge");

    @ArchTest
    static final ArchRule CUSTODY_STANDS_ON_REPOSITORY = classes()
            .that()
            .resideInAPackage("packhouse.storage.custody..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "packhouse.storage.custody..",
                    REPOSITORY,
                    HISTORY,
                    FORMAT,
                    STORE,
                    DISK,
                    PROTOCOL,
                    JAVA,
                    ANNOTATIONS)
            .because("what must not get lost is decided in one room, by what index files say and nothing else");

    @ArchTest
    static final ArchRule REPACK_STANDS_ON_ALL = classes()
            .that()
            .resideInAPackage(REPACK)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    REPACK,
                    UPKEEP,
                    REPOSITORY,
                    HISTORY,
                    CATALOG,
                    SESSION,
                    "packhouse.storage.custody..",
                    FORMAT,
                    STORE,
                    DISK,
                    PROTOCOL,
                    JAVA,
                    ANNOTATIONS)
            .because("what looks must not know what changes");

    @ArchTest
    static final ArchRule MANAGE_STANDS_ON_ALL = classes()
            .that()
            .resideInAPackage(MANAGE)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(MANAGE, UPKEEP, REPOSITORY, HISTORY, FORMAT, STORE, DISK, PROTOCOL, JAVA, ANNOTATIONS)
            .because("what an owner changes as a whole needs no catalog and knows nothing of packs");

    @ArchTest
    static final ArchRule SECRETS_STAY_IN_FORMAT = noClasses()
            .that()
            .resideOutsideOfPackage(FORMAT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CRYPTOGRAPHY)
            .because("one room to look through when a cipher or a decoder is in doubt");

    @ArchTest
    static final ArchRule ONLY_DISK_OPENS_FILES = noClasses()
            .that()
            .resideOutsideOfPackage(DISK)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(FileChannel.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Files.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File")
            .because("a crash test sees only what goes through the disk, so everything has to");

    @ArchTest
    static final ArchRule NO_NETWORK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "java.net..")
            .because("storage must run without a server: in a crash test, in a command, in a simulator");

    @ArchTest
    static final ArchRule NO_CLOCK_BUT_THE_GIVEN_ONE = noClasses()
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(InstantSource.class, "system")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .because("a rule about two seconds is tested in no time only if the test owns the clock");

    @ArchTest
    static final ArchRule NO_CHANCE_BUT_THE_GIVEN_ONE = noClasses()
            .should()
            .callMethod(Math.class, "random")
            .orShould()
            .callConstructor(Random.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .because("a failing history can be run again only if its random numbers can");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("packhouse.storage.(**)")
            .should()
            .beFreeOfCycles()
            .because("a cycle is one big package that pretends to be several");

    private static String[] with(String[] some, String... others) {
        return Stream.concat(Stream.of(others), Stream.of(some)).toArray(String[]::new);
    }

    private ArchitectureTest() {}
}
