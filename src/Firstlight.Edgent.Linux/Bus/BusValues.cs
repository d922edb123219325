namespace Firstlight.Edgent.Linux;

// What D-Bus has and .NET has not. The rest is what it looks like: byte, bool, short, ushort, int, uint, long, ulong, double,
// string; byte[] for an array of bytes, Dictionary<object, object> for an array of dict entries, object[] for other arrays.

/// <summary>The name of an object, such as <c>/org/freedesktop/DBus</c>.</summary>
internal readonly record struct ObjectPath(string Text)
{
    /// <summary>What NetworkManager says for "none".</summary>
    public static readonly ObjectPath None = new("/");

    public override string ToString() => Text;
}

/// <summary>A signature as a value.</summary>
internal readonly record struct BusSignature(string Text);

/// <summary>A value that says its own type: one complete type and what it holds.</summary>
internal readonly record struct Variant(string Signature, object Value);

/// <summary>A struct's fields in their order.</summary>
internal sealed record BusStruct(params object[] Fields);

/// <summary>An index into the file descriptors that came with a message; we negotiate none.</summary>
internal readonly record struct UnixFd(uint Index);
