using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace Firstlight.Protocol.Firmware;

/// <summary>
/// The place for a unit's own values in an image that all units share: <c>blnkopt</c>, NUL, then keys and values with a NUL behind each
/// and an empty key at the end. Firmware reserves room with a long filler as the network's name.
/// </summary>
public sealed class OptionArea
{
    /// <summary>More than any area in the field has.</summary>
    public const int BytesMax = 1_024;

    private const string SsidKey = "ssid";
    private const string PasswordKey = "pass";
    private const string TokenKey = "auth";
    private const string HostKey = "host";
    private const string PortKey = "port";

    private static readonly byte[] Mark = "blnkopt\0"u8.ToArray();

    private readonly Dictionary<string, string> _values;

    private OptionArea(int offset, int bytes, Dictionary<string, string> values)
    {
        Offset = offset;
        Bytes = bytes;
        _values = values;
    }

    /// <summary>Where the first key begins in the file.</summary>
    public int Offset { get; }

    /// <summary>
    /// From there up to and with the NUL behind the last value. In a stamped image the rest of the area cannot be told from what follows.
    /// </summary>
    public int Bytes { get; }

    /// <summary>True when it holds a token.</summary>
    public bool IsStamped => _values.ContainsKey(TokenKey);

    /// <summary>The host in it.</summary>
    public string? Host => _values.GetValueOrDefault(HostKey);

    /// <summary>The port in it, as text.</summary>
    public string? Port => _values.GetValueOrDefault(PortKey);

    /// <summary>The network in it; an unstamped area has a filler there.</summary>
    public string? Ssid => _values.GetValueOrDefault(SsidKey);

    /// <summary>Keys in the order in which they stand there.</summary>
    public IReadOnlyCollection<string> Keys => _values.Keys;

    /// <summary>Where it is and whether it is stamped; no value.</summary>
    public override string ToString() => $"area at {Offset}, {Bytes} bytes, {(IsStamped ? "stamped" : "free")}";

    /// <summary>Every area of a file; one is what firmware has.</summary>
    public static IReadOnlyList<OptionArea> FindAll(ReadOnlySpan<byte> file)
    {
        var found = new List<OptionArea>();
        for (var at = 0; file[at..].IndexOf(Mark) is >= 0 and var next; )
        {
            at += next + Mark.Length;
            if (TryRead(file, at, out var area))
                found.Add(area);
        }

        return found;
    }

    /// <summary>True when the area says exactly what was asked for.</summary>
    public bool Holds(PreProvisioning values) =>
        Is(TokenKey, values.Token)
        && Is(SsidKey, values.Ssid)
        && Is(PasswordKey, values.Password is { Length: > 0 } password ? password : null)
        && (values.Host is null || Is(HostKey, values.Host))
        && (values.PortText is null || Is(PortKey, values.PortText));

    /// <summary>The bytes that take the area's place, as many as it has.</summary>
    internal bool TryCompose(
        PreProvisioning values,
        [NotNullWhen(true)] out byte[]? content,
        [NotNullWhen(false)] out FirmwareFault? fault
    )
    {
        var text = new StringBuilder();
        Add(SsidKey, values.Ssid);
        Add(PasswordKey, values.Password is { Length: > 0 } password ? password : null);
        Add(TokenKey, values.Token);
        Add(HostKey, values.Host ?? Host);
        Add(PortKey, values.PortText ?? Port);
        var pairs = Encoding.UTF8.GetBytes(text.ToString());
        // The NUL that ends the list stands behind the area already.
        if (pairs.Length > Bytes)
        {
            content = null;
            fault = new FirmwareFault(
                FirmwareFaultKind.AreaTooSmall,
                $"The values need {pairs.Length} bytes; the firmware's area has {Bytes}: {pairs.Length - Bytes} too few."
            );
            return false;
        }

        fault = null;
        content = new byte[Bytes];
        pairs.CopyTo(content, 0);
        return true;

        void Add(string key, string? value)
        {
            if (value is { Length: > 0 })
                text.Append(key).Append('\0').Append(value).Append('\0');
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> file, int offset, [NotNullWhen(true)] out OptionArea? area)
    {
        area = null;
        var rest = file[offset..Math.Min(file.Length, offset + BytesMax)];
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        while (true)
        {
            if (!TryTake(rest, ref at, out var key))
                return false;
            if (key.IsEmpty)
                break;
            if (key.IndexOfAnyExceptInRange((byte)'a', (byte)'z') >= 0 || !TryTake(rest, ref at, out var value))
                return false;
            if (!Utf8.IsValid(value))
                return false;
            values.TryAdd(Encoding.ASCII.GetString(key), Encoding.UTF8.GetString(value));
        }

        // Text that merely mentions the mark has neither.
        if (!values.ContainsKey(SsidKey) && !values.ContainsKey(TokenKey))
            return false;
        area = new OptionArea(offset, at - 1, values);
        return true;
    }

    private static bool TryTake(ReadOnlySpan<byte> from, ref int at, out ReadOnlySpan<byte> word)
    {
        var end = from[at..].IndexOf((byte)0);
        word = end < 0 ? default : from.Slice(at, end);
        at += end + 1;
        return end >= 0;
    }

    private bool Is(string key, string? value) => _values.GetValueOrDefault(key) == value;
}
