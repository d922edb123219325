namespace Firstlight.Cli.Commands;

/// <summary>Builds the part of a URL behind the question mark from what is set.</summary>
internal static class Query
{
    public static string Of(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var text = "";
        foreach (var (name, value) in members)
        {
            if (value is not null)
                text += $"{(text.Length == 0 ? '?' : '&')}{name}={Uri.EscapeDataString(value)}";
        }

        return text;
    }
}
