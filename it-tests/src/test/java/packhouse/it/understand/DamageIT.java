package packhouse.it.understand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.it.support.Outcome;
import packhouse.it.support.Packhouse;
import packhouse.it.support.Program;
import packhouse.it.support.Restic;
import packhouse.it.support.WorkFolder;

/** Whatever is damaged, both restic and packhouse notice, and packhouse ends with the exit code for damage and without a stack trace. */
@Execution(ExecutionMode.CONCURRENT)
final class DamageIT {

    @TempDir(factory = WorkFolder.class)
    static Path folder = Path.of("");

    /** What is done to a repository. */
    enum Damage {
        A_BIT_OF_A_PACK {
            @Override
            void inflict(Path repository) throws IOException {
                flip(largest(repository.resolve("data")), 100);
            }
        },
        THE_HEADER_OF_A_PACK {
            @Override
            void inflict(Path repository) throws IOException {
                Path pack = largest(repository.resolve("data"));
                flip(pack, (int) Files.size(pack) - 20);
            }
        },
        A_PACK_CUT_SHORT {
            @Override
            void inflict(Path repository) throws IOException {
                Path pack = largest(repository.resolve("data"));
                byte[] bytes = Files.readAllBytes(pack);
                write(pack, Arrays.copyOf(bytes, bytes.length / 2));
            }
        },
        A_PACK_GONE {
            @Override
            void inflict(Path repository) throws IOException {
                Files.delete(largest(repository.resolve("data")));
            }
        },
        ALL_INDEX_FILES_GONE {
            @Override
            void inflict(Path repository) throws IOException {
                for (Path file : files(repository.resolve("index"))) {
                    Files.delete(file);
                }
            }
        },
        A_BIT_OF_AN_INDEX_FILE {
            @Override
            void inflict(Path repository) throws IOException {
                flip(largest(repository.resolve("index")), 50);
            }
        },
        A_BIT_OF_A_SNAPSHOT {
            @Override
            void inflict(Path repository) throws IOException {
                flip(largest(repository.resolve("snapshots")), 50);
            }
        };

        abstract void inflict(Path repository) throws IOException;

        private static Path largest(Path directory) throws IOException {
            return files(directory).stream()
                    .max(Comparator.comparingLong(file -> file.toFile().length()))
                    .orElseThrow();
        }

        private static List<Path> files(Path directory) throws IOException {
            try (Stream<Path> tree = Files.walk(directory)) {
                return tree.filter(Files::isRegularFile).sorted().toList();
            }
        }

        private static void flip(Path file, int at) throws IOException {
            byte[] bytes = Files.readAllBytes(file);
            bytes[at] ^= 1;
            write(file, bytes);
        }

        /** A client makes its files read-only. */
        private static void write(Path file, byte[] bytes) throws IOException {
            Files.delete(file);
            Files.write(file, bytes);
        }
    }

    /** Sound, and copied for each damage. */
    @BeforeAll
    static void make() throws IOException {
        Sessions sessions = sessions();
        Restic restic = sessions.init("sound");
        sessions.backup(restic, "one", "auto", sessions.files("files"));
        assertThat(packhouse(sessions)
                        .json(0, "check", "sound", "--read-data")
                        .path("errors")
                        .asInt())
                .isZero();
    }

    private static Sessions sessions() {
        return new Sessions(folder, Program.NEW_RESTIC, 2, 20_260_405);
    }

    private static Packhouse packhouse(Sessions sessions) throws IOException {
        return Packhouse.knowing("correct horse", sessions.data());
    }

    @ParameterizedTest
    @EnumSource
    void itIsFound(Damage damage) throws IOException {
        Sessions sessions = sessions();
        String hurt = damage.name();
        Sessions.copy(sessions.data().resolve("sound"), sessions.data().resolve(hurt));

        damage.inflict(sessions.data().resolve(hurt));

        assertThat(sessions.client(hurt).run("check", "--read-data").isGood()).isFalse();
        JsonNode check = packhouse(sessions).json(4, "check", hurt, "--read-data");
        assertThat(check.path("errors").asInt()).isPositive();
        Outcome told = packhouse(sessions).run("check", hurt, "--read-data");
        assertThat(told.said()).doesNotContain("Exception", "\tat ");
        assertThat(told.out()).contains("ERROR");
    }
}
