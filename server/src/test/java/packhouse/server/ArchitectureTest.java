package packhouse.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The arrows between the rooms of the server. Each rule names the rooms of ours that a room may see, itself included. */
@AnalyzeClasses(packages = "packhouse.server", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String ROOT = "packhouse.server";
    private static final String NET = "packhouse.server.net..";
    private static final String LOG = "packhouse.server.log..";
    private static final String METRICS = "packhouse.server.metrics..";
    private static final String ACCESS = "packhouse.server.access..";
    private static final String HTTP = "packhouse.server.http..";
    private static final String INSPECT = "packhouse.server.inspect..";
    private static final String KEYS = "packhouse.server.keys..";
    private static final String JOBS = "packhouse.server.jobs..";
    private static final String ADMIN = "packhouse.server.admin..";
    private static final String CLI = "packhouse.server.cli..";
    private static final String WATCH = "packhouse.server.watch..";
    private static final String STORAGE = "packhouse.storage..";
    private static final String PROTOCOL = "packhouse.protocol..";

    @ArchTest
    static final ArchRule NET_KNOWS_NOBODY =
            only(NET).because("a socket is opened and handed on in the same way for both planes, whatever they say");

    @ArchTest
    static final ArchRule LOG_KNOWS_NOBODY =
            only(LOG).because("whoever can log must not be able to reach anything else by it");

    @ArchTest
    static final ArchRule METRICS_KNOW_NOBODY = only(METRICS)
            .because(
                    "numbers are told by those who count; a metric that asks its owner would wait for the owner's locks");

    @ArchTest
    static final ArchRule ACCESS_KNOWS_WORDS_ONLY =
            only(ACCESS, PROTOCOL).because("who may do what is decided without a disk, a socket or a request at hand");

    @ArchTest
    static final ArchRule DATA_PLANE = only(HTTP, ACCESS, NET, STORAGE, PROTOCOL)
            .because("the data plane must be whole without the admin plane, which may be off");

    @ArchTest
    static final ArchRule KEYS_KNOW_NO_NETWORK = only(KEYS, STORAGE, PROTOCOL)
            .because("whoever holds keys must not be able to send them anywhere, nor to log them");

    @ArchTest
    static final ArchRule INSPECT_KNOWS_NO_SERVER = only(INSPECT, KEYS, STORAGE, PROTOCOL)
            .because("a command without a server answers with the same words, so they must not need one");

    @ArchTest
    static final ArchRule WATCH_TAKES_PART = only(WATCH, HTTP, KEYS, STORAGE, PROTOCOL)
            .because("the data plane must not know who takes part in what it does");

    @ArchTest
    static final ArchRule JOBS_KNOW_NO_SERVER = only(JOBS, INSPECT, KEYS, STORAGE, PROTOCOL)
            .because("a job goes on whoever watches, and a command without a server does one by itself");

    @ArchTest
    static final ArchRule ADMIN_PLANE = only(ADMIN, JOBS, INSPECT, KEYS, ACCESS, NET, STORAGE, PROTOCOL)
            .because("the admin plane looks at the storage itself, so that it answers while the data plane is stuck");

    @ArchTest
    static final ArchRule COMMANDS = only(CLI, ACCESS, PROTOCOL)
            .because(
                    "a command is a client: what it knows of a server it has asked for, in the words of protocol.admin");

    @ArchTest
    static final ArchRule NOBODY_IMPORTS_THE_WIRING = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT)
            .because("the one room that knows everybody would make a cycle with each that knew it");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("packhouse.server.(**)")
            .should()
            .beFreeOfCycles()
            .because("a cycle is one big package that pretends to be several");

    @ArchTest
    static final ArchRule ONLY_MAIN_ENDS_THE_PROCESS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("packhouse.server.Main")
            .should()
            .callMethod(System.class, "exit", int.class)
            .because("an exit code is a value that a test can look at");

    @ArchTest
    static final ArchRule ONLY_A_SECOND_SIGNAL_HALTS = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("packhouse.server.Packhouse")
            .should()
            .callMethod(Runtime.class, "halt", int.class)
            .because("it cuts off uploads under way, which only an owner in a hurry may ask for");

    @ArchTest
    static final ArchRule NETTY_STAYS_AT_THE_SOCKETS = noClasses()
            .that()
            .resideInAnyPackage(CLI, JOBS, INSPECT, KEYS, WATCH, ACCESS, LOG, METRICS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..")
            .because("buffers that are counted by hand belong where every path releases them");

    private static ArchRule only(String room, String... others) {
        String[] seen = Stream.concat(Stream.of(room), Stream.of(others)).toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.not(JavaClass.Predicates.resideInAPackage("packhouse.."))
                        .or(JavaClass.Predicates.resideInAnyPackage(seen)));
    }

    private ArchitectureTest() {}
}
