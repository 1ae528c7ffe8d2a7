package packhouse.server.log;

import java.util.Map;

/** How a line of the server log looks: {@code --log-format}. */
public enum LogFormat {
    /**
     * For people and fail2ban.
     *
     * <pre>
     * line  = time SP level SP area *( SP name "=" value ) SP 'msg="' text '"'
     * value = 1*( visible character but quote and blank ) | '"' text '"'
     * text  = characters, with quote, backslash and control characters escaped as in JSON
     * </pre>
     */
    TEXT {
        @Override
        String line(Event event) {
            StringBuilder line = new StringBuilder(160);
            line.append(event.time()).append(' ').append(event.level()).append(' ');
            line.append(event.area());
            for (Map.Entry<String, String> field : event.fields().entrySet()) {
                line.append(' ').append(field.getKey()).append('=');
                if (isPlain(field.getValue())) {
                    line.append(field.getValue());
                } else {
                    Quoted.append(line, field.getValue());
                }
            }
            Quoted.append(line.append(" msg="), event.message());
            return line.toString();
        }
    },
    /** One JSON object on a line, with the same names. */
    JSON {
        @Override
        String line(Event event) {
            StringBuilder line = new StringBuilder(200);
            Quoted.append(line.append("{\"time\":"), event.time());
            Quoted.append(line.append(",\"level\":"), event.level().toString());
            Quoted.append(line.append(",\"area\":"), event.area());
            for (Map.Entry<String, String> field : event.fields().entrySet()) {
                Quoted.append(line.append(','), field.getKey());
                Quoted.append(line.append(':'), field.getValue());
            }
            Quoted.append(line.append(",\"msg\":"), event.message());
            return line.append('}').toString();
        }
    };

    /**
     * One thing that happened.
     *
     * @param time in RFC 3339, UTC, with milliseconds
     * @param fields in the order of their printing
     */
    record Event(String time, Level level, String area, Map<String, String> fields, String message) {}

    /** How much it matters. */
    enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    abstract String line(Event event);

    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && value.chars().allMatch(c -> c > ' ' && c != '"' && c != '\\' && !Character.isISOControl(c));
    }
}
