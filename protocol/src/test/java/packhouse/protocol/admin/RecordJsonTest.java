package packhouse.protocol.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record of the admin API in JSON and back. */
class RecordJsonTest {

    private static final Instant TIME = Instant.parse("2026-11-23T11:00:00.123Z");

    private static Stream<Class<? extends Record>> views() {
        return Stream.of(
                Views.Health.class,
                Views.Users.class,
                Views.Summary.class,
                Views.Problem.class,
                Status.class,
                FindingView.class,
                ShowView.class,
                DedupView.class,
                CheckView.class,
                RepackWish.class,
                PlanView.class,
                JobView.class,
                JobsView.class,
                LineView.class,
                LogView.class);
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("views")
    void whatIsWrittenIsReadAgain(Class<? extends Record> type) throws Exception {
        long seed = Long.getLong("seed", 1);
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            Record view = (Record) any(type, random);

            assertThat(RecordJson.read(type, text(RecordJson.document(view))))
                    .as("seed %d", seed)
                    .isEqualTo(view);
        }
    }

    @Test
    void everyMessageSaysWhatItIs() throws Exception {
        Random random = new Random(1);
        for (Question question : Question.values()) {
            for (Class<? extends Record> type :
                    List.of(Status.class, FindingView.class, Views.Problem.class, question.summary())) {
                Message message = (Message) any(type, random);

                String line = text(RecordJson.line(message));

                assertThat(line).startsWith("{\"message_type\":\"" + message.messageType() + "\"");
                assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
                assertThat(RecordJson.readLine(question, line)).contains(message);
            }
        }
    }

    @Test
    void aSummaryHasTheNamesAndTheOrderOfItsRecord() {
        Views.Summary summary = new Views.Summary(
                "1.0",
                7,
                "ready",
                true,
                new Views.Storage("/tank", 3, 2),
                2,
                5,
                List.of(
                        new Views.Repository(
                                "a",
                                "a",
                                5,
                                new Views.Files(1, 2, 3, 4, 5, 6),
                                Optional.of(TIME.plusNanos(456)),
                                Optional.of(new Views.Unlock(Optional.empty()))),
                        new Views.Repository(
                                "b", "b", 0, new Views.Files(0, 0, 0, 0, 0, 0), Optional.empty(), Optional.empty())));

        assertThat(text(RecordJson.document(summary))).isEqualTo("""
                {"version":"1.0","uptimeSeconds":7,"state":"ready","counted":true,"storage":{"path":"/tank","sizeBytes":3,\
                "freeBytes":2},"repositoryCount":2,"bytes":5,"repositories":[{"path":"a","id":"a","bytes":5,"files":\
                {"config":1,"data":2,"index":3,"keys":4,"locks":5,"snapshots":6},"lastSnapshotAt":"2026-11-23T11:00:00.123Z",\
                "unlocked":{"until":null}},\
                {"path":"b","id":"b","bytes":0,"files":{"config":0,"data":0,"index":0,"keys":0,"locks":0,"snapshots":0},\
                "lastSnapshotAt":null,"unlocked":null}]}
                """);
    }

    @Test
    void unknownNamesArePassedOver() throws IOException {
        String json = """
                {"new":{"deep":[1,{"x":2}]},"severity":"hint","other":null,"sentence":"s"}""";

        assertThat(RecordJson.read(FindingView.class, json))
                .isEqualTo(new FindingView("hint", "", "s", Optional.empty()));
    }

    @Test
    void whatIsMissingCountsAsNothing() throws IOException {
        Views.Summary summary = RecordJson.read(Views.Summary.class, "{}");

        assertThat(summary)
                .isEqualTo(new Views.Summary("", 0, "", false, new Views.Storage("", 0, 0), 0, 0, List.of()));
        assertThat(RecordJson.read(ShowView.class, "{\"packs\":null}").packs()).isEqualTo(new DedupView.Amount(0, 0));
    }

    @Test
    void anotherTypeThanExpectedIsAnError() {
        for (String json : List.of(
                "",
                "[]",
                "7",
                "{\"uptimeSeconds\":\"7\"}",
                "{\"uptimeSeconds\":7.5}",
                "{\"uptimeSeconds\":99999999999999999999}",
                "{\"repositoryCount\":3000000000}",
                "{\"version\":1}",
                "{\"counted\":1}",
                "{\"storage\":[]}",
                "{\"repositories\":{}}",
                "{\"repositories\":[1]}",
                "{\"repositories\":[{\"lastSnapshotAt\":\"yesterday\"}]}",
                "{\"version\":\"cut o")) {
            assertThatIOException().as(json).isThrownBy(() -> RecordJson.read(Views.Summary.class, json));
        }
    }

    @Test
    void linesOfAnUnknownTypeAreLeftToLaterVersions() throws IOException {
        assertThat(RecordJson.readLine(Question.SHOW, "{\"message_type\":\"weather\",\"sun\":true}"))
                .isEmpty();
    }

    @Test
    void aLineWithoutItsTypeIsAnError() {
        assertThatIOException().isThrownBy(() -> RecordJson.readLine(Question.SHOW, "{\"sun\":true}"));
        assertThatIOException().isThrownBy(() -> RecordJson.readLine(Question.SHOW, ""));
    }

    private static Object any(Type type, Random random) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            return anyOf(generic, random);
        }
        if (type == String.class) {
            return random.ints(random.nextInt(5), 0, 0xD800)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
        if (type == long.class || type == Long.class) {
            return random.nextLong();
        }
        if (type == int.class) {
            return random.nextInt();
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == Instant.class) {
            return TIME.plusMillis(random.nextInt());
        }
        Class<?> record = (Class<?>) type;
        RecordComponent[] components = record.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = any(components[i].getGenericType(), random);
            types[i] = components[i].getType();
        }
        return record.getDeclaredConstructor(types).newInstance(values);
    }

    private static Object anyOf(ParameterizedType type, Random random) throws ReflectiveOperationException {
        Type[] of = type.getActualTypeArguments();
        int count = random.nextInt(3);
        if (type.getRawType() == Optional.class) {
            return count == 0 ? Optional.empty() : Optional.of(any(of[0], random));
        }
        if (type.getRawType() == Map.class) {
            Map<String, Object> map = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                map.put("key-" + i, any(of[1], random));
            }
            return map;
        }
        Object[] list = new Object[count];
        for (int i = 0; i < count; i++) {
            list[i] = any(of[0], random);
        }
        return List.of(list);
    }
}
