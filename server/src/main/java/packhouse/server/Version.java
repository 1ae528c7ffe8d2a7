package packhouse.server;

import picocli.CommandLine.IVersionProvider;

/** What runs here. */
final class Version implements IVersionProvider {

    /** The version as the jar's manifest has it; {@code dev} when run from classes. */
    static String number() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "packhouse " + number() + " on Java " + System.getProperty("java.version") + ", "
                    + System.getProperty("os.name").toLowerCase(java.util.Locale.ROOT) + "/"
                    + System.getProperty("os.arch")
        };
    }
}
