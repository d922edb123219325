using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Firstlight.Protocol.Firmware;

/// <summary>
/// What firmware says about itself inside its own file: <c>blnkinf</c>, NUL, then keys and values with a NUL behind each. The same facts
/// as the first message after login (<see cref="Native.DeviceInformation"/>), without the template.
/// </summary>
public sealed record FirmwareTag
{
    /// <summary>More than any tag in the field has; the search ends there, so that no file makes it slow.</summary>
    public const int BytesMax = 1_024;

    // In a file anything may stand before it, so the mark counts only with its NUL.
    private static readonly byte[] Mark = "blnkinf\0"u8.ToArray();

    // Letters, digits and the few signs that versions, dates and names are made of.
    private static readonly SearchValues<byte> Accepted = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_ \t\n\r\f\v.,:-()\0"u8
    );

    /// <summary><c>fw-type</c>: usually the template id; what an update is compared with.</summary>
    public string? FirmwareType { get; init; }

    /// <summary><c>mcu</c>, <c>ncp</c> or <c>fw</c>: the version.</summary>
    public string? Version { get; init; }

    /// <summary><c>build</c>: <c>Mmm dd yyyy hh:mm:ss</c>.</summary>
    public string? Build { get; init; }

    /// <summary><c>blynk</c> or <c>ver</c>: the device library's version.</summary>
    public string? LibraryVersion { get; init; }

    /// <summary>True for firmware of a network co-processor.</summary>
    public bool IsCoprocessor { get; init; }

    /// <summary>Where the tag begins in the file.</summary>
    public int Offset { get; init; }

    /// <summary>Every key and value as it stands there.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Pairs { get; init; }

    /// <summary>Finds the first whole tag of a file; false when there is none, which is no fault of the file.</summary>
    public static bool TryFind(ReadOnlySpan<byte> file, [NotNullWhen(true)] out FirmwareTag? tag)
    {
        for (var at = 0; file[at..].IndexOf(Mark) is >= 0 and var next; )
        {
            at += next;
            var rest = file[(at + Mark.Length)..];
            rest = rest[..Math.Min(rest.Length, BytesMax)];
            var refused = rest.IndexOfAnyExcept(Accepted);
            var text = refused < 0 ? rest : rest[..refused];
            if (text.IndexOf("\0\0"u8) is > 0 and var end)
            {
                tag = Read(Encoding.ASCII.GetString(text[..end]), at);
                return true;
            }

            at += Mark.Length;
        }

        tag = null;
        return false;
    }

    private static FirmwareTag Read(string text, int offset)
    {
        var words = text.Split('\0');
        var pairs = new List<KeyValuePair<string, string>>();
        for (var index = 0; index + 1 < words.Length; index += 2)
            pairs.Add(new(words[index], words[index + 1]));
        return new FirmwareTag
        {
            FirmwareType = First(pairs, "fw-type"),
            Version = First(pairs, "mcu") ?? First(pairs, "ncp") ?? First(pairs, "fw"),
            Build = First(pairs, "build"),
            LibraryVersion = First(pairs, "blynk") ?? First(pairs, "ver"),
            IsCoprocessor = First(pairs, "ncp") is not null,
            Offset = offset,
            Pairs = pairs,
        };
    }

    private static string? First(List<KeyValuePair<string, string>> pairs, string key)
    {
        foreach (var (name, value) in pairs)
        {
            if (name == key)
                return value;
        }

        return null;
    }
}
