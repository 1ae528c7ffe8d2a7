package packhouse.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows around the words of the protocol. */
@AnalyzeClasses(packages = "packhouse", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    @ArchTest
    static final ArchRule KNOWS_NO_NETWORK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..", "java.net..", "java.nio.channels..")
            .because("the words are the same over HTTP/1.1, HTTP/2 and in a test that has no connection at all");

    @ArchTest
    static final ArchRule KNOWS_NO_DISK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.File")
            .because("whoever checks names must not be tempted to ask the disk about names not yet checked");

    @ArchTest
    static final ArchRule KNOWS_NO_OTHER_MODULE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("packhouse.storage..", "packhouse.server..")
            .because("protocol is the ground: the arrows point to it and none leads out");

    @ArchTest
    static final ArchRule HAS_NO_CYCLES = slices().matching("packhouse.(**)")
            .should()
            .beFreeOfCycles()
            .because("a package that can be read alone is one that can be understood");

    private ArchitectureTest() {}
}
