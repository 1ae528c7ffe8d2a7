package packhouse.server.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The commands that may follow a word. The parser's own list of them would have it build them all, see {@link Commands}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Following {

    /** In the order in which help shows them. */
    Class<?>[] value();
}
