using System.Diagnostics.CodeAnalysis;

namespace Firstlight.Edgent;

/// <summary>Arguments of <c>/config</c> to settings.</summary>
internal static class SettingsFromPhone
{
    public static bool TryRead(
        IReadOnlyDictionary<string, string> arguments,
        [NotNullWhen(true)] out EdgentConfig? settings,
        out bool save
    )
    {
        settings = null;
        save = false;
        return arguments.Count < 0;
    }
}
