package packhouse.server;

import packhouse.protocol.admin.Sizes;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number of bytes as an owner writes it: rest-server's plain integer, or with a unit, see {@link Sizes#parse}. */
final class ByteSize implements ITypeConverter<Long> {

    @Override
    public Long convert(String text) {
        return Sizes.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        "'" + text + "' is not a size that a disk can hold: write bytes, or 500M, 2G, 1T"));
    }
}
