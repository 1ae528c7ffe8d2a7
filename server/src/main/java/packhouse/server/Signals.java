package packhouse.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system, as systemd, Docker and people send them. The JDK has no supported way to take SIGHUP or to end
 * with 0 after SIGTERM; {@code sun.misc.Signal} stays in {@code jdk.unsupported} until there is one (JEP 260). It is called by
 * reflection, because the compiler's warning about it cannot be answered in any other way.
 */
final class Signals {

    private Signals() {}

    /** Runs {@code reload} on SIGHUP and {@code stop} on SIGTERM and SIGINT, each time on a new thread. */
    static void handle(Runnable reload, Runnable stop) {
        try {
            handle("HUP", reload);
            handle("TERM", stop);
            handle("INT", stop);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java runtime lacks the module jdk.unsupported", e);
        }
    }

    private static void handle(String name, Runnable task) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        InvocationHandler call = (proxy, method, arguments) -> {
            task.run();
            return null;
        };
        Object proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, call);
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    }
}
