using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Firstlight.Protocol.Firmware;

namespace Firstlight.Protocol.Bundles;

/// <summary>
/// What a bundle says about itself. It stands in the file as the firmware's tag (<see cref="FirmwareTag"/>), so that whoever reads tags
/// knows type, version and build; the other facts follow in the same tag.
/// </summary>
public sealed record BundleFacts
{
    /// <summary>The longest version, type, build or name.</summary>
    public const int TextMax = 64;

    /// <summary>The largest payload, and the most that it may unpack to, of any bundle: what a device allows is less.</summary>
    public const long BytesMax = 1L << 30;

    /// <summary>The most files that a bundle unpacks to.</summary>
    public const int FilesMax = 10_000;

    private static readonly byte[] Mark = "blnkinf\0"u8.ToArray();

    /// <summary>Which devices it is for: usually the template id.</summary>
    public required string Type { get; init; }

    /// <summary>The version that devices report once they run it.</summary>
    public required string Version { get; init; }

    /// <summary>When it was built: <c>Mmm dd yyyy hh:mm:ss</c>.</summary>
    public required string Build { get; init; }

    /// <summary>One of <see cref="BundleArchitecture.All"/>.</summary>
    public required string Architecture { get; init; }

    /// <summary>The file at the payload's top that is started.</summary>
    public required string Program { get; init; }

    /// <summary>The payload's length.</summary>
    public required long PayloadBytes { get; init; }

    /// <summary>The payload's SHA-256, hexadecimal.</summary>
    public required string PayloadSha256 { get; init; }

    /// <summary>What all its files come to.</summary>
    public required long UnpackedBytes { get; init; }

    /// <summary>How many files and folders it has.</summary>
    public required int Files { get; init; }

    /// <summary>What breaks a limit; null when it can be written.</summary>
    public BundleFault? FindFault()
    {
        foreach (var (key, value) in Pairs())
        {
            if (value.Length is 0 or > TextMax || !value.All(IsAccepted))
                return Invalid($"{key} has 1 to {TextMax} letters, digits, blanks and . , : - _ ( ), not \"{value}\".");
        }

        if (Program.Trim('.').Length == 0 || !Program.All(static letter => IsAccepted(letter) && letter != ' '))
            return Invalid($"\"{Program}\" is no program's name.");
        if (!BundleArchitecture.All.Contains(Architecture, StringComparer.Ordinal))
            return Invalid(
                $"There are bundles for {string.Join(", ", BundleArchitecture.All)}, not for \"{Architecture}\"."
            );
        if (PayloadBytes is < 1 or > BytesMax || UnpackedBytes is < 1 or > BytesMax)
            return Invalid($"A bundle has at most {BytesMax:N0} bytes, packed and unpacked.");
        if (Files is < 1 or > FilesMax)
            return Invalid($"A bundle has 1 to {FilesMax:N0} files, not {Files:N0}.");
        return PayloadSha256.Length == SHA256.HashSizeInBytes * 2 && PayloadSha256.All(char.IsAsciiHexDigitLower)
            ? null
            : Invalid("sha256 has 64 hexadecimal digits.");
    }

    /// <summary>The tag, from its mark to its last NUL.</summary>
    internal byte[] ToTag()
    {
        var text = string.Concat(Pairs().Select(pair => $"{pair.Key}\0{pair.Value}\0"));
        return [.. Mark, .. Encoding.ASCII.GetBytes(text), 0];
    }

    /// <summary>The inverse; null, and why, when it is no such tag.</summary>
    internal static BundleFacts? Read(ReadOnlySpan<byte> bytes, out BundleFault? fault)
    {
        fault = Invalid("The bundle's tag cannot be read.");
        if (!FirmwareTag.TryFind(bytes, out var tag) || tag.Offset != 0)
            return null;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in tag.Pairs)
        {
            // One key, one meaning: nobody shall read another fact than was signed.
            if (!values.TryAdd(key, value))
                return null;
        }

        var facts = new BundleFacts
        {
            Version = Text("mcu"),
            Type = Text("fw-type"),
            Build = Text("build"),
            Architecture = Text("arch"),
            Program = Text("program"),
            PayloadBytes = Number("size"),
            PayloadSha256 = Text("sha256"),
            UnpackedBytes = Number("unpacked"),
            Files = (int)Math.Min(Number("files"), int.MaxValue),
        };
        fault = facts.FindFault();
        return fault is null ? facts : null;

        string Text(string key) => values.GetValueOrDefault(key, "");
        long Number(string key) =>
            long.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private IEnumerable<KeyValuePair<string, string>> Pairs() =>
        [
            new("mcu", Version),
            new("fw-type", Type),
            new("build", Build),
            new("arch", Architecture),
            new("program", Program),
            new("size", PayloadBytes.ToString(CultureInfo.InvariantCulture)),
            new("sha256", PayloadSha256),
            new("unpacked", UnpackedBytes.ToString(CultureInfo.InvariantCulture)),
            new("files", Files.ToString(CultureInfo.InvariantCulture)),
        ];

    private static BundleFault Invalid(string message) => new(BundleFaultKind.InvalidFact, message);

    private static bool IsAccepted(char letter) =>
        char.IsAsciiLetterOrDigit(letter) || letter is '_' or ' ' or '.' or ',' or ':' or '-' or '(' or ')';
}
