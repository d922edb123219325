using Firstlight.Core;

namespace Firstlight.Devices;

/// <summary>What a device may be called: anything people write, up to 60 characters, without control characters.</summary>
public static class DeviceNames
{
    /// <summary>The longest name (activation.md §10).</summary>
    public const int CharactersMax = 60;

    /// <summary>The name without outer blanks, or why it cannot be one.</summary>
    public static Outcome<string> Take(string? name) => TextRules.Take("name", name, CharactersMax);

    /// <summary>The name of a device that nobody named: its template's, cut where a template's may be longer.</summary>
    public static string For(Template template)
    {
        if (template.Name.Length <= CharactersMax)
            return template.Name;
        var end = char.IsHighSurrogate(template.Name[CharactersMax - 1]) ? CharactersMax - 1 : CharactersMax;
        return template.Name[..end].TrimEnd();
    }
}
