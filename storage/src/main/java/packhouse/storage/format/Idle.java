package packhouse.storage.format;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** Tools that nobody uses at the moment. A tool that is never given back is made anew, so losing one costs nothing but time. */
final class Idle<T> {

    /** More than a machine of this program's kind has threads that read at once; a tool is 10 KiB. */
    private static final int MOST = 16;

    private final Supplier<T> maker;
    private final Deque<T> tools = new ArrayDeque<>();
    private boolean closed;

    Idle(Supplier<T> maker) {
        this.maker = maker;
    }

    /** A tool for the caller alone. */
    T take() {
        synchronized (tools) {
            if (!tools.isEmpty()) {
                return tools.pop();
            }
        }
        return maker.get();
    }

    /** The caller does not touch it any more. */
    void giveBack(T tool) {
        synchronized (tools) {
            if (!closed && tools.size() < MOST) {
                tools.push(tool);
            }
        }
    }

    /** Forgets all, also what is given back from now on. */
    void close() {
        synchronized (tools) {
            closed = true;
            tools.clear();
        }
    }
}
