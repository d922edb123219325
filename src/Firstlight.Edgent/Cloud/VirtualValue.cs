using System.Globalization;

namespace Firstlight.Edgent;

/// <summary>A virtual pin's value as it travels: text, or several texts (a location, a table row).</summary>
public readonly record struct VirtualValue
{
    private readonly string? _wire;

    /// <summary>From the wire: parts between NULs.</summary>
    public VirtualValue(string wire) => _wire = wire;

    /// <summary>As it travels, parts joined by NUL.</summary>
    public string Wire => _wire ?? "";

    /// <summary>The parts; one for an ordinary value.</summary>
    public IReadOnlyList<string> Parts => Wire.Split('\0');

    /// <summary>The first part as text.</summary>
    public string Text => Wire.IndexOf('\0', StringComparison.Ordinal) is var end and >= 0 ? Wire[..end] : Wire;

    /// <summary>The first part as a switch: on unless it is empty, <c>0</c> or <c>false</c>.</summary>
    public bool IsOn => Text is not ("" or "0") && !Text.Equals("false", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first part as a number; <paramref name="otherwise"/> when it is none. Decimal point, no thousands.</summary>
    public T As<T>(T otherwise = default!)
        where T : ISpanParsable<T> => PartAs(0, otherwise);

    /// <summary>One part as a number; <paramref name="otherwise"/> when it is missing or none.</summary>
    public T PartAs<T>(int index, T otherwise = default!)
        where T : ISpanParsable<T>
    {
        var parts = Parts;
        if (index < 0 || index >= parts.Count)
            return otherwise;
        return T.TryParse(parts[index], CultureInfo.InvariantCulture, out var value) ? value : otherwise;
    }

    /// <summary>A value of one or several parts; numbers with a decimal point, switches as 1 and 0.</summary>
    public static VirtualValue Of(params ReadOnlySpan<object> parts)
    {
        var texts = new string[parts.Length];
        for (var index = 0; index < parts.Length; index++)
        {
            texts[index] = parts[index] switch
            {
                bool on => on ? "1" : "0",
                IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
                var other => other.ToString() ?? "",
            };
        }

        return new VirtualValue(string.Join('\0', texts));
    }

    /// <summary>The parts, readable.</summary>
    public override string ToString() => Wire.Replace('\0', ' ');
}
