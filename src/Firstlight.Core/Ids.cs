namespace Firstlight.Core;

/// <summary>A device's number. Reserved when a token is issued, never reused.</summary>
public readonly record struct DeviceId(long Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An organisation's number. The first one, <see cref="Root"/>, is made with the database.</summary>
public readonly record struct OrganisationId(long Value)
{
    /// <summary>The organisation at the top of the tree.</summary>
    public static readonly OrganisationId Root = new(1);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A person's number.</summary>
public readonly record struct UserId(long Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The number of one attempt to provision a device.</summary>
public readonly record struct ProvisioningSessionId(long Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A virtual pin, V0 to V255: the address of a datastream on the wire.</summary>
public readonly record struct VirtualPin(byte Number)
{
    /// <summary>Reads <c>4</c>, <c>V4</c> or <c>v4</c>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out VirtualPin pin)
    {
        if (text.Length > 1 && text[0] is 'v' or 'V')
            text = text[1..];
        var parsed = byte.TryParse(
            text,
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        );
        pin = new VirtualPin(number);
        return parsed;
    }

    /// <summary><c>V4</c>.</summary>
    public override string ToString() => $"V{Number}";
}

/// <summary>The number of one static token. Tokens of one batch have numbers in a row.</summary>
public readonly record struct StaticTokenId(long Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The number of one batch of static tokens.</summary>
public readonly record struct StaticBatchId(long Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The number of one life of a node: the same machine that starts again has another one. Never reused.</summary>
public readonly record struct NodeId(long Value)
{
    /// <summary>A node without others.</summary>
    public static readonly NodeId Alone = new(0);

    /// <inheritdoc />
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
