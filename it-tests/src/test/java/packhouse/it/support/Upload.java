package packhouse.it.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** A file that a client could upload: its bytes and the name that they hash to. */
public final class Upload {

    private final byte[] bytes;
    private final String id;

    private Upload(byte[] bytes) {
        this.bytes = bytes;
        this.id = id(bytes);
    }

    /** A small one with readable content. */
    public static Upload of(String text) {
        return new Upload(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One of this many bytes, the same for the same seed. */
    public static Upload random(long seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return new Upload(bytes);
    }

    /** The lower-case hexadecimal SHA-256 of any bytes. */
    public static String id(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes from {@code from} to before {@code to}. */
    public byte[] part(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }

    public int size() {
        return bytes.length;
    }

    public String id() {
        return id;
    }

    /** Where it lies below the address of a repository ending with a slash: {@code data/ID}. */
    public String in(String type) {
        return type + "/" + id;
    }

    /** Where it lies below the directory of a repository. */
    public String onDisk(String type) {
        return type.equals("data") ? "data/" + id.substring(0, 2) + "/" + id : in(type);
    }

    @Override
    public String toString() {
        return bytes.length + " bytes " + id;
    }
}
