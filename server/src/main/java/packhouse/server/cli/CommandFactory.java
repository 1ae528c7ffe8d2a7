package packhouse.server.cli;

import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes commands when they are asked for: one that asks a server by its constructor that takes what it finds around it. */
public final class CommandFactory implements IFactory {

    private final Supplier<Surroundings> around;
    private final IFactory plain = CommandLine.defaultFactory();

    /** The commands as a person meets them. */
    public CommandFactory(Offline offline, Map<String, String> environment) {
        this(() -> Surroundings.ofProcess(offline, environment));
    }

    CommandFactory(Supplier<Surroundings> around) {
        this.around = around;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        return AskingCommand.class.isAssignableFrom(type)
                ? type.getDeclaredConstructor(Surroundings.class).newInstance(around.get())
                : plain.create(type);
    }
}
