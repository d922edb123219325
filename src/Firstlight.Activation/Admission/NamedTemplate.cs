using Firstlight.Core;
using Firstlight.Devices;

namespace Firstlight.Activation;

/// <summary>The template that a device named.</summary>
/// <param name="Text">As named, fit to be shown: printable and short.</param>
/// <param name="Id">The id, when the text is one.</param>
internal sealed record NamedTemplate(string Text, TemplateId? Id)
{
    private const char Unprintable = '?';

    /// <summary>
    /// What <paramref name="report"/> names: its template id, else a firmware type that looks like one (firmware sets it to
    /// the template id unless told otherwise), else what the session expected. Null for none.
    /// </summary>
    public static NamedTemplate? In(HardwareReport report, TemplateId? expected)
    {
        if (!string.IsNullOrWhiteSpace(report.TemplateId))
            return Read(report.TemplateId);
        if (report.FirmwareType is { } type && type.StartsWith(TemplateId.Prefix, StringComparison.Ordinal))
            return Read(type);
        return expected is { } id ? new NamedTemplate(id.Value, id) : null;
    }

    private static NamedTemplate Read(string text)
    {
        var trimmed = text.Trim();
        if (TemplateId.TryParse(trimmed, out var id))
            return new NamedTemplate(id.Value, id);
        var characters = trimmed.Length > TemplateId.CharactersMax ? trimmed[..TemplateId.CharactersMax] : trimmed;
        return new NamedTemplate(
            string.Create(
                characters.Length,
                characters,
                static (shown, source) =>
                {
                    for (var index = 0; index < source.Length; index++)
                        shown[index] = source[index] is >= ' ' and <= '~' ? source[index] : Unprintable;
                }
            ),
            Id: null
        );
    }
}
