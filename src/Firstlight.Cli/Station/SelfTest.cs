using System.Text.Json;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Station;

/// <summary>What a unit has to say about itself: a datastream with any value, or with a given one.</summary>
internal sealed record SelfTest(int Pin, string? Expected)
{
    private const int PinMax = 255;

    /// <summary>Reads <c>V5</c> or <c>V5=ok</c>.</summary>
    /// <exception cref="CommandFailure">It is neither.</exception>
    public static SelfTest Parse(string text)
    {
        var (pin, expected) = text.Split('=', 2) is [var before, var after] ? (before, after) : (text, null);
        return
            pin.Length > 1
            && pin[0] is 'V' or 'v'
            && int.TryParse(pin.AsSpan(1), out var number)
            && number is >= 0 and <= PinMax
            ? new SelfTest(number, expected)
            : throw new CommandFailure(
                ExitCodes.Usage,
                $"\"{text}\" is no self-test.",
                "Name a pin, such as --self-test V5, or a pin and its value: --self-test V5=1"
            );
    }

    /// <summary>What the unit says; null while it says nothing.</summary>
    public string? Read(JsonElement datastreams)
    {
        var stream = datastreams.Items().FirstOrDefault(stream => stream.Text("pin") == $"{Pin}");
        return stream.Text("value") is { Length: > 0 } said ? said : null;
    }

    public bool Passes(string said) => Expected is null || said == Expected;

    public override string ToString() => $"V{Pin}{(Expected is null ? "" : $" = {Expected}")}";
}
