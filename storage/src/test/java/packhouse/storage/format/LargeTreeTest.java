package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;

/** Trees of hundreds of megabytes are read in the memory of a small one. */
final class LargeTreeTest {

    private static final int LARGE = 100_000_000;

    /** A reader and its window, and what the first use of classes costs; a hundredth of the documents here. */
    private static final long LITTLE = 1 << 20;

    /** What a {@link FileId} takes, at most, before the visitor lets go of it. */
    private static final long ID = 64;

    private final Counter counter = new Counter();

    @Test
    void namesTargetsAndAttributesOfAnyLengthArePassedOver() throws IOException {
        InputStream tree = document(
                text("{\"nodes\":[{\"name\":\""),
                repeated("x", LARGE),
                text("\",\"type\":\"symlink\",\"linktarget\":\""),
                repeated("\\u00e9", LARGE),
                text("\",\"extended_attributes\":[{\"name\":\"user.x\",\"value\":\""),
                repeated("QUJD", LARGE),
                text("\"}],\"generic_attributes\":["),
                repeated("1.5e3,", LARGE),
                text("0],\"content\":null}]}\n"));
        assertThat(allocatedBy(tree)).isLessThan(LITTLE);
        assertThat(counter.data).isZero();
    }

    @Test
    void piecesAndNodesAreToldAsTheyCome() throws IOException {
        String id = '"' + "0a".repeat(32) + '"';
        String node = "{\"name\":\"n\",\"type\":\"dir\",\"subtree\":" + id + "},";
        InputStream tree = document(
                text("{\"nodes\":["),
                repeated(node, LARGE),
                text("{\"name\":\"f\",\"type\":\"file\",\"content\":["),
                repeated(id + ",  ", LARGE),
                text(id + "]}]}\n"));
        long allocated = allocatedBy(tree);
        assertThat(counter.subtrees).isEqualTo(LARGE / node.length());
        assertThat(counter.data).isEqualTo(LARGE / (id.length() + 3) + 1);
        assertThat(allocated).isLessThan(LITTLE + ID * (counter.subtrees + counter.data));
    }

    private long allocatedBy(InputStream tree) throws IOException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        TreeReader.read(tree, "tree", counter);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static InputStream document(InputStream... parts) {
        return new SequenceInputStream(Collections.enumeration(List.of(parts)));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream repeated(String text, int atMost) {
        return new Repeated(text, atMost / text.length());
    }

    private static final class Counter implements TreeVisitor {

        private long data;
        private long subtrees;

        @Override
        public void data(FileId blob) {
            data++;
        }

        @Override
        public void subtree(FileId tree) {
            subtrees++;
        }

        @Override
        public void flaw(String sentence) {
            throw new IllegalStateException(sentence);
        }
    }
}
