package packhouse.server;

import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.IParamLabelRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Help in which a switch stands without a value: it may have one ({@code --tls=false}), but nobody has to know. */
final class HelpText extends Help {

    HelpText(CommandSpec command, ColorScheme colors) {
        super(command, colors);
    }

    @Override
    public IParamLabelRenderer parameterLabelRenderer() {
        IParamLabelRenderer all = super.parameterLabelRenderer();
        return new IParamLabelRenderer() {
            @Override
            public Text renderParameterLabel(ArgSpec argument, Ansi ansi, List<IStyle> styles) {
                return argument.typeInfo().isBoolean()
                        ? ansi.new Text("")
                        : all.renderParameterLabel(argument, ansi, styles);
            }

            @Override
            public String separator() {
                return all.separator();
            }
        };
    }
}
